"""A plan of a stop: wanted, changed by hand, confirmed; the work itself is done behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coaching.matching.tasks import wake
from coaching.models import MatchLine, MatchPlan, Slot
from core.lives import move as move_on
from programs.models import Stop

if TYPE_CHECKING:
    from datetime import date

    from people.models import User

State, Line = MatchPlan.State, MatchLine.State
LONGEST = 31  # days of a plan
LIVE = (State.WANTED, State.PROPOSED, State.CONFIRMED)


@transaction.atomic
def want(stop: Stop, *, first: date, last: date, by: User) -> MatchPlan:
    """Ask for a plan of these days; one that is proposed already is put aside.

    Twice the same, while it is still computed, is one plan.
    Raises ValidationError('past' | 'order' | 'long'), 'booking' while another is being booked.
    """
    if last < first:
        raise ValidationError(_("The last day comes before the first one."), code="order")
    if last < timezone.localdate():
        raise ValidationError(_("These days have passed."), code="past")
    if (last - first).days >= LONGEST:
        raise ValidationError(_("A plan is made for a month at most."), code="long")
    Stop.objects.select_for_update(no_key=True).get(pk=stop.pk)  # two who ask: one after the other
    plans = MatchPlan.objects.filter(stop=stop)
    live = plans.select_for_update().filter(state__in=LIVE).first()
    if live and live.state == State.CONFIRMED:
        raise ValidationError(_("The plan before this one is being booked."), code="booking")
    if live and live.state == State.WANTED and (live.first_on, live.last_on) == (first, last):
        return live
    plans.filter(state__in=(State.WANTED, State.PROPOSED)).update(state=State.DROPPED)
    plan = MatchPlan.objects.create(stop=stop, first_on=first, last_on=last, made_by=by)
    transaction.on_commit(lambda: wake(plan))
    return plan


def put_out(line: MatchLine) -> None:
    """Leave a meeting out of a plan that is proposed. Idempotent."""
    _change(line, Line.PUT_OUT)


def put_back(line: MatchLine) -> None:
    """Take a meeting up again. Idempotent; ValidationError('taken') for an hour given away."""
    others = line.plan.lines.filter(slot=line.slot_id, state=Line.KEPT).exclude(pk=line.pk).count()
    if line.slot is None or others >= line.slot.free:
        raise ValidationError(_("Somebody else of this plan has that hour by now."), code="taken")
    _change(line, Line.KEPT)


@transaction.atomic
def change_hour(line: MatchLine, slot: Slot) -> None:
    """Give a meeting another free hour. Raises ValidationError('taken' | 'theme' | 'mode')."""
    MatchPlan.objects.select_for_update().get(pk=line.plan_id)
    others = line.plan.lines.filter(slot=slot, state=Line.KEPT).exclude(pk=line.pk).count()
    if slot.stop_id != line.plan.stop_id or others >= slot.free:
        raise ValidationError(_("Somebody else has just taken this time."), code="taken")
    if line.mode not in slot.modes:
        sentence = _("At this time you cannot meet in this way. Please choose another.")
        raise ValidationError(sentence, code="mode")
    _change(line, Line.KEPT, slot=slot, reasons=["hand"])


@transaction.atomic
def confirm(plan: MatchPlan, *, by: User) -> bool:
    """Have what is kept booked by `by`, and everybody told; whether this call did."""
    proposed = MatchPlan.objects.filter(pk=plan.pk)
    done = move_on(proposed, MatchPlan.MOVES, State.CONFIRMED, made_by=by, heard_at=None)
    if done:
        transaction.on_commit(lambda: wake(plan))
    return bool(done)


def drop(plan: MatchPlan) -> None:
    """Put a plan aside that nobody was told of. Idempotent."""
    move_on(MatchPlan.objects.filter(pk=plan.pk), MatchPlan.MOVES, State.DROPPED)


def _change(line: MatchLine, state: str, **columns: object) -> None:
    """Change a line of a plan that is still proposed. Raises ValidationError('moved') else."""
    mine = MatchLine.objects.filter(pk=line.pk, plan__state=State.PROPOSED)
    if not mine.update(state=state, **columns):
        raise ValidationError(_("This plan is not open any more."), code="moved")
