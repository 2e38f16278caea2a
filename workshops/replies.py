"""What a digit by SMS or WhatsApp does where a message is about a seat: the same as its link."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from messaging.yes_no import Done, Reply
from workshops.models import Seat
from workshops.seats import letters
from workshops.seats.actions import accept, leave
from workshops.seats.links import WITH_ALL


def seat(matter: str, yes: bool) -> Done:  # noqa: FBT001  the protocol says which is which
    """Say yes to a seat, or give it back. Idempotent, as its page is.

    A yes of somebody who waits or is seated changes nothing. Raises ValidationError in the words of
    that page.
    """
    row = Seat.objects.select_related(*WITH_ALL).get(pk=letters.number_of(matter))
    if yes and row.state != Seat.State.WAITING:
        accept(row)
    elif not yes:
        leave(row)
    context = letters.words(row.workshop, row, row.participation.person.language)
    if not yes:
        return Done(gettext_noop("Gave the seat back"), "seat_no", context)
    if row.state == Seat.State.WAITING:
        return Done(gettext_noop("Stays on the waiting list"), "seat_waiting", context)
    return Done(gettext_noop("Said yes to the seat"), "seat_yes", context)


REPLIES: dict[str, Reply] = dict.fromkeys(
    (
        *("seat_offered", "seat_registered", "seat_waiting", "workshop_moved"),
        *("workshop_tomorrow", "workshop_soon"),
    ),
    seat,
)
