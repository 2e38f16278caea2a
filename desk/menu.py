"""Tasks, keying in, importing, messages to groups and the set-up of a stop, in the side menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from people.access import works_here
from people.menu import Section, of_house, of_stop
from people.roles import Role

if TYPE_CHECKING:
    from people.menu import Entry, MenuDesk

OF_STOP = (
    (Section.APPLICATIONS, 20, _("Key in an application"), "desk:new"),
    (Section.APPLICATIONS, 30, _("Import a sheet"), "desk:import"),
    (Section.MESSAGES, 20, _("Messages to groups"), "outreach:groups"),
)
TASKS = (Section.TODAY, 10, _("Your tasks"), "file:my-tasks")
SET_UP = (
    (Section.SET_UP, 5, _("Set-up of the stop"), "setup:assistant"),
    (Section.SET_UP, 7, _("Poster and campaigns"), "setup:posters"),
)
NEW = (Section.SET_UP, 25, _("A new stop"), "setup:new")
SEARCH = (Section.APPLICATIONS, 60, _("Search"), "desk:search")


def entries(desk: MenuDesk) -> list[Entry]:
    """What the team of the chosen stop brings in and writes to many; what managers prepare."""
    found = of_stop(desk.stop, OF_STOP) if desk.works else []
    if desk.manages:
        found += of_stop(desk.stop, SET_UP)
    if desk.user.is_superuser or Role.MANAGER in desk.user.roles:
        found += of_house([NEW])
    return [*found, *(of_house([TASKS, SEARCH]) if works_here(desk.user) else [])]
