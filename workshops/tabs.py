"""The pages of one workshop at the desk, which stand beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.roles import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django_stubs_ext import StrOrPromise

    from people.models import User
    from workshops.models import Workshop

SEATS = "seats:list"  # a manager's alone
PAGES = (
    (_("Workshop"), "planning:workshop"),
    (_("Seats"), SEATS),
    (_("Attendance"), "hall:sheet"),
    (_("Meeting"), "hall:meeting"),
    (_("Questions"), "hall:questions"),
    (_("Report"), "hall:report"),
    (_("Afterwards"), "after_desk:materials"),
    (_("Certificates"), "after_desk:certificates"),
)


def tabs(
    workshop: Workshop, here: str, user: User | AnonymousUser
) -> list[tuple[StrOrPromise, str, bool]]:
    """The name and address of each page that `user` may open, and whether one is `here`.

    No statement: the roles are known by then.
    """
    at = [workshop.stop.slug, workshop.number]
    manages = user.is_superuser or (Role.MANAGER, workshop.stop.center_id) in getattr(
        user, "held", ()
    )
    pages = [each for each in PAGES if manages or each[1] != SEATS]
    return [(name, reverse(page, args=at), page == here) for name, page in pages]
