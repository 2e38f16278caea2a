"""Who came to a workshop, and what is asked there: arrivals, the marks they follow, questions."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.models import Participation, User
from programs.models import Stop
from workshops.models.planned import Workshop
from workshops.models.seats import Seat


class ArrivalState(models.TextChoices):
    """What became of a seat on the day."""

    PRESENT = "present", pgettext_lazy("attendance", "Present")
    ABSENT = "absent", pgettext_lazy("attendance", "Absent")
    EXCUSED = "excused", pgettext_lazy("attendance", "Excused")


class ArrivalQuerySet(models.QuerySet["Arrival"]):
    """Questions about many arrivals."""

    def present(self) -> Self:
        """Those who were there."""
        return self.filter(state=ArrivalState.PRESENT)

    def visible_to(self, user: User) -> Self:
        """What `user` may open: of workshops of their stops, or led by them."""
        return self.filter(workshop__in=Workshop.objects.visible_to(user).values("pk"))


class Arrival(models.Model):
    """That somebody was there, was missed or excused: of a seat (or its second), or a walk-in.

    `key` names a walk-in on the phone that wrote it down; `at` is when that was seen: of two
    marks the later one counts, whichever reaches us first.
    """

    State = ArrivalState

    class How(models.TextChoices):
        LINK = "link", _("came in by the link")
        SHEET = "sheet", _("marked on the sheet")
        DOOR = "door", _("marked at the door")
        REPORT = "report", _("read from a report")

    workshop = models.ForeignKey(
        Workshop, models.CASCADE, related_name="arrivals", verbose_name=_("workshop")
    )
    seat = models.ForeignKey(
        Seat,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="arrivals",
        verbose_name=_("seat"),
    )
    second = models.BooleanField(_("the second person of the seat"), default=False)
    name = models.CharField(_("name of a walk-in"), max_length=120, blank=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("attendance"), max_length=7, choices=State)
    how = models.CharField(_("how it is known"), max_length=6, choices=How)
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    objects = ArrivalQuerySet.as_manager()

    class Meta:
        verbose_name = _("arrival")
        verbose_name_plural = _("arrivals")
        ordering = ["workshop", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_arrival_a_seat",
                fields=["seat", "second"],
                condition=Q(seat__isnull=False),
            ),
            models.CheckConstraint(
                name="arrival_is_of_somebody",
                condition=Q(seat__isnull=False, name="") | Q(seat__isnull=True) & ~Q(name=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.seat)


class Mark(models.Model):
    """One tap on a sheet: what was sent twice is known by its `key`, made on the phone."""

    key = models.UUIDField(primary_key=True)
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="marks")
    row = models.CharField(max_length=40)  # of the sheet: a seat, its second, or a walk-in
    state = models.CharField(max_length=7, choices=ArrivalState)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("mark on a sheet")
        verbose_name_plural = _("marks on sheets")
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.row} · {self.state}"


class ReportName(models.Model):
    """Who is meant by a name in reports of meetings: matched by hand once, known at that stop."""

    stop = models.ForeignKey(Stop, models.CASCADE, related_name="report_names")
    key = models.CharField(max_length=160)  # `people.names.name_key` of the name in the report
    participation = models.ForeignKey(
        Participation, models.CASCADE, null=True, related_name="report_names"
    )  # None: nobody of ours, such as the trainer

    class Meta:
        verbose_name = _("name in reports")
        verbose_name_plural = _("names in reports")
        constraints = [
            models.UniqueConstraint(name="one_meaning_of_a_report_name", fields=["stop", "key"])
        ]

    def __str__(self) -> str:
        return self.key


class AbsenceTalk(models.Model):
    """That somebody spoke with a person who missed workshops: absences until then count no more."""

    participation = models.ForeignKey(
        Participation, models.CASCADE, related_name="absence_talks", verbose_name=_("participation")
    )
    words = models.CharField(_("what was said"), max_length=240, blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("talk about absences")
        verbose_name_plural = _("talks about absences")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.participation} · {self.at:%Y-%m-%d}"


class Wall(models.Model):
    """The questions of a workshop as they change: whoever shows them asks for `version` alone."""

    workshop = models.OneToOneField(Workshop, models.CASCADE, related_name="wall", primary_key=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("wall of questions")
        verbose_name_plural = _("walls of questions")

    def __str__(self) -> str:
        return f"{self.workshop} · {self.version}"


class QuestionQuerySet(models.QuerySet["Question"]):
    """Questions about many questions."""

    def ranked(self) -> Self:
        """What is still asked first, the most wanted first, then in their order."""
        open_first = models.Case(models.When(state="open", then=0), default=1)
        return self.order_by(open_first, "-votes", "pk")

    def owed(self) -> Self:
        """Those that somebody has promised to answer and has not."""
        return self.filter(state=Question.State.LATER)


class Question(models.Model):
    """What a participant asks before or during a workshop; others want it answered too (`votes`).

    What is not answered live keeps an owner and a day.
    """

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("question of a workshop", "Open")
        LIVE = "live", pgettext_lazy("question of a workshop", "Answered in the room")
        LATER = "later", pgettext_lazy("question of a workshop", "To be answered later")
        WRITTEN = "written", pgettext_lazy("question of a workshop", "Answered in writing")

    MOVES = {
        State.OPEN: {State.LIVE, State.LATER, State.WRITTEN},
        State.LATER: {State.LATER, State.LIVE, State.WRITTEN},  # to somebody else
        State.LIVE: {State.LATER, State.OPEN},  # pressed by mistake
        State.WRITTEN: set[State](),
    }

    workshop = models.ForeignKey(
        Workshop, models.CASCADE, related_name="questions", verbose_name=_("workshop")
    )
    seat = models.ForeignKey(
        Seat, models.SET_NULL, null=True, related_name="questions", verbose_name=_("asked by")
    )
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    text = models.CharField(_("question"), max_length=300)
    state = models.CharField(_("state"), max_length=7, choices=State, default=State.OPEN)
    votes = models.PositiveIntegerField(_("votes"), default=0)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    owner = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="owed_answers", verbose_name=_("who answers")
    )
    due_on = models.DateField(_("until"), null=True)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question of a workshop")
        verbose_name_plural = _("questions of workshops")
        ordering = ["workshop", "pk"]
        constraints = [
            models.CheckConstraint(
                name="question_for_later_has_a_day",
                condition=~Q(state="later") | Q(due_on__isnull=False),
            ),
            models.CheckConstraint(
                name="written_question_has_its_answer",
                condition=~Q(state="written") | ~Q(answer=""),
            ),
        ]
        indexes = [
            models.Index(name="questions_owed", fields=["due_on"], condition=Q(state="later"))
        ]

    def __str__(self) -> str:
        return self.text


class Vote(models.Model):
    """That a participant wants a question answered too."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="voices")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="voices")

    class Meta:
        verbose_name = _("vote for a question")
        verbose_name_plural = _("votes for questions")
        constraints = [models.UniqueConstraint(name="one_vote_a_seat", fields=["question", "seat"])]

    def __str__(self) -> str:
        return f"{self.seat_id} · {self.question_id}"


def turn_wall(workshop: int) -> None:
    """Say that something on the wall of `workshop` changed, in this transaction."""
    walls: QuerySet[Wall] = Wall.objects.filter(workshop=workshop)
    if not walls.update(version=F("version") + 1):
        Wall.objects.bulk_create([Wall(workshop_id=workshop)], ignore_conflicts=True)
        walls.update(version=F("version") + 1)
