"""A time of an expert that somebody can have."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coaching.models.experts import LONGEST, SHORTEST, Expert, Mode, every_mode
from coaching.models.hours import BIGGEST_TABLE, SingleDay, WeekRule
from core.ranges import Only, Span
from programs.models import Stop, Theme

NO_SLOT_TWICE = "no_slot_of_an_expert_twice"  # the constraint that refuses an overlap


class SlotQuerySet(models.QuerySet["Slot"]):
    """Questions about many slots."""

    def free(self) -> Self:
        """Those that somebody may still have."""
        return self.filter(state=Slot.State.OPEN, taken__lt=F("seats"))

    def coming(self) -> Self:
        """Those that have not begun."""
        return self.filter(starts_at__gt=timezone.now())


class Slot(models.Model):
    """A time of an expert that one participant can have, or several at one table.

    Slots are made from rules and days (`coaching.hours`); `on` and `clock` are those of `zone`,
    `starts_at` and `ends_at` follow from them. Whoever changes one locks its row first.
    """

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("slot", "Open")
        CLOSED = "closed", pgettext_lazy("slot", "Closed")

    class Why(models.TextChoices):  # it is closed
        ABSENT = "absent", _("The expert is absent")
        BUSY = "busy", _("Their own calendar says that they are busy")
        RULE = "rule", _("Their hours have changed")
        HAND = "hand", _("Closed by hand")

    expert = models.ForeignKey(Expert, models.PROTECT, related_name="slots")
    stop = models.ForeignKey(Stop, models.CASCADE, related_name="slots")
    rule = models.ForeignKey(WeekRule, models.SET_NULL, null=True, related_name="slots")
    single_day = models.ForeignKey(SingleDay, models.SET_NULL, null=True, related_name="slots")
    on = models.DateField(_("day"))
    clock = models.TimeField(_("hour"))
    zone = models.CharField(max_length=40, default=settings.TIME_ZONE, editable=False)
    minutes = models.PositiveSmallIntegerField(
        _("length in minutes"),
        validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)],
    )
    starts_at = models.DateTimeField(editable=False)
    ends_at = models.DateTimeField(editable=False)
    modes = ArrayField(models.CharField(max_length=8, choices=Mode), default=every_mode)
    place = models.CharField(_("where"), max_length=160, blank=True)
    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="+"
    )  # only for this theme: tables always, others where their hours say so
    seats = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(BIGGEST_TABLE)]
    )
    taken = models.PositiveSmallIntegerField(default=0, editable=False)
    state = models.CharField(max_length=6, choices=State, default=State.OPEN, editable=False)
    why = models.CharField(max_length=6, choices=Why, blank=True, editable=False)

    objects = SlotQuerySet.as_manager()

    class Meta:
        verbose_name = _("slot")
        verbose_name_plural = _("slots")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="slot_starts_before_it_ends", condition=Q(starts_at__lt=F("ends_at"))
            ),
            models.CheckConstraint(name="slot_is_not_oversold", condition=Q(taken__lte=F("seats"))),
            models.CheckConstraint(
                name="table_has_a_theme", condition=Q(seats=1) | Q(theme__isnull=False)
            ),
            models.CheckConstraint(
                name="closed_slot_says_why", condition=Q(state="open", why="") | Q(state="closed")
            ),
            ExclusionConstraint(
                name=NO_SLOT_TWICE,
                expressions=[
                    (Only(F("expert"), F("expert"), Value("[]")), RangeOperators.EQUAL),
                    (Span(F("starts_at"), F("ends_at")), RangeOperators.OVERLAPS),
                ],
                condition=Q(state="open") | Q(taken__gt=0),
            ),
        ]
        indexes = [
            models.Index(
                name="free_slots",
                fields=["stop", "starts_at", "id"],  # the order of the search
                condition=Q(state="open", taken__lt=F("seats")),
            ),
            models.Index(name="slots_of_an_expert", fields=["expert", "starts_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.expert} · {self.on:%Y-%m-%d} {self.clock:%H:%M}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the moments that day, hour and length give; `taken` is never written from here."""
        self.starts_at, self.ends_at = self.moments()
        if not self._state.adding:
            fields = {field.name for field in self._meta.concrete_fields if not field.primary_key}
            named = {*(kwargs.get("update_fields") or fields), "starts_at", "ends_at"}
            kwargs["update_fields"] = named - {"taken"}
        super().save(*args, **kwargs)

    def moments(self) -> tuple[datetime, datetime]:
        """When it begins and ends: the hour of its clock, in its zone."""
        start = datetime.combine(self.on, self.clock, tzinfo=ZoneInfo(self.zone))
        return start, start + timedelta(minutes=self.minutes)

    @property
    def free(self) -> int:
        """How many may still have it."""
        return max(0, self.seats - self.taken) if self.state == self.State.OPEN else 0
