"""Pages of coaching in the side menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from people.menu import Section, of_stop

if TYPE_CHECKING:
    from people.menu import Entry, MenuDesk

OF_STOP = (
    (Section.COACHING, 10, _("The sessions of the stop"), "coaching:list"),
    (Section.COACHING, 20, _("Requests for sessions"), "coaching:requests"),
)


MANAGED = (
    (Section.COACHING, 40, _("Plan of the sessions"), "matching:plans"),
    (Section.COACHING, 50, _("Queue of today"), "queue_desk:queue"),
)


def entries(desk: MenuDesk) -> list[Entry]:
    """What a stop holds, for its center; what its managers alone do."""
    found = of_stop(desk.stop, OF_STOP) if desk.works else []
    return [*found, *(of_stop(desk.stop, MANAGED) if desk.manages else [])]
