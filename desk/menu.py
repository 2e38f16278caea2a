"""Keying in, importing and messages to groups, in the side menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from people.access import works_here
from people.menu import Section, of_house, of_stop

if TYPE_CHECKING:
    from people.menu import Entry, MenuDesk

OF_STOP = (
    (Section.APPLICATIONS, 20, _("Key in an application"), "desk:new"),
    (Section.APPLICATIONS, 30, _("Import a sheet"), "desk:import"),
    (Section.MESSAGES, 20, _("Messages to groups"), "outreach:groups"),
)
SEARCH = (Section.APPLICATIONS, 60, _("Search"), "desk:search")


def entries(desk: MenuDesk) -> list[Entry]:
    """What the team of the chosen stop brings in, and writes to many."""
    found = of_stop(desk.stop, OF_STOP) if desk.works else []
    return [*found, *(of_house([SEARCH]) if works_here(desk.user) else [])]
