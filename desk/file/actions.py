"""What the team does beside a file: notes, tasks, opinions asked for, given and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.rows import insert_new
from desk.file.team import named_in, refuse_who_reads_unnamed, team_of
from desk.models import Mention, Note, Opinion, Task
from messaging.actions.answers import answer
from messaging.models import Thread

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from uuid import UUID

    from applications.models import Application
    from messaging.models import Message
    from people.models import User


@transaction.atomic
def write_note(
    application: Application, *, text: str, to: Collection[User], by: User, key: UUID
) -> tuple[Note, list[User]]:
    """Keep a note; tell `to` and whom it names with an @. Returns it and who is told.

    Whoever writes has read what named them on this file. The same `key` is kept once. Raises
    ValidationError('unnamed').
    """
    named = {person.pk: person for person in (*to, *named_in(text, list(team_of(application))))}
    named.pop(by.pk, None)
    told = list(named.values())
    refuse_who_reads_unnamed(application, told)
    note = Note(application=application, author=by, text=text, key=key)
    if insert_new(note):
        Mention.objects.bulk_create(Mention(note=note, person=person) for person in told)
    read_notes(application, by=by)
    return note, told


def read_notes(application: Application, *, by: User) -> int:
    """Say that `by` has read every note of the file that names them; how many there were."""
    unread = Mention.objects.filter(note__application=application, person=by, read_at=None)
    return unread.update(read_at=timezone.now())


@transaction.atomic
def give_task(
    application: Application, *, text: str, to: User, due: date, by: User, key: UUID
) -> None:
    """Give somebody of the team something to do until a day; the same `key` gives it once.

    Raises ValidationError('unnamed').
    """
    refuse_who_reads_unnamed(application, [to])
    insert_new(Task(application=application, text=text, to=to, due=due, by=by, key=key))


def ask_outside(application: Application, *, by: User, **asked: Any) -> None:
    """Ask an institution for its opinion; the same `key` asks once."""
    insert_new(Opinion(application=application, by=by, **asked))


def finish(task: Task, *, by: User) -> None:
    """Say that it is done; the first who says so is kept."""
    Task.objects.open().filter(pk=task.pk).update(done_by=by, done_at=timezone.now())


def reopen(task: Task) -> None:
    """Say that it is not done after all; twice is harmless."""
    Task.objects.filter(pk=task.pk).update(done_by=None, done_at=None)


def write_to_person(application: Application, *, text: str, by: User, key: str) -> Message:
    """Answer in the conversation of a file's person, or begin it. The same `key` answers once.

    Raises ValidationError as `messaging.actions.answers.answer` does.
    """
    with transaction.atomic():
        thread, _new = Thread.objects.get_or_create(
            person=application.applicant, stop=application.stop
        )
        return answer(thread, text=text, by=by, key=key)


def withdraw(opinion: Opinion) -> None:
    """Ask no more: the link shows nothing from now on. Raises ValidationError('given')."""
    rows = Opinion.objects.filter(pk=opinion.pk, given_at=None)
    waited = rows.filter(withdrawn_at=None).update(withdrawn_at=timezone.now())
    if not waited and not rows.exists():
        raise ValidationError(_("The opinion has come meanwhile."), code="given")


def give_opinion(opinion: Opinion, *, verdict: str, remarks: str, signed: str) -> None:
    """Keep what the institution says, once. Raises ValidationError('over') when it was too late."""
    rows = Opinion.objects.filter(pk=opinion.pk, given_at=None, withdrawn_at=None)
    said = {"verdict": verdict, "remarks": remarks, "signed": signed}
    if not rows.update(**said, given_at=timezone.now()):
        raise ValidationError(_("This opinion is no longer asked for."), code="over")


def read_opinion(opinion: Opinion) -> None:
    """Say that somebody of the team has read it; the first moment is kept."""
    rows = Opinion.objects.filter(pk=opinion.pk, given_at__isnull=False, read_at=None)
    rows.update(read_at=timezone.now())
