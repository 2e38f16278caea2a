"""Pages of the needs in the side menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from people.menu import Section, of_house, of_stop
from people.roles import Role

if TYPE_CHECKING:
    from people.menu import Entry, MenuDesk

OF_STOP = (
    (Section.NEEDS, 10, _("What people need"), "needs:overview"),
    (Section.NEEDS, 20, _("What the stop plans"), "needs:plan"),
)
CALLS = (Section.NEEDS, 30, _("My calls"), "diagnosis:in_hand")


def entries(desk: MenuDesk) -> list[Entry]:
    """The needs of a stop, for its center; for experts, the people whom they call."""
    found = of_stop(desk.stop, OF_STOP) if desk.works else []
    return [*found, *(of_house([CALLS]) if Role.EXPERT in desk.user.roles else [])]
