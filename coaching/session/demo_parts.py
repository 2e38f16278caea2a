"""What the demonstration's sessions left: reports, next steps, opinions, cases."""

from __future__ import annotations

from datetime import timedelta
from itertools import cycle
from typing import TYPE_CHECKING

from django.utils import timezone

from coaching.demo_texts import OPINIONS, SAID
from coaching.models import Case, Report, SessionOpinion, Step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coaching.models import Booking

OLD = timedelta(days=7)  # steps of sessions before it are done
DAY = timedelta(days=1)


def put_in(held: Sequence[Booking]) -> None:
    """Write what each session left."""
    written = list(zip(held, cycle(SAID)))
    Report.objects.bulk_create(
        Report(
            booking=booking,
            outcome=Report.Outcome.HELD,
            topics=topics,
            result=result,
            minutes=25,
            written_at=booking.ends_at,
            by=booking.expert.user,
        )
        for booking, (topics, result, _steps) in written
    )
    Step.objects.bulk_create(
        _step(booking, words, days)
        for booking, (_topics, _result, steps) in written
        for words, days in steps
    )
    SessionOpinion.objects.bulk_create(
        SessionOpinion(booking=booking, face=face, at=booking.ends_at + DAY)
        for (booking, _said), face in zip(written, OPINIONS, strict=False)
    )
    Case.objects.bulk_create(
        Case(participation=booking.participation, expert=booking.expert, since=booking.ends_at)
        for booking, _said in written
    )


def _step(booking: Booking, words: str, days: int) -> Step:
    is_old = booking.ends_at < timezone.now() - OLD
    return Step(
        participation=booking.participation,
        booking=booking,
        expert=booking.expert,
        words=words,
        due_on=timezone.localdate(booking.ends_at) + timedelta(days=days),
        done_at=booking.ends_at + DAY if is_old else None,
        done_by=booking.person if is_old else None,
        made_at=booking.ends_at,
    )
