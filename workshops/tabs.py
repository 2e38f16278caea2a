"""The pages of one workshop at the desk, which stand beside each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.models import Membership
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
    (_("Five questions"), "after_desk:quiz"),
    (_("Certificates"), "after_desk:certificates"),
)


@dataclass(frozen=True)
class Tabs:
    """The pages of one workshop, each with its name and address, and the list that led there."""

    pages: list[tuple[StrOrPromise, str, bool]]  # and whether one is there
    back: tuple[StrOrPromise, str]


def tabs(workshop: Workshop, here: str, user: User | AnonymousUser) -> Tabs:
    """The pages that `user` may open, one of them `here`.

    No statement: the roles are known by then.
    """
    stop = workshop.stop
    at, held = [stop.slug, workshop.number], getattr(user, "held", ())
    manages = user.is_superuser or (Role.MANAGER, stop.center_id) in held
    works = any((role, stop.center_id) in held for role in Membership.CENTER_ROLES)
    pages = [each for each in PAGES if manages or each[1] != SEATS]
    return Tabs(
        [(name, reverse(page, args=at), page == here) for name, page in pages],
        (_("Workshops"), reverse("planning:list", args=[stop.slug]))
        if manages or works
        else (_("Workshops that I lead"), reverse("planning_own:led")),
    )
