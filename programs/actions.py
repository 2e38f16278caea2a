"""What changes a stop: its moves from prepared to finished, and the numbers it gives out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.lives import move
from programs.models import Stop, TakenOver
from programs.opening import sentence

if TYPE_CHECKING:
    from datetime import date, datetime

NEXT = """
UPDATE programs_stop SET last_number = last_number + %s WHERE id = %s RETURNING last_number
"""


@transaction.atomic
def move_stop(stop: Stop, *, to: Stop.State) -> Stop:
    """Move `stop` to another state.

    Days that say otherwise follow: what begins by hand begins now. Raises ValidationError('move')
    when its life does not know the move, 'window' when it would open after its window, 'incomplete'
    when the public would find no texts or no criteria.
    """
    # locked: a copy that is taken back meanwhile would leave less than what is looked at here
    stop.refresh_from_db(from_queryset=Stop.objects.select_for_update(of=["self"], no_key=True))
    if to == Stop.State.OPEN and stop.closes_at <= timezone.now():
        raise ValidationError(
            _("The day on which applications close has passed: change it first."), code="window"
        )
    if to == Stop.State.OPEN and stop.state == Stop.State.PREPARED and (why := sentence(stop)):
        raise ValidationError(why, code="incomplete")
    if not move(Stop.objects.filter(pk=stop.pk), Stop.MOVES, to, **_days_of(stop, to)):
        names = {"origin": Stop.State(stop.state).label, "target": to.label}
        raise ValidationError(
            _("The stop cannot go from “%(origin)s” to “%(target)s”.") % names, code="move"
        )
    TakenOver.objects.filter(stop=stop).delete()  # nothing is taken back where the public reads
    stop.refresh_from_db()
    return stop


def _days_of(stop: Stop, to: Stop.State) -> dict[str, date | datetime]:
    """The days of `stop` that are still to come although the state `to` says that they have."""
    now, today = timezone.now(), timezone.localdate()
    if to == Stop.State.OPEN:
        return {"opens_at": min(stop.opens_at, now)}
    if to == Stop.State.RUNNING:
        return {"starts_on": min(stop.starts_on, today)}
    if to == Stop.State.FINISHED:
        ends_on = min(stop.ends_on, today)
        return {"starts_on": min(stop.starts_on, ends_on), "ends_on": ends_on}
    return {}


def reserve_references(stop: Stop, count: int) -> list[str]:
    """Give out the next `count` file numbers at once.

    A long transaction need not lock the stop meanwhile.
    """
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [count, stop.pk])
        (last,) = cursor.fetchone()
    return [f"{stop.prefix}-{number:04}" for number in range(last - count + 1, last + 1)]


def next_reference(stop: Stop) -> str:
    """Give out the next file number of `stop`, such as `FM-0231`.

    Inside a transaction it locks the stop.
    """
    (reference,) = reserve_references(stop, 1)
    return reference


def announce(stop: Stop) -> None:
    """Let the public know of a stop before it opens. Raises ValidationError('incomplete')."""
    if why := sentence(stop):
        raise ValidationError(why, code="incomplete")
    Stop.objects.filter(pk=stop.pk).update(is_announced=True)
