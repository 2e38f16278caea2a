"""What stays of a workshop: papers and recordings, five lines, what people said, certificates."""

from __future__ import annotations

import secrets
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.links import keep_private
from people.models import Participation, User
from workshops.models.hall import Arrival
from workshops.models.planned import Workshop
from workshops.models.seats import Seat

keep_private("/certificate/")  # here, because models are there before any page is


class Material(models.Model):
    """One thing to take home from a workshop: a file of ours, or a link to a long recording."""

    class Kind(models.TextChoices):
        SLIDES = "slides", _("Slides")
        HANDOUT = "handout", _("Hand-out")
        AUDIO = "audio", _("Sound only")
        REPLAY = "replay", _("Replay")
        CAPTIONS = "captions", _("Captions")
        PICTURE = "picture", _("Picture")

    LIGHT = (Kind.AUDIO, Kind.SLIDES)

    workshop = models.ForeignKey(
        Workshop, models.CASCADE, related_name="materials", verbose_name=_("workshop")
    )
    kind = models.CharField(_("what it is"), max_length=8, choices=Kind)
    title = models.CharField(_("title"), max_length=120)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, blank=True)
    file = models.FileField(_("file"), upload_to="workshops/%Y/%m/", blank=True)
    content_type = models.CharField(max_length=60, blank=True, editable=False)
    link = models.URLField(_("or a link"), max_length=500, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    minutes = models.PositiveSmallIntegerField(_("length in minutes"), null=True, blank=True)
    shows = models.ManyToManyField(
        Participation, related_name="shown_on", blank=True, verbose_name=_("who is seen on it")
    )
    # How many were named: somebody who is deleted later has not agreed by that.
    people = models.PositiveSmallIntegerField(default=0, editable=False)
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("material of a workshop")
        verbose_name_plural = _("materials of workshops")
        ordering = ["workshop", "pk"]
        constraints = [
            models.CheckConstraint(
                name="material_is_a_file_or_a_link",
                condition=Q(file="") & ~Q(link="") | ~Q(file="") & Q(link=""),
            )
        ]

    def __str__(self) -> str:
        return self.title


class AfterWords(models.Model):
    """Five lines for whoever was not there; at `shown_at` people were told of it."""

    workshop = models.OneToOneField(
        Workshop, models.CASCADE, related_name="after", primary_key=True
    )
    lines = models.TextField(_("five lines"), max_length=900, blank=True)
    shown_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("words after a workshop")
        verbose_name_plural = _("words after workshops")

    def __str__(self) -> str:
        return str(self.workshop)


class MayShow(models.Model):
    """That somebody agreed to be seen on pictures and recordings of a stop, or took it back."""

    participation = models.OneToOneField(
        Participation, models.CASCADE, related_name="may_show", primary_key=True
    )
    given_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("agreement to be shown")
        verbose_name_plural = _("agreements to be shown")

    def __str__(self) -> str:
        return str(self.participation)


class Opinion(models.Model):
    """What a participant said some hours later: a face, and two questions."""

    class Face(models.IntegerChoices):
        SAD = 1, _("Not for me")
        EVEN = 2, _("It was all right")
        GLAD = 3, _("It helped me")

    seat = models.OneToOneField(
        Seat, models.CASCADE, related_name="opinion", verbose_name=_("seat")
    )
    face = models.PositiveSmallIntegerField(
        _("how it was"), choices=Face, validators=[MinValueValidator(1), MaxValueValidator(3)]
    )
    used = models.CharField(_("what will you do with it?"), max_length=300, blank=True)
    missed = models.CharField(_("what was missing?"), max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("opinion of a workshop")
        verbose_name_plural = _("opinions of workshops")
        constraints = [
            models.CheckConstraint(name="opinion_has_a_face", condition=Q(face__gte=1, face__lte=3))
        ]

    def __str__(self) -> str:
        return f"{self.seat_id} · {self.face}"


def new_key() -> str:
    """96 bits nobody guesses, in signs that a QR code holds small."""
    return secrets.token_urlsafe(12)


class CertificateQuerySet(models.QuerySet["Certificate"]):
    """Questions about many certificates."""

    def visible_to(self, user: User) -> Self:
        """What `user` may open: their own, or of workshops of the stops of their center."""
        return self.filter(Q(person=user) | Q(workshop__stop__in=user.stops_in_charge()))


class Certificate(models.Model):
    """That somebody was present, on paper: `words` and `made_at` make the same bytes again.

    It outlives the arrival: who withdraws was there all the same, and holds the paper. With the
    account of its `person` (none for a companion or a walk-in) it goes.
    """

    workshop = models.ForeignKey(
        Workshop, models.CASCADE, related_name="certificates", verbose_name=_("workshop")
    )
    arrival = models.OneToOneField(
        Arrival,
        models.SET_NULL,
        null=True,
        related_name="certificate",
        verbose_name=_("arrival"),
    )
    person = models.ForeignKey(
        User, models.CASCADE, null=True, related_name="certificates", verbose_name=_("account")
    )
    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    words = models.JSONField(_("what stands on it"))
    template = models.CharField(max_length=12, default="1", editable=False)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.key
