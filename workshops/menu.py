"""Pages of the workshops in the side menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from people.menu import Section, of_house, of_stop
from people.roles import Role

if TYPE_CHECKING:
    from people.menu import Entry, MenuDesk

OF_STOP = (
    (Section.WORKSHOPS, 10, _("The workshops of the stop"), "planning:list"),
    (Section.WORKSHOPS, 30, _("Calendar of the stop"), "planning:calendar"),
)
LED = (Section.WORKSHOPS, 40, _("Workshops that I lead"), "planning_own:led")


def entries(desk: MenuDesk) -> list[Entry]:
    """What a stop holds, for its center; for experts, what they lead."""
    found = of_stop(desk.stop, OF_STOP) if desk.works else []
    return [*found, *(of_house([LED]) if Role.EXPERT in desk.user.roles else [])]
