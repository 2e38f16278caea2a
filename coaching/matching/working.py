"""The work behind a plan: computed, then booked by the way everybody books."""

from __future__ import annotations

import time
import uuid
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from coaching.booking.actions import book
from coaching.matching.gather import gather
from coaching.matching.solving import best
from coaching.matching.turns import in_turn
from coaching.models import Booking, BookingMove, MatchLine, MatchPlan
from core.lives import move as move_on

if TYPE_CHECKING:
    from coaching.matching.gather import Gathered
    from coaching.matching.problem import Solved

State, Line = MatchPlan.State, MatchLine.State
SOURCE = "en"  # of the sentences that are kept: each reader has them in their own language
SECONDS = 100.0  # in which a plan is computed at most


def work_on(plan: MatchPlan) -> None:
    """Compute a plan that is wanted, book one that is confirmed. Safe to run twice, or at once."""
    with translation.override(SOURCE):
        if plan.state == State.WANTED:
            compute(plan)
        elif plan.state == State.CONFIRMED:
            carry_out(plan)


def compute(plan: MatchPlan) -> bool:
    """Propose a plan that was wanted; whether this call did. Safe to run twice, or at once."""
    if plan.state != State.WANTED:
        return False
    began = time.monotonic()
    found = gather(plan.stop, plan.first_on, plan.last_on)
    problem = found.problem
    solved = best(problem, seconds=SECONDS)
    with transaction.atomic():
        wanted = MatchPlan.objects.filter(pk=plan.pk)
        done = move_on(
            wanted,
            MatchPlan.MOVES,
            State.PROPOSED,
            people=len({each.person for each in found.seekers}),
            needs=len(found.seekers),
            hours=sum(slot.free for slot in found.slots),
            met=len(solved.slot_of),
            met_in_turn=len(in_turn(problem)),
            is_best=solved.is_best,
            gap=solved.gap,
            seconds=time.monotonic() - began,
        )
        if done:
            MatchLine.objects.bulk_create(_lines(plan, found, solved), batch_size=500)
    return bool(done)


def carry_out(plan: MatchPlan) -> int:
    """Book what is kept of a confirmed plan, one after the other; how many were booked now.

    Each by a key of its own: whatever a lost worker has booked already is found again, not booked
    twice. Somebody who has changed meanwhile is left out, with the sentence that says why.
    """
    lines = plan.lines.filter(state=Line.KEPT).select_related(
        "participation__person", "participation__stop", "slot__expert", "theme"
    )
    many = 0
    for line in lines.order_by("pk"):
        MatchPlan.objects.filter(pk=plan.pk).update(heard_at=timezone.now())
        many += _book(plan, line)
    rest = plan.lines.filter(state=Line.KEPT)
    if plan.state == State.CONFIRMED and not rest.exists():
        move_on(MatchPlan.objects.filter(pk=plan.pk), MatchPlan.MOVES, State.APPLIED)
    return many


def _book(plan: MatchPlan, line: MatchLine) -> bool:
    """Book one line; whether it was.

    What a lost worker has booked is its own session, even where its person has moved it since.
    """
    mine = plan.lines.filter(pk=line.pk)
    key = uuid.uuid5(uuid.NAMESPACE_URL, f"plan {plan.pk} line {line.pk}")
    if own := Booking.objects.filter(key=key).first():
        return bool(mine.update(state=Line.BOOKED, booking=own))
    if line.slot is None:
        mine.update(state=Line.REFUSED, refusal=_("This time is not offered any more."))
        return False
    try:
        booking = book(
            line.slot,
            line.participation,
            theme=line.theme,
            mode=line.mode,
            key=key,
            by=plan.made_by,
            reason=BookingMove.Reason.PLANNED,
        )
    except ValidationError as refusal:
        clash = str((refusal.params or {}).get("title", ""))
        mine.update(state=Line.REFUSED, refusal=str(refusal.message)[:240], clash=clash[:240])
        return False
    mine.update(state=Line.BOOKED, booking=booking)
    return True


def _lines(plan: MatchPlan, found: Gathered, solved: Solved) -> list[MatchLine]:
    lines = []
    for option, number in sorted(solved.slot_of.items(), key=lambda one: one[1]):
        seeker, made = found.seekers[found.needs[option]], found.fits[option]
        lines.append(
            MatchLine(
                plan=plan,
                participation=seeker.participation,
                slot=found.slots[number],
                theme_id=seeker.theme,
                mode=made.mode,
                level=seeker.level,
                reasons=list(made.reasons),
            )
        )
    return lines
