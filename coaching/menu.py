"""Pages of coaching in the side menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from coaching.models import Expert
from people.menu import Section, of_house, of_stop
from people.roles import Role

if TYPE_CHECKING:
    from people.menu import Entry, MenuDesk

OF_STOP = (
    (Section.COACHING, 10, _("The sessions of the stop"), "coaching:list"),
    (Section.COACHING, 20, _("Requests for sessions"), "coaching:requests"),
    (Section.COACHING, 30, _("Experts"), "experts:list"),
    (Section.COACHING, 40, _("People to call"), "day:calls"),
)
MANAGED = (
    (Section.COACHING, 50, _("Plan of the sessions"), "matching:plans"),
    (Section.COACHING, 55, _("Queue of today"), "queue_desk:queue"),
)
OWN = (
    (Section.COACHING, 60, _("My day"), "day:today"),
    (Section.COACHING, 70, _("My hours"), "hours:mine"),
)


def entries(desk: MenuDesk) -> list[Entry]:
    """What a stop holds, for its center; what its managers alone do; for experts, their own."""
    found = of_stop(desk.stop, OF_STOP) if desk.works else []
    managed = of_stop(desk.stop, MANAGED) if desk.manages else []
    return [*found, *managed, *(of_house(OWN) if _helps(desk) else [])]


def _helps(desk: MenuDesk) -> bool:
    """Whether they meet people: a statement of experts alone, most of whom do not work here."""
    helping = (Expert.State.ACTIVE, Expert.State.PAUSED)
    return Role.EXPERT in desk.user.roles and (
        Expert.objects.filter(user=desk.user, state__in=helping).exists()
    )
