"""Who asks for a session where no slot is free: they wait in the order of asking, and are met."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from coaching.booking.checks import moved_on
from coaching.booking.wishes import keeps_to_women
from coaching.models import Request
from core import lives
from core.composed import ComposedUpdate, slot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coaching.models import Booking
    from people.models import Participation, User
    from programs.models import Theme

State = Request.State
MOST_WISHED = 3
MEET = ComposedUpdate(
    lambda: Request.objects.filter(
        participation=slot("participation"),
        theme=slot("theme"),
        state__in=lives.origins(Request.MOVES, State.MET),
    ),
    ["state"],
)


def ask(
    participation: Participation,
    theme: Theme,
    *,
    experts: Sequence[int] = (),
    woman: bool = False,
    modes: Sequence[str] = (),
    words: str = "",
    by: User | None = None,
) -> Request:
    """Wait for a session on a theme. Twice is harmless: the place in the order is kept.

    Raises ValidationError('wishes') for more than three experts.
    """
    if len(experts) > MOST_WISHED:
        raise ValidationError(_("Please name fewer experts."), code="wishes")
    wish = {"experts": [*experts], "woman": woman, "modes": [*modes], "words": words}
    with transaction.atomic():
        asked = Request(participation=participation, theme=theme, by=by, **wish)
        Request.objects.bulk_create([asked], ignore_conflicts=True)
        live = Request.objects.filter(
            participation=participation, theme=theme, state__in=Request.LIVE
        )
        live.update(**wish)
        return live.select_related("participation__person", "theme").get()


def take_back(request: Request, *, by: User | None) -> Request:
    """Wait no more. Idempotent; what is offered is declined by its own page."""
    return _to(request, State.TAKEN_BACK, by=by)


def close(request: Request, *, by: User | None) -> Request:
    """Wait no more, because nothing can be offered. Idempotent; whoever calls tells the person."""
    return _to(request, State.CLOSED, by=by)


def meet(booking: Booking) -> None:
    """End the waiting of somebody who has a session on its theme now."""
    asked = {"participation": booking.participation_id, "theme": booking.theme_id}
    MEET.run({"state": State.MET}, asked)


def return_to_queue(booking: Booking) -> None:
    """Let the person of an offer that came to nothing wait again, where they stood in the order.

    Whoever had a session before the expert went away waits from the day on which they got it.
    """
    if booking.participation is None:
        return
    if booking.request is None:
        head_of_queue(booking)
        return
    asked = booking.request
    rows = Request.objects.filter(pk=asked.pk)
    asked.refresh_from_db()
    lives.move(rows, Request.MOVES, State.WAITING, refused=[*asked.refused, booking.slot_id])


def head_of_queue(booking: Booking) -> Request | None:
    """Let somebody wait, who had a session already: from the moment on at which they booked it."""
    if booking.participation is None:
        return None
    woman = keeps_to_women(booking.participation, booking.expert)
    asked = ask(booking.participation, booking.theme, words=booking.words, woman=woman)
    rows = Request.objects.filter(pk=asked.pk)
    rows.update(at=min(asked.at, booking.made_at), refused=[*asked.refused, booking.slot_id])
    asked.refresh_from_db()
    return asked


def _to(request: Request, target: Request.State, *, by: User | None) -> Request:
    del by  # the log of the desk knows who it was
    with transaction.atomic():
        rows = Request.objects.filter(pk=request.pk)
        if not lives.move(rows, Request.MOVES, target):
            request.refresh_from_db()
            if request.state != target:
                raise moved_on()
        request.refresh_from_db()
    return request
