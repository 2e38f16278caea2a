"""Who gives of their time, for what and how much of it, and what they signed."""

from __future__ import annotations

from typing import Self

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.models import Membership, Participation, User
from programs.models import Center, Province, Theme

SHORTEST, LONGEST = 10, 180  # minutes of a session


class Mode(models.TextChoices):
    """How two people meet."""

    PHONE = "phone", _("By telephone")
    WHATSAPP = "whatsapp", _("By a WhatsApp call")
    VIDEO = "video", _("On this site, by sound or picture")
    CENTER = "center", _("At the center")


CALLED = (Mode.PHONE, Mode.WHATSAPP)  # for which the expert needs a number


def every_mode() -> list[str]:
    """All ways to meet, unless an expert leaves some out."""
    return [str(mode) for mode in Mode]


def every_language() -> list[str]:
    """Arabic and French, unless an expert says otherwise."""
    return ["ar", "fr"]


class ExpertQuerySet(models.QuerySet["Expert"]):
    """Questions about many experts."""

    def listed(self) -> Self:
        """Those whom the public may see."""
        return self.filter(state=Expert.State.ACTIVE)

    def visible_to(self, user: User) -> Self:
        """Whom `user` may open with all that is private: themselves, or of their centers."""
        if user.is_superuser:
            return self
        return self.filter(Q(user=user) | Q(center__in=user.centers()))

    def managed_by(self, user: User) -> Self:
        """Whose hours `user` may change: their own, or those of the centers that they manage."""
        if user.is_superuser:
            return self
        return self.filter(Q(user=user) | Q(center__in=user.centers(Membership.Role.MANAGER)))


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Expert(models.Model):
    """Somebody who meets participants of a center's stops, from their own asking to their leaving.

    Hours and lengths are in minutes; `notice` is how many hours before it a slot is closed to
    whoever books, moves or gives it back, `horizon` how many days ahead it is shown, `buffer` what
    stays free before and after whatever else they have.
    """

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("expert", "Asks to help")
        CHECKED = "checked", pgettext_lazy("expert", "Checked, has not signed yet")
        ACTIVE = "active", pgettext_lazy("expert", "Helps")
        PAUSED = "paused", pgettext_lazy("expert", "Pauses")
        LEFT = "left", pgettext_lazy("expert", "Has left")
        REFUSED = "refused", pgettext_lazy("expert", "Not taken")

    MOVES = {
        State.ASKED: {State.CHECKED, State.REFUSED},
        State.CHECKED: {State.ACTIVE, State.LEFT},
        State.ACTIVE: {State.PAUSED, State.LEFT},
        State.PAUSED: {State.ACTIVE, State.LEFT},
        State.LEFT: {State.ACTIVE},
        State.REFUSED: {State.CHECKED},
    }

    class Gender(models.TextChoices):
        WOMAN = "woman", _("Woman")
        MAN = "man", _("Man")

    center = models.ForeignKey(
        Center, models.PROTECT, related_name="experts", verbose_name=_("center")
    )
    user = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="helps_as",
        verbose_name=_("account"),
    )
    name = models.CharField(_("name"), max_length=80)
    phone = models.CharField(_("mobile phone"), max_length=16, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    gender = models.CharField(_("gender"), max_length=8, choices=Gender, blank=True)
    headline = models.CharField(_("in one line"), max_length=120, blank=True)
    reasons = models.TextField(_("why they want to help"), max_length=1500, blank=True)
    themes = models.ManyToManyField(
        Theme, through="ExpertTheme", related_name="experts", verbose_name=_("themes")
    )
    languages = ArrayField(
        models.CharField(max_length=2, choices=settings.LANGUAGES),
        verbose_name=_("languages spoken"),
        default=every_language,
    )
    # in which somebody asked to help, and reads what is written to them; French where a team did
    written_in = models.CharField(
        max_length=2, choices=settings.LANGUAGES, default="fr", editable=False
    )
    provinces = models.ManyToManyField(
        Province,
        related_name="+",
        blank=True,
        verbose_name=_("provinces they can meet people in"),
    )
    modes = ArrayField(
        models.CharField(max_length=8, choices=Mode),
        verbose_name=_("how they meet people"),
        default=every_mode,
    )
    per_day = models.PositiveSmallIntegerField(
        _("sessions a day at most"), default=10, validators=[MinValueValidator(1)]
    )
    per_week = models.PositiveSmallIntegerField(
        _("sessions a week at most"), default=30, validators=[MinValueValidator(1)]
    )
    minutes = models.PositiveSmallIntegerField(
        _("length of a session in minutes"),
        default=25,
        validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)],
    )
    pause = models.PositiveSmallIntegerField(
        _("pause between two sessions in minutes"), default=5, validators=[MaxValueValidator(120)]
    )
    buffer = models.PositiveSmallIntegerField(
        _("minutes kept free before and after other appointments"),
        default=0,
        validators=[MaxValueValidator(240)],
    )
    notice = models.PositiveSmallIntegerField(
        _("hours of notice"), default=12, validators=[MaxValueValidator(336)]
    )
    horizon = models.PositiveSmallIntegerField(
        _("days shown ahead"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(366)],
    )
    state = models.CharField(
        _("state"), max_length=8, choices=State, default=State.ASKED, editable=False
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)
    shadowed_at = models.DateTimeField(
        _("first session, with a colleague beside"), null=True, blank=True
    )
    shadowed_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("beside")
    )

    objects = ExpertQuerySet.as_manager()

    class Meta:
        verbose_name = _("expert")
        verbose_name_plural = _("experts")
        ordering = ["center", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_expert_of_an_account",
                fields=["center", "user"],
                condition=Q(user__isnull=False),
            ),
            models.CheckConstraint(
                name="expert_who_helps_has_an_account",
                condition=~Q(state__in=("active", "paused")) | Q(user__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ExpertTheme(models.Model):
    """A theme on which an expert helps, and how long such a session takes (empty: as always)."""

    expert = models.ForeignKey(Expert, models.CASCADE, related_name="helps_with")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+", verbose_name=_("theme"))
    minutes = models.PositiveSmallIntegerField(
        _("length in minutes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)],
    )

    class Meta:
        verbose_name = _("theme of an expert")
        verbose_name_plural = _("themes of experts")
        constraints = [
            models.UniqueConstraint(name="one_theme_of_an_expert_once", fields=["expert", "theme"])
        ]

    def __str__(self) -> str:
        return f"{self.expert_id} · {self.theme}"


class Charter(models.Model):
    """One wording of what experts promise; a new wording is a new version, old ones stay."""

    center = models.ForeignKey(
        Center, models.CASCADE, related_name="charters", verbose_name=_("center")
    )
    version = models.PositiveSmallIntegerField(_("version"))
    text = models.TextField(_("text"), max_length=6000)
    since = models.DateTimeField(_("in force since"), default=timezone.now)

    class Meta:
        verbose_name = _("charter of experts")
        verbose_name_plural = _("charters of experts")
        ordering = ["center", "-version"]
        constraints = [
            models.UniqueConstraint(name="one_charter_a_version", fields=["center", "version"])
        ]

    def __str__(self) -> str:
        return f"{self.center} · {self.version}"


class CharterSigned(models.Model):
    """That an expert signed a version of the charter, and at which hour."""

    expert = models.ForeignKey(Expert, models.CASCADE, related_name="signed")
    charter = models.ForeignKey(Charter, models.PROTECT, related_name="signed")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    at = models.DateTimeField(_("signed"), default=timezone.now)

    class Meta:
        verbose_name = _("signature of a charter")
        verbose_name_plural = _("signatures of charters")
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(name="one_signature_a_charter", fields=["expert", "charter"])
        ]

    def __str__(self) -> str:
        return f"{self.expert} · {self.charter}"


class Case(models.Model):
    """That an expert looks after a participant: several may, and one hands over to another."""

    participation = models.ForeignKey(
        Participation, models.CASCADE, related_name="cases", verbose_name=_("participation")
    )
    expert = models.ForeignKey(
        Expert, models.CASCADE, related_name="cases", verbose_name=_("expert")
    )
    since = models.DateTimeField(_("since"), default=timezone.now)
    ended_at = models.DateTimeField(_("until"), null=True, blank=True)
    summary = models.TextField(_("what the next expert should know"), max_length=2000, blank=True)
    handed_to = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="taken_from"
    )

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints = [
            models.UniqueConstraint(
                name="one_live_case_of_two",
                fields=["participation", "expert"],
                condition=Q(ended_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.participation} · {self.expert}"
