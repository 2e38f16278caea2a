"""The list of candidacies, keying in, importing, messages to groups: in the side menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from people.access import works_here
from people.menu import Section, of_house, of_stop

if TYPE_CHECKING:
    from people.menu import Entry, MenuDesk

OF_STOP = (
    (Section.APPLICATIONS, 10, _("All applications"), "files:list"),
    (Section.APPLICATIONS, 20, _("Key in an application"), "desk:new"),
    (Section.APPLICATIONS, 30, _("Import a sheet"), "desk:import"),
    (Section.MESSAGES, 20, _("Messages to groups"), "outreach:groups"),
)
EVERY = (Section.APPLICATIONS, 10, _("All applications"), "files:all")
SEARCH = (Section.APPLICATIONS, 60, _("Search"), "desk:search")


def entries(desk: MenuDesk) -> list[Entry]:
    """What the team of the chosen stop brings in, and writes to many."""
    if not works_here(desk.user):
        return []
    found = of_stop(desk.stop, OF_STOP) if desk.works else of_house([EVERY])
    return [*found, *of_house([SEARCH])]
