"""What changes a stop: its moves from prepared to finished, and the numbers it gives out."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from core.lives import move
from programs.models import Stop


@transaction.atomic
def move_stop(stop: Stop, *, to: Stop.State) -> Stop:
    """Move `stop` to another state.

    Raises ValidationError('move') when its life does not know the move, 'window' when it would open
    after its window.
    """
    stop.refresh_from_db(fields=["state", "closes_at"])
    if to == Stop.State.OPEN and stop.closes_at <= timezone.now():
        raise ValidationError(
            _("The day on which applications close has passed: change it first."), code="window"
        )
    if not move(Stop.objects.filter(pk=stop.pk), Stop.MOVES, to):
        names = {"origin": Stop.State(stop.state).label, "target": to.label}
        raise ValidationError(
            _("The stop cannot go from “%(origin)s” to “%(target)s”.") % names, code="move"
        )
    stop.refresh_from_db(fields=["state"])
    return stop


@transaction.atomic
def reserve_references(stop: Stop, count: int) -> list[str]:
    """Give out the next `count` file numbers at once.

    A long transaction need not lock the stop meanwhile.
    """
    Stop.objects.filter(pk=stop.pk).update(last_number=F("last_number") + count)
    last = Stop.objects.values_list("last_number", flat=True).get(pk=stop.pk)
    return [f"{stop.prefix}-{number:04}" for number in range(last - count + 1, last + 1)]


def next_reference(stop: Stop) -> str:
    """Give out the next file number of `stop`, such as `FM-0231`.

    Must run inside a transaction: it locks the stop.
    """
    Stop.objects.filter(pk=stop.pk).update(last_number=F("last_number") + 1)
    number = Stop.objects.values_list("last_number", flat=True).get(pk=stop.pk)
    return f"{stop.prefix}-{number:04}"
