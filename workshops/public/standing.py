"""What a reader may do with a workshop: register, wait, or why neither."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from core.composed import Composed, slot
from people.models import Participation, User
from workshops.models import Seat, Workshop
from workshops.seats.audience import fits

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from programs.models import Stop

LIVE: Composed[Seat] = Composed(
    lambda: (
        Seat.objects.live()
        .filter(participation__person=slot("person"), participation__stop=slot("stop"))
        .order_by()
        .values("workshop", "state")
    )
)
Door = Literal["cancelled", "over", "begun", "seats", "queue", "full"]
Who = Literal["stranger", "outsider", "not-for-you", "member"]


@dataclass(frozen=True, slots=True)
class Standing:
    """Who reads the page of a workshop, what stands open, and their own live seat."""

    who: Who
    door: Door
    seat: Seat | None = None


def seats_of(user: User | AnonymousUser, stop: Stop) -> dict[int, str]:
    """The states of the reader's live seats at a stop, by the key of the workshop."""
    if not isinstance(user, User):
        return {}
    held = LIVE.named({"person": user.pk, "stop": stop.pk})
    return {row["workshop"]: row["state"] for row in held}


def standing_of(
    workshop: Workshop, user: User | AnonymousUser, participation: Participation | None
) -> Standing:
    """What this reader sees on the page of `workshop`."""
    door = door_of(workshop)
    if participation is None:
        return Standing("outsider" if isinstance(user, User) else "stranger", door)
    live = Seat.objects.live().filter(workshop=workshop, participation=participation)
    seat = live.first()
    if seat is None and door in {"seats", "queue"} and not fits(workshop, participation):
        return Standing("not-for-you", door)
    return Standing("member", door, seat)


def door_of(workshop: Workshop) -> Door:
    """What stands open to whoever comes now; free seats belong to those who wait already."""
    if workshop.state == Workshop.State.CANCELLED:
        return "cancelled"
    if workshop.has_ended:
        return "over"
    if workshop.has_begun:
        return "begun"
    if workshop.free and not workshop.waiting:
        return "seats"
    return "queue" if workshop.waiting < workshop.queue_size else "full"
