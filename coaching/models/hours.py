"""When experts have time: weekly rules, single days, absences, and what their own calendar says."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coaching.models.experts import LONGEST, SHORTEST, Expert, Mode
from core.links import keep_private
from people.models import User
from programs.models import Stop, Theme

keep_private("/sessions/")  # here, because models are there before any page is
BIGGEST_TABLE = 6


class Hours(models.Model):
    """What weekly rules and single days have in common; clock times are those of `zone`."""

    stop = models.ForeignKey(Stop, models.CASCADE, related_name="+", verbose_name=_("stop"))
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("to"))
    zone = models.CharField(max_length=40, default=settings.TIME_ZONE, editable=False)
    minutes = models.PositiveSmallIntegerField(
        _("length of a session in minutes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)],
    )
    pause = models.PositiveSmallIntegerField(
        _("pause between two sessions in minutes"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(120)],
    )
    break_from = models.TimeField(_("break from"), null=True, blank=True)
    break_to = models.TimeField(_("break to"), null=True, blank=True)
    modes = ArrayField(
        models.CharField(max_length=8, choices=Mode),
        verbose_name=_("only in these ways"),
        default=list,
        blank=True,
    )
    place = models.CharField(_("where at the center"), max_length=160, blank=True)
    seats = models.PositiveSmallIntegerField(
        _("people at one table"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(BIGGEST_TABLE)],
    )
    theme = models.ForeignKey(
        Theme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("only for this theme"),
    )

    class Meta:
        abstract = True


class WeekRule(Hours):
    """Hours of every week, from a first day to a last one."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    expert = models.ForeignKey(Expert, models.CASCADE, related_name="rules")
    weekday = models.PositiveSmallIntegerField(_("day of the week"), choices=Weekday)
    first_on = models.DateField(_("from the day"))
    last_on = models.DateField(_("to the day"), null=True, blank=True)

    class Meta:
        verbose_name = _("weekly hours")
        verbose_name_plural = _("weekly hours")
        ordering = ["expert", "weekday", "starts"]
        constraints = [
            models.CheckConstraint(
                name="rule_begins_before_it_ends", condition=Q(starts__lt=F("ends"))
            ),
            models.CheckConstraint(
                name="rule_lasts",
                condition=Q(last_on__isnull=True) | Q(first_on__lte=F("last_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.starts:%H:%M}–{self.ends:%H:%M}"


class SingleDay(Hours):
    """Hours of one day: what an expert who comes once a month gives, or an exception."""

    expert = models.ForeignKey(Expert, models.CASCADE, related_name="single_days")
    day = models.DateField(_("day"))
    instead = models.BooleanField(_("in place of the weekly hours of that day"), default=False)

    class Meta:
        verbose_name = _("single day")
        verbose_name_plural = _("single days")
        ordering = ["expert", "day", "starts"]
        constraints = [
            models.CheckConstraint(
                name="day_begins_before_it_ends", condition=Q(starts__lt=F("ends"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.starts:%H:%M}–{self.ends:%H:%M}"


class Absence(models.Model):
    """Days on which an expert has no time, whatever their rules say."""

    expert = models.ForeignKey(Expert, models.CASCADE, related_name="absences")
    first_on = models.DateField(_("from the day"))
    last_on = models.DateField(_("to the day"))
    why = models.CharField(_("why"), max_length=120, blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["expert", "first_on"]
        constraints = [
            models.CheckConstraint(name="absence_lasts", condition=Q(first_on__lte=F("last_on")))
        ]

    def __str__(self) -> str:
        return f"{self.expert} · {self.first_on:%Y-%m-%d}"


class OutsideCalendar(models.Model):
    """The address of an expert's own calendar, what was read there last, or why it could not be."""

    class Fault(models.TextChoices):
        PRIVATE = "private", _("This address leads into a private network.")
        SILENT = "silent", _("Nobody answers at this address.")
        REFUSED = "refused", _("The calendar does not let us read it.")
        TOO_BIG = "too-big", _("This calendar is larger than 1 MB.")
        TOO_MANY = "too-many", _("This calendar holds more than 5,000 entries.")
        NO_CALENDAR = "no-calendar", _("What stands there is no calendar.")

    expert = models.OneToOneField(Expert, models.CASCADE, related_name="outside", primary_key=True)
    url = models.URLField(_("address of the calendar"), max_length=500)
    read_at = models.DateTimeField(_("read"), null=True, editable=False)
    tried_at = models.DateTimeField(_("tried"), null=True, editable=False)
    fault = models.CharField(max_length=12, choices=Fault, blank=True, editable=False)

    class Meta:
        verbose_name = _("calendar of an expert")
        verbose_name_plural = _("calendars of experts")

    def __str__(self) -> str:
        return str(self.expert_id)


class BusyHour(models.Model):
    """A time at which an expert's own calendar says that they are busy; nothing else is kept."""

    calendar = models.ForeignKey(OutsideCalendar, models.CASCADE, related_name="busy")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        verbose_name = _("busy hour")
        verbose_name_plural = _("busy hours")
        indexes = [models.Index(name="busy_of_a_calendar", fields=["calendar", "starts_at"])]
        constraints = [
            models.CheckConstraint(name="busy_hour_lasts", condition=Q(starts_at__lt=F("ends_at")))
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"


class SessionFeed(models.Model):
    """The private address at which somebody's own calendar reads their sessions.

    Its key is known to them alone: here stands its digest. A new one ends the old.
    """

    user = models.OneToOneField(User, models.CASCADE, related_name="session_feed")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("made"), default=timezone.now)

    class Meta:
        verbose_name = _("feed of sessions")
        verbose_name_plural = _("feeds of sessions")

    def __str__(self) -> str:
        return str(self.user)
