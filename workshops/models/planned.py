"""What is planned: a workshop, at one hour, with its seats."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.ranges import Only, Span
from meetings.models import Meeting
from people.kinds import Entrepreneur
from people.models import User
from programs.models import Province, Stop, Theme
from workshops.models.around import Equipment, Series, Trainer, Venue

SHORTEST, LONGEST = 15, 8 * 60  # minutes
BIGGEST = 1000  # seats of one workshop
NO_ROOM_TWICE = "no_room_twice"  # the constraint that refuses it
# What only `workshops.seats` writes, under the lock of the row.
COUNTED = frozenset({"capacity", "ceiling", "taken", "waiting", "last_position"})
JOINED_BEFORE = timedelta(minutes=15)  # how early one may come in


class WorkshopQuerySet(models.QuerySet["Workshop"]):
    """Questions about many workshops."""

    def published(self) -> Self:
        """Those that the public may see: published, or cancelled after they were."""
        shown = (Workshop.State.PUBLISHED, Workshop.State.CANCELLED)
        return self.filter(state__in=shown, published_at__isnull=False)

    def visible_to(self, user: User) -> Self:
        """What `user` may open as staff or trainer: of their stops, or led by them."""
        return self.filter(Q(stop__in=user.stops_in_charge()) | Q(trainers__user=user)).distinct()

    def coming(self) -> Self:
        """Those that have not ended."""
        return self.filter(ends_at__gt=timezone.now())


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    exclude=["taken", "waiting", "last_position", "form_key"],
)
class Workshop(models.Model):
    """One workshop of a stop, at one hour: `starts_on` and `starts_clock` are those of `zone`.

    `starts_at` and `ends_at` follow from them at each `save`. `capacity` is what the center wants,
    `ceiling` what the seats that are taken may reach: the same, or more while a lowered capacity
    keeps its people. Whoever changes seats, capacity or state locks the row first
    (`workshops.seats.locked`).
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        CANCELLED = "cancelled", _("Cancelled")

    MOVES = {
        State.DRAFT: {State.PUBLISHED},
        State.PUBLISHED: {State.CANCELLED},
        State.CANCELLED: set[State](),
    }

    class Way(models.TextChoices):
        ONLINE = "online", _("Online")
        ON_SITE = "on_site", _("On the spot")
        BOTH = "both", _("Online and on the spot")

    class Level(models.TextChoices):
        ANY = "any", _("For everyone")
        FIRST = "first", _("First steps")
        FURTHER = "further", _("To go further")

    stop = models.ForeignKey(Stop, models.PROTECT, related_name="workshops", verbose_name=_("stop"))
    number = models.PositiveIntegerField(_("number"), editable=False)
    # of the form that made it: what is sent twice is made once
    form_key = models.UUIDField(null=True, unique=True, editable=False)
    series = models.ForeignKey(
        Series,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="workshops",
        verbose_name=_("series"),
    )
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+", verbose_name=_("theme"))
    title = models.CharField(_("title"), max_length=120)
    description = models.TextField(_("what one takes home"), max_length=2000, blank=True)
    trainers = models.ManyToManyField(
        Trainer, related_name="workshops", blank=True, verbose_name=_("trainers")
    )
    language = models.CharField(
        _("language spoken"), max_length=2, choices=settings.LANGUAGES, default="ar"
    )
    second_sound = models.CharField(
        _("second language: a number to call, or a link"), max_length=200, blank=True
    )
    level = models.CharField(_("level"), max_length=8, choices=Level, default=Level.ANY)
    prerequisite = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="followed_by",
        verbose_name=_("after which workshop"),
    )
    starts_on = models.DateField(_("day"))
    starts_clock = models.TimeField(_("hour"))
    zone = models.CharField(max_length=40, default=settings.TIME_ZONE, editable=False)
    minutes = models.PositiveSmallIntegerField(
        _("length in minutes"),
        default=60,
        validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)],
    )
    starts_at = models.DateTimeField(editable=False)
    ends_at = models.DateTimeField(editable=False)
    way = models.CharField(_("how one takes part"), max_length=7, choices=Way, default=Way.ONLINE)
    venue = models.ForeignKey(
        Venue,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="workshops",
        verbose_name=_("room"),
    )
    equipment = models.ManyToManyField(
        Equipment,
        related_name="workshops",
        blank=True,
        verbose_name=_("equipment that is brought"),
    )
    link = models.URLField(_("link of the meeting"), max_length=500, blank=True)
    dial_in = models.CharField(_("number to call in"), max_length=60, blank=True)
    own_stage = models.BooleanField(
        _("in our own room, by sound"),
        default=False,
        help_text=_("The link and the number are for when the sound is too weak."),
    )
    meeting = models.OneToOneField(
        Meeting, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    capacity = models.PositiveSmallIntegerField(
        _("seats"), default=30, validators=[MinValueValidator(1), MaxValueValidator(BIGGEST)]
    )
    minimum = models.PositiveSmallIntegerField(_("seats below which it is not held"), default=0)
    queue_size = models.PositiveSmallIntegerField(_("length of the waiting list"), default=100)
    ceiling = models.PositiveSmallIntegerField(editable=False)
    taken = models.PositiveSmallIntegerField(default=0, editable=False)
    waiting = models.PositiveSmallIntegerField(default=0, editable=False)
    last_position = models.PositiveIntegerField(default=0, editable=False)
    for_themes = models.ManyToManyField(
        Theme, related_name="+", blank=True, verbose_name=_("only for needs of these themes")
    )
    for_provinces = models.ManyToManyField(
        Province, related_name="+", blank=True, verbose_name=_("only for these provinces")
    )
    for_kinds = ArrayField(
        models.CharField(max_length=16, choices=Entrepreneur),
        verbose_name=_("only for these entrepreneurs"),
        default=list,
        blank=True,
    )
    for_level = models.PositiveSmallIntegerField(
        _("only for a need of at least, of 100"), default=0, validators=[MaxValueValidator(100)]
    )
    state = models.CharField(
        _("state"), max_length=9, choices=State, default=State.DRAFT, editable=False
    )
    cancel_reason = models.CharField(
        _("why it does not take place"), max_length=240, blank=True, editable=False
    )
    published_at = models.DateTimeField(_("published"), null=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)  # raised at each move

    objects = WorkshopQuerySet.as_manager()

    class Meta:
        verbose_name = _("workshop")
        verbose_name_plural = _("workshops")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(name="one_workshop_a_number", fields=["stop", "number"]),
            models.CheckConstraint(
                name="workshop_is_not_oversold", condition=Q(taken__lte=F("ceiling"))
            ),
            models.CheckConstraint(
                name="workshop_starts_before_it_ends", condition=Q(starts_at__lt=F("ends_at"))
            ),
            models.CheckConstraint(
                name="workshop_has_seats", condition=Q(capacity__gt=0, ceiling__gte=F("capacity"))
            ),
            models.CheckConstraint(
                name="published_workshop_says_when",
                condition=Q(state="draft") | Q(published_at__isnull=False),
            ),
            ExclusionConstraint(
                name=NO_ROOM_TWICE,
                expressions=[
                    (Only(F("venue"), F("venue"), Value("[]")), RangeOperators.EQUAL),
                    (Span(F("starts_at"), F("ends_at")), RangeOperators.OVERLAPS),
                ],
                condition=~Q(state="cancelled") & Q(venue__isnull=False),
            ),
        ]
        indexes = [models.Index(name="workshop_by_hour", fields=["stop", "starts_at"])]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the moments that day, hour and length give.

        What is counted under the lock is never written from here: a page that was opened a minute
        ago would bring old numbers back. A capacity is changed by `seats.actions.change_capacity`.
        """
        self.starts_at, self.ends_at = self.moments()
        if self._state.adding:
            self.ceiling = max(self.capacity, self.taken)
        else:
            fields = {field.name for field in self._meta.concrete_fields if not field.primary_key}
            named = {*(kwargs.get("update_fields") or fields), "starts_at", "ends_at"}
            kwargs["update_fields"] = named - COUNTED
        super().save(*args, **kwargs)

    def moments(self) -> tuple[datetime, datetime]:
        """When it begins and ends: the hour of its clock, in its zone."""
        start = datetime.combine(self.starts_on, self.starts_clock, tzinfo=ZoneInfo(self.zone))
        return start, start + timedelta(minutes=self.minutes)

    @property
    def free(self) -> int:
        """Seats that nobody has; 0 while more are taken than the center wants."""
        return max(0, self.capacity - self.taken)

    @property
    def has_begun(self) -> bool:
        """Whether its hour has come."""
        return self.starts_at <= timezone.now()

    @property
    def has_ended(self) -> bool:
        """Whether it is over."""
        return self.ends_at <= timezone.now()

    @property
    def opens_at(self) -> datetime:
        """From when on one may come in."""
        return self.starts_at - JOINED_BEFORE

    @property
    def is_open(self) -> bool:
        """Whether one may come in by now."""
        return self.opens_at <= timezone.now() < self.ends_at

    @property
    def is_online(self) -> bool:
        """Whether one may take part from afar."""
        return self.way != self.Way.ON_SITE
