"""The program, and its stops: when they open, their state, the numbers they give out."""

from __future__ import annotations

from datetime import datetime
from typing import Self

import pghistory
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import Combinable
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programs.models.places import Center, Partner, Region, Theme

RESERVED_SLUGS = frozenset(
    {
        "account",
        "admin",
        "api",
        "calendar",
        "certificate",
        "demo",
        "day",
        "desk",
        "door",
        "embed",
        "expert",
        "favicon.ico",
        "files",
        "healthz",
        "hooks",
        "meet",
        "messages",
        "my",
        "open-data",
        "opinion",
        "partner",
        "piece",
        "place",
        "quarter",
        "robots.txt",
        "seat",
        "second-look",
        "session",
        "sessions",
        "static",
        "step",
        "stops",
        "sw.js",
        "ticket",
        "workshop",
    },
)


class Program(models.Model):
    """Microlabs Solutions: the caravan as a whole."""

    slug = models.SlugField(_("address"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    description = models.TextField(_("description"), blank=True)

    class Meta:
        verbose_name = _("program")
        verbose_name_plural = _("programs")

    def __str__(self) -> str:
        return self.name


class StopQuerySet(models.QuerySet["Stop"]):
    """Questions about many stops."""

    def taking_applications(self, at: datetime | Combinable | None = None) -> Self:
        """Stops whose window is open now, or `at` another moment."""
        moment = at or timezone.now()
        return self.filter(state=Stop.State.OPEN, opens_at__lte=moment, closes_at__gt=moment)

    def announced(self) -> Self:
        """Stops that the public may know of: all but those that are still being set up unseen."""
        return self.exclude(state=Stop.State.PREPARED, is_announced=False)


TRACKED_FIELDS = [
    *("state", "center", "slug", "name", "opens_at", "closes_at", "starts_on", "ends_on"),
    *("places", "prefix"),
]


@pghistory.track(
    fields=TRACKED_FIELDS,
    obj_field=pghistory.ObjForeignKey(related_name="events"),
    model_name="StopEvent",
    meta={"verbose_name": _("change of a stop"), "verbose_name_plural": _("changes of stops")},
)
class Stop(models.Model):
    """The program in one region, from its call to its bulletin."""

    class State(models.TextChoices):
        PREPARED = "prepared", _("Prepared")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")
        RUNNING = "running", _("Running")
        FINISHED = "finished", _("Finished")

    MOVES = {
        State.PREPARED: {State.OPEN},
        State.OPEN: {State.CLOSED},
        State.CLOSED: {State.OPEN, State.RUNNING},
        State.RUNNING: {State.FINISHED},
        State.FINISHED: set[State](),
    }

    SUPPORT = frozenset({State.RUNNING, State.FINISHED})

    program = models.ForeignKey(
        Program, models.PROTECT, related_name="stops", verbose_name=_("program")
    )
    center = models.ForeignKey(
        Center, models.PROTECT, related_name="stops", verbose_name=_("center")
    )
    slug = models.SlugField(_("address"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    tagline = models.CharField(_("one sentence"), max_length=160, blank=True)
    description = models.TextField(_("description"), blank=True)
    next_steps = models.TextField(_("what happens after sending"), blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.PREPARED, editable=False
    )
    is_announced = models.BooleanField(
        _("shown to the public before it opens"), default=True, editable=False
    )
    opens_at = models.DateTimeField(_("applications open"))
    closes_at = models.DateTimeField(_("applications close"))
    starts_on = models.DateField(_("first day of support"))
    ends_on = models.DateField(_("last day of support"))
    places = models.PositiveIntegerField(_("places"))
    prefix = models.CharField(
        _("prefix of file numbers"),
        max_length=4,
        unique=True,
        validators=[RegexValidator(r"^[A-Z]{2,4}$")],
    )
    last_number = models.PositiveIntegerField(default=0, editable=False)
    themes = models.ManyToManyField(
        Theme, related_name="stops", blank=True, verbose_name=_("themes")
    )
    partners: models.ManyToManyField[Partner, models.Model] = models.ManyToManyField(
        "Partner", related_name="stops", blank=True, verbose_name=_("partners")
    )

    objects = StopQuerySet.as_manager()

    class Meta:
        verbose_name = _("stop")
        verbose_name_plural = _("stops")
        ordering = ["-opens_at"]
        constraints = [
            models.CheckConstraint(
                name="stop_opens_before_it_closes",
                condition=Q(opens_at__lt=F("closes_at")),
                violation_error_message=_("Applications must open before they close."),
            ),
            models.CheckConstraint(
                name="stop_starts_before_it_ends",
                condition=Q(starts_on__lte=F("ends_on")),
                violation_error_message=_("The first day of support must come before the last."),
            ),
            models.CheckConstraint(
                name="stop_slug_is_free",
                condition=~Q(slug__in=sorted(RESERVED_SLUGS)),
                violation_error_message=_(
                    "This address is used by the platform itself; choose another."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse days that contradict each other, or the state of the stop."""
        super().clean()
        now, today = timezone.now(), timezone.localdate()
        wrong = {}
        if self.state == self.State.OPEN and self.opens_at and self.opens_at > now:
            wrong["opens_at"] = _("Applications are open already: this day cannot be to come.")
        if self.state in self.SUPPORT and self.starts_on and self.starts_on > today:
            wrong["starts_on"] = _("The support has begun already: this day cannot be to come.")
        if self.state == self.State.FINISHED and self.ends_on and self.ends_on > today:
            wrong["ends_on"] = _("The stop is finished already: this day cannot be to come.")
        both = self.opens_at and self.starts_on and not wrong
        if both and self.starts_on < timezone.localdate(self.opens_at):
            wrong["starts_on"] = _("The support cannot begin before applications open.")
        if wrong:
            raise ValidationError(wrong)

    @property
    def state_of_today(self) -> Stop.State:
        """The state that its days allow: one that is open opens with its day, and closes with it.

        The clock may be a minute late.
        """
        if self.state == self.State.OPEN and not self.takes_applications:
            return self.State.PREPARED if self.opens_later else self.State.CLOSED
        return self.State(self.state)

    @property
    def is_public(self) -> bool:
        """Whether the public may know of it: it was announced, or has opened."""
        return self.is_announced or self.state != self.State.PREPARED

    @property
    def takes_applications(self) -> bool:
        """Whether somebody may apply at this moment."""
        return self.state == self.State.OPEN and self.opens_at <= timezone.now() < self.closes_at

    @property
    def is_to_come(self) -> bool:
        """Whether its applications will still open: not too late for one that is being prepared."""
        now = timezone.now()
        return (self.state == self.State.PREPARED and now < self.closes_at) or (
            self.state == self.State.OPEN and now < self.opens_at
        )

    @property
    def opens_later(self) -> bool:
        """Whether the day on which its applications open is still to come."""
        return timezone.now() < self.opens_at

    @property
    def starts_later(self) -> bool:
        """Whether the first day of support is still to come."""
        return timezone.localdate() < self.starts_on

    @property
    def closed_early(self) -> bool:
        """Whether its applications were closed before their last day."""
        return self.state == self.State.CLOSED and timezone.now() < self.closes_at

    @property
    def region(self) -> Region:
        """The region that this stop serves."""
        return self.center.region
