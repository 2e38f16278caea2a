"""What a team writes about a file for itself: notes, who is told of one, tasks with a day."""

from __future__ import annotations

from datetime import date
from typing import Self
from uuid import uuid4

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from desk.models.access import of_named_files
from people.models import User


class Note(models.Model):
    """Some words of one of the team about a file. It stays as it was written."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="notes", verbose_name=_("application")
    )
    author = models.ForeignKey(
        User, models.PROTECT, related_name="notes_written", verbose_name=_("author")
    )
    text = models.TextField(_("note"), max_length=2000)
    written_at = models.DateTimeField(_("written on"), default=timezone.now)
    key = models.UUIDField(_("key of its form"), default=uuid4, editable=False)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints = [
            models.UniqueConstraint(name="a_form_writes_one_note", fields=["application", "key"]),
            models.CheckConstraint(name="a_note_says_something", condition=~Q(text="")),
        ]
        indexes = [models.Index(name="note_of_a_file", fields=["application", "-id"])]

    def __str__(self) -> str:
        return f"{self.application} · {self.written_at:%Y-%m-%d}"


class MentionQuerySet(models.QuerySet["Mention"]):
    """Questions about many mentions."""

    def waiting_for(self, user: User) -> Self:
        """Those that `user` has not said they read, of files that they may read by name."""
        unread = self.filter(person=user, read_at__isnull=True)
        return unread.filter(of_named_files(user, "note__application"))


class Mention(models.Model):
    """That a note names a colleague, who finds it among what waits for them until they read it."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="mentions", verbose_name=_("note"))
    person = models.ForeignKey(
        User, models.CASCADE, related_name="mentions", verbose_name=_("colleague")
    )
    read_at = models.DateTimeField(_("read"), null=True, editable=False)

    objects = MentionQuerySet.as_manager()

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints = [
            models.UniqueConstraint(name="told_of_a_note_once", fields=["note", "person"]),
        ]
        indexes = [
            models.Index(
                name="mention_unread", fields=["person"], condition=Q(read_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.note} · {self.person}"


class TaskQuerySet(models.QuerySet["Task"]):
    """Questions about many tasks."""

    def open(self) -> Self:
        """Those that nobody has done."""
        return self.filter(done_at__isnull=True)

    def waiting_for(self, user: User) -> Self:
        """Those in the hands of `user`, of files that they may read by name; the oldest day first.

        The place among equals is that in which they were given.
        """
        return self.open().filter(of_named_files(user), to=user).order_by("due", "pk")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Task(models.Model):
    """Something to do about a file until a day, by one of the team."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="tasks", verbose_name=_("application")
    )
    text = models.CharField(_("what is to be done"), max_length=200)
    to = models.ForeignKey(User, models.PROTECT, related_name="tasks", verbose_name=_("who"))
    due = models.DateField(_("until"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("given by"))
    given_at = models.DateTimeField(_("given"), default=timezone.now)
    done_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("done by")
    )
    done_at = models.DateTimeField(_("done"), null=True)
    key = models.UUIDField(_("key of its form"), default=uuid4, editable=False)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        constraints = [
            models.UniqueConstraint(name="a_form_gives_one_task", fields=["application", "key"]),
            models.CheckConstraint(name="a_task_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="a_done_task_has_who_did_it",
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                name="task_open", fields=["to", "due", "id"], condition=Q(done_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_late(self) -> bool:
        """Whether its day is over and it is not done."""
        return self.done_at is None and self.due < today()

    @property
    def is_for_today(self) -> bool:
        """Whether its day has come and it is not done."""
        return self.done_at is None and self.due <= today()


def today() -> date:
    """The day at Casablanca."""
    return timezone.localdate()
