"""The pages of the desk itself in the side menu: files, what is brought in, set up, written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from people.access import works_here
from people.menu import Section, of_house, of_stop
from people.roles import Role

if TYPE_CHECKING:
    from people.menu import Entry, MenuDesk

OF_STOP = (
    (Section.APPLICATIONS, 10, _("Applications of the stop"), "files:list"),
    (Section.APPLICATIONS, 20, _("Key in an application"), "desk:new"),
    (Section.APPLICATIONS, 30, _("Import a sheet"), "desk:import"),
    (Section.WORKSHOPS, 20, _("Radar"), "radar:radar"),
    (Section.MESSAGES, 20, _("Messages to groups"), "outreach:groups"),
)
OF_CENTERS = (
    (Section.TODAY, 10, _("Your tasks"), "file:my-tasks"),
    (Section.APPLICATIONS, 12, _("Applications of every stop"), "files:all"),
    (Section.APPLICATIONS, 14, _("Saved views"), "files:views"),
    (Section.APPLICATIONS, 16, _("Labels"), "files:labels"),
    (Section.APPLICATIONS, 60, _("Search"), "desk:search"),
)
OF_MANAGERS = (
    (Section.SET_UP, 5, _("Set-up of the stop"), "setup:assistant"),
    (Section.SET_UP, 8, _("Poster and campaigns"), "setup:posters"),
    (Section.SET_UP, 12, _("What the earlier stop teaches"), "memory:memory"),
)
PREPARE = (Section.SET_UP, 25, _("A new stop"), "setup:new")


def entries(desk: MenuDesk) -> list[Entry]:
    """What the team of the chosen stop works on, brings in, and writes to many."""
    found = of_stop(desk.stop, OF_STOP) if desk.works else []
    if desk.manages:
        found += of_stop(desk.stop, OF_MANAGERS)
    if works_here(desk.user):
        found += of_house(OF_CENTERS)
    prepares = desk.user.is_superuser or Role.MANAGER in desk.user.roles
    return [*found, *(of_house([PREPARE]) if prepares else [])]
