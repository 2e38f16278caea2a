"""Whoever taps when all seats are taken and the list is full: most of a crowd, told so at once.

One statement finds out that it is so at this moment; the page says the same to everybody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Subquery

from core.composed import Composed, slot
from people.models import Participation
from programs.models import Stop
from workshops.models import Seat, Workshop
from workshops.public.standing import door_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

COUNTED = ("state", "starts_at", "ends_at", "capacity", "taken", "waiting", "queue_size")


def _seen(workshops: QuerySet[Workshop], people: QuerySet[Participation]) -> QuerySet[Any]:
    """What decides, of a workshop and of the one person who asks: their language, and their seat.

    Without a language they are nobody who takes part there.
    """
    own = Seat.objects.live().filter(workshop=OuterRef("pk"), participation__in=people.values("pk"))
    language = Subquery(people.values("person__language")[:1])
    return workshops.only(*COUNTED).annotate(has_seat=Exists(own), reads_in=language)


BY_KEY: Composed[Any] = Composed(
    lambda: _seen(
        Workshop.objects.published().filter(pk=slot("workshop")),
        Participation.objects.filter(pk=slot("participation")),
    )
)
BY_NUMBER: Composed[Any] = Composed(
    lambda: _seen(
        Workshop.objects.published()
        .filter(stop__slug=slot("stop"), number=slot("number"))
        .filter(stop__in=Stop.objects.announced()),
        Participation.objects.filter(person=slot("person"), stop__slug=slot("stop")),
    )
)


def is_full(seen: Any) -> bool:
    """Whether this person gets neither a seat nor a place on the list, and holds none."""
    return (
        seen.reads_in is not None
        and not seen.has_seat
        and not seen.free
        and door_of(seen) == "full"
    )
