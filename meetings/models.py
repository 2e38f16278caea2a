"""A meeting, who is let in, the pictures that are turned, and what browsers tell each other."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

EARLY = timedelta(minutes=15)  # before its hour, from when on one may come in
LATE = timedelta(minutes=30)  # after its end, for what is still being said
BIGGEST_PAIR = 3  # people in a room for two, a colleague beside them included
BIGGEST_STAGE = 30  # listeners whom one browser can speak to: 24 kbit/s each leave its line


class Meeting(models.Model):
    """One meeting at one hour; who holds it is nobody's business here: the room above knows."""

    class Way(models.TextChoices):
        LINK = "link", _("A link of Teams, Zoom, Meet or another")
        JITSI = "jitsi", _("The center’s Jitsi")
        STAGE = "stage", _("Our own room, by sound")
        PAIR = "pair", _("Our own room for two, by sound or picture")

    way = models.CharField(_("how one meets"), max_length=5, choices=Way, default=Way.STAGE)
    title = models.CharField(_("title"), max_length=120)
    link = models.URLField(_("link of the meeting"), max_length=500, blank=True)
    dial_in = models.CharField(_("number to call in"), max_length=60, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    seats = models.PositiveSmallIntegerField(
        _("listeners at most"),
        default=BIGGEST_STAGE,
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
    )
    slide = models.PositiveSmallIntegerField(default=0, editable=False)
    # The keys of its slides in their order: pages that are open hear of new ones with the rest.
    pictures = ArrayField(models.BigIntegerField(), default=list, editable=False)
    is_handed_over = models.BooleanField(
        _("continued by the link or the telephone"), default=False, editable=False
    )

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = [
            models.CheckConstraint(
                name="meeting_starts_before_it_ends", condition=Q(starts_at__lt=F("ends_at"))
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def opens_at(self) -> datetime:
        """From when on one may come in."""
        return self.starts_at - EARLY

    @property
    def is_early(self) -> bool:
        """Whether its door is still closed."""
        return timezone.now() < self.starts_at - EARLY

    @property
    def is_over(self) -> bool:
        """Whether its door is closed for good."""
        return timezone.now() >= self.ends_at + LATE


class Guest(models.Model):
    """Somebody who may come in, known by a private URL; `about` is what the room above calls it.

    `line` names the page that they have open: each load of it, and each loss of the network, gets
    a new one, so that what was said to an earlier page reaches no later one.
    """

    class Role(models.TextChoices):
        HOST = "host", pgettext_lazy("meeting", "Trainer")
        LISTENER = "listener", pgettext_lazy("meeting", "Participant")

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="guests", verbose_name=_("meeting")
    )
    about = models.CharField(max_length=60)
    role = models.CharField(_("role"), max_length=8, choices=Role, default=Role.LISTENER)
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    aside = models.CharField(max_length=200, blank=True)  # our page of questions, for this guest
    entered_at = models.DateTimeField(_("came in"), null=True, blank=True)
    seen_at = models.DateTimeField(_("last seen"), null=True, blank=True)
    line = models.CharField(max_length=24, blank=True)
    hand_at = models.DateTimeField(_("raised a hand"), null=True, blank=True)
    let_in_at = models.DateTimeField(_("let in"), null=True, blank=True)  # to a room for two
    is_on_air = models.BooleanField(_("speaks to all"), default=False)

    class Meta:
        verbose_name = _("guest")
        verbose_name_plural = _("guests")
        constraints = [
            models.UniqueConstraint(name="one_guest_about_a_thing", fields=["meeting", "about"]),
            models.UniqueConstraint(
                name="one_guest_on_air", fields=["meeting"], condition=Q(is_on_air=True)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_host(self) -> bool:
        """Whether they lead the meeting."""
        return self.role == self.Role.HOST

    @property
    def is_in(self) -> bool:
        """Whether they are past the waiting room of a room for two."""
        return self.is_host or self.let_in_at is not None


class Slide(models.Model):
    """A picture that the trainer shows."""

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="slides", verbose_name=_("meeting")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    picture = models.FileField(_("picture"), upload_to="slides/")

    class Meta:
        verbose_name = _("slide")
        verbose_name_plural = _("slides")
        ordering = ["meeting", "position"]
        constraints = [
            models.UniqueConstraint(name="one_slide_a_position", fields=["meeting", "position"])
        ]

    def __str__(self) -> str:
        return f"{self.meeting} · {self.position + 1}"


class Signal(models.Model):
    """What one browser tells another before their sound finds its way: the last word of a pair."""

    class Kind(models.TextChoices):
        OFFER = "offer"
        ANSWER = "answer"

    sender = models.ForeignKey(Guest, models.CASCADE, related_name="+")
    receiver = models.ForeignKey(Guest, models.CASCADE, related_name="signals")
    line = models.CharField(max_length=24)  # of the listener, whichever of the two that is
    kind = models.CharField(max_length=6, choices=Kind)
    body = models.TextField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("signal")
        verbose_name_plural = _("signals")
        constraints = [
            models.UniqueConstraint(name="one_signal_of_a_pair", fields=["sender", "receiver"])
        ]

    def __str__(self) -> str:
        return f"{self.sender_id} → {self.receiver_id}: {self.kind}"
