"""The side menu of whoever works here, room by room: entries of each room's `menu.py`.

`entries(desk)` gives the `Entry`s that this person may open at the stop that is chosen; a room
that offers no page to them gives none. Looking costs no statement: the roles are known by then.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.roles import CENTER_ROLES, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django_stubs_ext import StrOrPromise

    from people.models import User
    from programs.models import Stop


class Section(TextChoices):
    """The parts of the menu, in their order."""

    TODAY = "today", _("Today")
    APPLICATIONS = "applications", _("Applications")
    NEEDS = "needs", _("Needs")
    READING = "reading", _("Reading")
    DECISIONS = "decisions", _("Decisions")
    WORKSHOPS = "workshops", _("Workshops")
    COACHING = "coaching", _("Coaching")
    PARTNERS = "partners", _("Partners")
    MESSAGES = "messages", _("Messages")
    FIGURES = "figures", _("Figures")
    SET_UP = "set-up", _("Preparation")


ICONS = {
    Section.TODAY: "start",
    Section.APPLICATIONS: "paper",
    Section.NEEDS: "idea",
    Section.READING: "file",
    Section.DECISIONS: "check",
    Section.WORKSHOPS: "training",
    Section.COACHING: "headset",
    Section.PARTNERS: "bank",
    Section.MESSAGES: "mail",
    Section.FIGURES: "figures",
    Section.SET_UP: "management",
}


@dataclass(frozen=True)
class MenuDesk:
    """Who looks, at which of their stops."""

    user: User
    stops: Sequence[Stop]
    stop: Stop | None

    @property
    def works(self) -> bool:
        """Whether they work on the files of the chosen stop."""
        return self.stop is not None and self._holds(*CENTER_ROLES)

    @property
    def manages(self) -> bool:
        """Whether they manage the chosen stop."""
        return self.stop is not None and self._holds(Role.MANAGER)

    @property
    def sets_up(self) -> bool:
        """Whether anything is theirs to prepare: of a center, or of the whole program."""
        return self.user.is_national or Role.MANAGER in self.user.roles

    def _holds(self, *roles: str) -> bool:
        center = self.stop.center_id if self.stop else None
        return self.user.is_superuser or any((role, center) in self.user.held for role in roles)


@dataclass(frozen=True)
class Entry:
    """One page of the menu, by the name of its address: what waits counts for it by that name."""

    section: Section
    position: int  # a lower one stands higher in its section
    name: StrOrPromise
    page: str
    url: str
    also: tuple[str, ...] = ()  # other beginnings of addresses that belong to it

    @property
    def places(self) -> tuple[str, ...]:
        """The beginnings of the addresses at which one stands here."""
        return (self.url.partition("?")[0], *self.also)


def of_stop(
    stop: Stop | None,
    pages: Iterable[tuple[Section, int, StrOrPromise, str]],
) -> list[Entry]:
    """Entries of pages that stand under the address of a stop; none without one."""
    if stop is None:
        return []
    return [
        Entry(section, position, name, page, _url(page, stop.slug))
        for section, position, name, page in pages
    ]


def of_house(pages: Iterable[tuple[Section, int, StrOrPromise, str]]) -> list[Entry]:
    """Entries of pages that stand at one address."""
    return [
        Entry(section, position, name, page, _url(page)) for section, position, name, page in pages
    ]


@lru_cache(maxsize=4096)
def _url(page: str, *args: str) -> str:
    """The address of a page: the menu asks for fifty of them on each page of the desk."""
    return reverse(page, args=args)


SET_UP = (
    (Section.SET_UP, 20, _("Stops"), "admin:programs_stop_changelist"),
    (Section.SET_UP, 60, _("Team"), "admin:people_membership_changelist"),
    (Section.SET_UP, 65, _("People"), "admin:people_user_changelist"),
    (Section.SET_UP, 70, _("Partners"), "admin:programs_partner_changelist"),
    (Section.SET_UP, 75, _("Programmes"), "admin:programs_program_changelist"),
    (Section.SET_UP, 80, _("Consent texts"), "admin:people_consenttext_changelist"),
    (Section.SET_UP, 85, _("Themes"), "admin:programs_theme_changelist"),
    (Section.SET_UP, 86, _("Sectors"), "admin:programs_sector_changelist"),
    (Section.SET_UP, 87, _("Centers"), "admin:programs_center_changelist"),
    (Section.SET_UP, 88, _("Regions"), "admin:programs_region_changelist"),
    (Section.SET_UP, 89, _("Provinces"), "admin:programs_province_changelist"),
)


def entries(desk: MenuDesk) -> list[Entry]:
    """The first page; the stop itself, and all that one prepares before it."""
    first = "desk:home" if desk.user.is_staff else "portal:home"
    found = of_house([(Section.TODAY, 0, Section.TODAY.label, first)])
    if not desk.user.is_staff:
        return found
    if desk.stop and desk.user.is_national and not desk.manages:
        page = "admin:programs_stop_change"
        url = reverse(page, args=[desk.stop.pk])
        found.append(Entry(Section.SET_UP, 10, _("This stop"), page, url))
    shown = SET_UP if desk.sets_up else SET_UP[:3]
    return [*found, *of_house(shown)]
