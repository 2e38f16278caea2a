"""What a partner promises to a stop: so many files, each answered in so many days."""

from __future__ import annotations

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.models import Membership, User
from people.roles import Role
from programs.models import Partner, Stop

MOST_FILES, MOST_DAYS = 10_000, 366


class PromiseQuerySet(models.QuerySet["Promise"]):
    """Questions about many promises."""

    def made_by(self, user: User) -> Self:
        """Those of the institutions that `user` speaks for, at stops of their centers."""
        held = Membership.objects.filter(
            user=user,
            role=Role.PARTNER,
            partner=OuterRef("partner"),
            center=OuterRef("stop__center"),
        )
        return self.filter(Exists(held))


class Promise(models.Model):
    """“30 files studied in 15 days”: counted from the doors that open from `since` on."""

    stop = models.ForeignKey(Stop, models.CASCADE, related_name="promises", verbose_name=_("stop"))
    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="promises", verbose_name=_("partner")
    )
    files = models.PositiveSmallIntegerField(
        _("how many files"), validators=[MinValueValidator(1), MaxValueValidator(MOST_FILES)]
    )
    days = models.PositiveSmallIntegerField(
        _("each answered in how many days"),
        validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)],
    )
    since = models.DateField(_("for doors that open from"), default=timezone.localdate)
    by = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=pgettext_lazy("a promise", "written by"),
    )
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    key = models.UUIDField(unique=True)  # of the form: written twice is one promise

    objects = PromiseQuerySet.as_manager()

    class Meta:
        verbose_name = _("promise")
        verbose_name_plural = _("promises")
        ordering = ["stop", "partner", "since", "pk"]

    def __str__(self) -> str:
        return f"{self.partner} · {self.files} / {self.days}"
