"""What this room's desk knows of its staff, and how it lays out texts in three languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from programs.models import Center

LANGUAGES = ("ar", "fr", "en")
MANAGER = "manager"  # the role, as people name it; their room stands above this one


class Staff(Protocol):
    """What this room knows of the people who work with it; theirs is a room above."""

    is_staff: bool
    is_national: bool

    def centers(self, *roles: str) -> QuerySet[Center]:
        """The centers in which they hold one of `roles`."""


def staff(request: HttpRequest) -> Staff:
    """Who asks; the admin site lets nobody else in."""
    return cast("Staff", request.user)


def side_by_side(*fields: str) -> list[str | list[str] | tuple[str, ...] | tuple[()]]:
    """Each field in its three languages, one row of a form per field."""
    return [tuple(f"{field}_{language}" for language in LANGUAGES) for field in fields]
