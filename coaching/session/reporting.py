"""What is written after a session, and the steps that follow; calls that nobody answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from coaching.booking.actions import conclude
from coaching.booking.locking import locked
from coaching.booking.rules import rules_of
from coaching.models import Attempt, Booking, Case, Report, SessionOpinion, Step
from coaching.session import letters
from core.locks import patient

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from core.files import SafeFile
    from people.models import User

MINUTE = timedelta(minutes=1)
EARLY = timedelta(minutes=15)  # before its hour, from when on one calls


@dataclass(frozen=True)
class NextStep:
    """One step as it was typed; `pk` where it stands already, without words to take it away."""

    words: str
    owner: str = Step.Owner.PERSON
    due_on: date | None = None
    pk: int | None = None


@patient
def write(
    booking: Booking,
    *,
    said: Mapping[str, Any],
    steps: Sequence[NextStep] = (),
    voice: SafeFile | None = None,
    by: User | None,
    source: str = Report.Source.PAGE,
) -> Report:
    """Write what became of a session, or put it right; its person is told of the steps.

    `said` holds fields of the report. Every version stays in its history. Twice the same is
    harmless. Raises ValidationError('early') before the session has begun,
    'moved' when it is not where it was looked at.
    """
    locked(booking.slot_id)  # two who write at once write one after the other
    if booking.starts_at > timezone.now():
        raise ValidationError(_("This session has not begun yet."), code="early")
    held = said["outcome"] == Report.Outcome.HELD
    conclude(booking, held=held, by=by)  # as it stands now: what was read before may be old
    row = _kept(booking, {**said, "source": source, "by": by}, voice)
    if held and booking.participation:
        _look_after(row)
        _steps(booking, steps)
    letters.tell(booking, row)
    return row


def _kept(booking: Booking, said: dict[str, Any], voice: SafeFile | None) -> Report:
    """The report as it is now; a version of it is written only where something changed."""
    row = Report.objects.select_for_update().filter(booking=booking).first()
    if voice:
        said["voice"] = voice.content
    if row is None:
        return Report.objects.create(booking=booking, **said)
    content = {name for name in said if name not in {"by", "source"}}
    if any(getattr(row, name) != said[name] for name in content):
        for name, value in {**said, "written_at": timezone.now()}.items():
            setattr(row, name, value)
        row.save()
    return row


def _look_after(report: Report) -> None:
    """Whoever held it looks after this person from now on: one expert, or two."""
    booking = report.booking
    for expert in filter(None, (booking.expert_id, report.beside_id)):
        Case.objects.get_or_create(
            participation=booking.participation, expert_id=expert, ended_at=None
        )


def _steps(booking: Booking, steps: Sequence[NextStep]) -> None:
    """Write new steps down, once; change or take away those that stand and are not done."""
    of_person = {"participation_id": booking.participation_id, "booking": booking}
    standing = Step.objects.open().filter(booking=booking)
    for each in steps:
        told = {"words": each.words, "owner": each.owner, "due_on": each.due_on}
        if each.pk is not None and not each.words:
            standing.filter(pk=each.pk).delete()
        elif each.pk is not None:
            standing.filter(pk=each.pk).update(**told)
        elif each.words:
            about = {"words": each.words, "owner": each.owner}
            rest = {"due_on": each.due_on, "expert_id": booking.expert_id}
            Step.objects.get_or_create(**of_person, **about, defaults=rest)


@patient
def no_answer(booking: Booking, *, by: User | None) -> int:
    """Somebody called and nobody answered; how often by now. Twice within a minute is once.

    After as many times as the stop has set its team is told: a human call comes before anything
    else. Raises ValidationError('over') once something was written of this session, and 'early'.
    """
    locked(booking.slot_id)
    now = timezone.now()
    if now < booking.starts_at - EARLY:
        raise ValidationError(_("This session has not begun yet."), code="early")
    if Report.objects.filter(booking=booking).exists():
        raise ValidationError(_("Something was written of this session already."), code="over")
    lately = booking.attempts.filter(at__gt=now - MINUTE)
    if not lately.exists():
        Attempt.objects.create(booking=booking, at=now, by=by)
    return booking.attempts.count()


def is_unreachable(booking: Booking, times: int) -> bool:
    """Whether so many calls are enough for the rules of the stop."""
    return times >= rules_of(booking.stop_id).silent_times


def tick(step: Step, *, done: bool, by: User | None) -> bool:
    """Mark a step as done, or as still to be done; whether that changed anything."""
    rows = Step.objects.filter(pk=step.pk, done_at__isnull=done)
    values = {"done_at": timezone.now(), "done_by": by} if done else {"done_at": None}
    return bool(rows.update(**values))


def say(booking: Booking, face: int, words: str) -> bool:
    """Keep what the person thought of a session, once; whether it is new."""
    said = {"face": face, "words": words}
    return SessionOpinion.objects.get_or_create(booking=booking, defaults=said)[1]
