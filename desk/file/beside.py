"""What the team has written beside a file: notes, tasks, opinions of others, the conversation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import prefetch_related_objects

from core.composed import Composed, slots
from desk.file.links import opinion_link
from desk.models import Note, Opinion, Task
from messaging.actions.answers import route_to
from messaging.models import Thread
from messaging.talk import talk_of_team

if TYPE_CHECKING:
    from collections.abc import Collection

    from applications.models import Application
    from messaging.actions.answers import Route
    from messaging.talk import Entry
    from people.models import User

LAST = 6  # entries of the conversation on the page of a file; the rest is one tap away
# What a colleague asks with each file is composed once.
TASKS: Composed[Any] = Composed(
    lambda: (
        Task.objects.filter(application__in=slots("files"))
        .select_related("to", "by", "done_by")
        .order_by("due", "pk")
    )
)
OPINIONS: Composed[Any] = Composed(
    lambda: (
        Opinion.objects.filter(application__in=slots("files")).select_related("by").order_by("-pk")
    )
)
NOTES: Composed[Any] = Composed(
    lambda: (
        Note.objects.filter(application__in=slots("files")).select_related("author").order_by("-pk")
    )
)


@dataclass(frozen=True)
class NoteRow:
    """A note, whom it told, and whether it tells who looks and they have not said they read it."""

    note: Note
    told: list[User]
    is_unread: bool


@dataclass(frozen=True)
class OpinionRow:
    """An opinion and its link, which is there as long as it is waited for."""

    opinion: Opinion
    link: str


@dataclass(frozen=True)
class Said:
    """The end of the conversation with the person, and how an answer leaves."""

    thread: Thread | None = None
    entries: list[Entry] = field(default_factory=list)
    route: Route | None = None


@dataclass(frozen=True)
class Beside:
    """All of it, newest first; of a file that is read without names, nothing."""

    notes: list[NoteRow] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    opinions: list[OpinionRow] = field(default_factory=list)
    said: Said = field(default_factory=Said)

    @property
    def open(self) -> int:
        """How many tasks are not done."""
        return sum(task.done_at is None for task in self.tasks)

    @property
    def unread(self) -> bool:
        """Whether a note tells who looks something."""
        return any(row.is_unread for row in self.notes)


def beside(application: Application, user: User, files: Collection[int]) -> Beside:
    """What was written about `files`, which are the file and those joined to it."""
    of_files = {"files": [*files]}
    opinions = OPINIONS.rows(of_files)
    return Beside(
        _notes(files, user),
        sorted(TASKS.rows(of_files), key=lambda task: task.done_at is not None),
        [OpinionRow(each, opinion_link(each) if each.is_open else "") for each in opinions],
        _said(application, user),
    )


def _notes(files: Collection[int], user: User) -> list[NoteRow]:
    notes, rows = [*NOTES.rows({"files": [*files]})], []
    prefetch_related_objects(notes, "mentions__person")
    for note in notes:
        mentions = list(note.mentions.all())
        unread = {each.person_id for each in mentions if each.read_at is None}
        rows.append(NoteRow(note, [each.person for each in mentions], user.pk in unread))
    return rows


def _said(application: Application, user: User) -> Said:
    threads = Thread.objects.visible_to(user).select_related("person", "stop__center")
    of_file = {"person": application.applicant_id, "stop": application.stop_id}
    thread = threads.filter(**of_file).first()
    if thread is None:
        return Said()
    return Said(thread, talk_of_team(thread, whole=True).entries[-LAST:], route_to(thread))
