"""What staff and experts change about needs, and what staff plan for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from needs.models import Need, Plan

if TYPE_CHECKING:
    from collections.abc import Mapping

    from applications.models import Application
    from people.models import User
    from programs.models import Stop, Theme

PLANNED = ("sessions", "seats", "hours")


@transaction.atomic
def correct(
    application: Application,
    theme: Theme,
    *,
    by: User,
    level: int,
    state: str,
    reason: str,
    seen: str = "",
) -> Need:
    """Say how much a person needs on a theme and what became of it, with the reason.

    No diagnosis changes it after. `seen` is the need as the page showed it (`mark`).
    Raises ValidationError('meanwhile') when somebody changed it since.
    """
    kept = Need.objects.select_for_update().filter(application=application, theme=theme).first()
    if mark(kept) != seen:
        raise _meanwhile()
    values = {
        "level": level,
        "state": state,
        "reason": reason,
        "changed_by": by,
        "changed_at": timezone.now(),
    }
    if kept is None:
        try:
            with transaction.atomic():
                return Need.objects.create(application=application, theme=theme, **values)
        except IntegrityError as another:
            raise _meanwhile() from another
    for field, value in values.items():
        setattr(kept, field, value)
    kept.save(update_fields=list(values))
    return kept


def mark(need: Need | None) -> str:
    """The need as it stands, in short: what a page that shows it sends back."""
    return f"{need.level} {need.state} {need.changed_at.isoformat()}" if need else ""


def _meanwhile() -> ValidationError:
    return ValidationError(
        _("Somebody changed this need meanwhile. Please look at it, then correct it again."),
        code="meanwhile",
    )


def plan(stop: Stop, themes: Mapping[Theme, Mapping[str, int]]) -> None:
    """Keep what a stop plans for each theme, in one statement."""
    Plan.objects.bulk_create(
        [Plan(stop=stop, theme=theme, **planned) for theme, planned in themes.items()],
        update_conflicts=True,
        unique_fields=["stop", "theme"],
        update_fields=list(PLANNED),
    )
