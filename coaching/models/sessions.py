"""What stays of a session: the report, the next steps, what its person thought of it."""

from __future__ import annotations

from typing import Self

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coaching.models.bookings import Booking
from coaching.models.experts import Expert
from meetings.models import Meeting
from people.models import Participation, User


class SessionRoom(models.Model):
    """The meeting of a session that is held on this site: all at one table have the same."""

    booking = models.OneToOneField(Booking, models.CASCADE, related_name="room", primary_key=True)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("room of a session")
        verbose_name_plural = _("rooms of sessions")

    def __str__(self) -> str:
        return str(self.booking_id)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Report(models.Model):
    """What an expert wrote after a session: each change of it stays in its history."""

    class Outcome(models.TextChoices):
        HELD = "held", _("It took place")
        NO_ANSWER = "no_answer", _("Nobody answered")
        NO_SHOW = "no_show", _("The person did not come")
        LINE = "line", _("The line did not hold")
        EXPERT = "expert", _("I could not come myself")

    class Source(models.TextChoices):
        PAGE = "page", _("written on the page")
        MAIL = "mail", _("from a forwarded e-mail")

    booking = models.OneToOneField(Booking, models.CASCADE, related_name="report")
    outcome = models.CharField(_("what became of it"), max_length=9, choices=Outcome)
    reason = models.CharField(_("why"), max_length=200, blank=True)
    topics = models.CharField(_("what you spoke about"), max_length=500, blank=True)
    result = models.TextField(_("what came of it"), max_length=3000, blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("length in minutes"), null=True, blank=True, validators=[MaxValueValidator(480)]
    )
    beside = models.ForeignKey(
        Expert,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("second expert"),
    )
    voice = models.FileField(_("voice note"), upload_to="coaching/%Y/%m/", blank=True)
    source = models.CharField(max_length=4, choices=Source, default=Source.PAGE, editable=False)
    written_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", editable=False)

    class Meta:
        verbose_name = _("report of a session")
        verbose_name_plural = _("reports of sessions")

    def __str__(self) -> str:
        return f"{self.booking_id} · {self.outcome}"


class StepQuerySet(models.QuerySet["Step"]):
    """Questions about many steps."""

    def open(self) -> Self:
        """Those that are still to be done."""
        return self.filter(done_at__isnull=True)


class Step(models.Model):
    """One thing to do next, by somebody, until a day; ticked off by a tap."""

    class Owner(models.TextChoices):
        PERSON = "person", _("The participant")
        EXPERT = "expert", _("The expert")
        CENTER = "center", _("The center")

    participation = models.ForeignKey(Participation, models.CASCADE, related_name="steps")
    booking = models.ForeignKey(Booking, models.SET_NULL, null=True, related_name="steps")
    expert = models.ForeignKey(Expert, models.SET_NULL, null=True, related_name="steps")
    words = models.CharField(_("next step"), max_length=300)
    owner = models.CharField(_("who does it"), max_length=6, choices=Owner, default=Owner.PERSON)
    due_on = models.DateField(_("until"), null=True, blank=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True, editable=False)
    done_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = _("next step")
        verbose_name_plural = _("next steps")
        ordering = ["participation", "pk"]
        indexes = [
            models.Index(
                name="open_steps", fields=["participation"], condition=Q(done_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return self.words


class SessionOpinion(models.Model):
    """What a participant thought of a session; experts read it in fives and more."""

    class Face(models.IntegerChoices):
        SAD = 1, _("Not for me")
        EVEN = 2, _("It was all right")
        GLAD = 3, _("It helped me")

    booking = models.OneToOneField(Booking, models.CASCADE, related_name="opinion")
    face = models.PositiveSmallIntegerField(
        _("how it was"), choices=Face, validators=[MinValueValidator(1), MaxValueValidator(3)]
    )
    words = models.CharField(_("would you like to add something?"), max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("opinion of a session")
        verbose_name_plural = _("opinions of sessions")
        constraints = [
            models.CheckConstraint(
                name="session_opinion_has_a_face", condition=Q(face__gte=1, face__lte=3)
            )
        ]

    def __str__(self) -> str:
        return f"{self.booking_id} · {self.face}"


class Attempt(models.Model):
    """That an expert called and nobody answered."""

    booking = models.ForeignKey(Booking, models.CASCADE, related_name="attempts")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("call without an answer")
        verbose_name_plural = _("calls without an answer")
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.booking_id} · {self.at:%Y-%m-%d %H:%M}"


class CareTalk(models.Model):
    """That a team spoke with a person who missed sessions: earlier ones count no more."""

    participation = models.ForeignKey(Participation, models.CASCADE, related_name="care_talks")
    words = models.CharField(_("what was said"), max_length=240, blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("talk about missed sessions")
        verbose_name_plural = _("talks about missed sessions")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.participation} · {self.at:%Y-%m-%d}"
