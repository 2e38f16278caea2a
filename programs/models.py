"""What a stop is made of: where it happens, what it is about, when it opens, who stands behind it."""

from __future__ import annotations

from typing import Self

import pghistory
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

RESERVED_SLUGS = frozenset(
    {
        "account",
        "admin",
        "api",
        "demo",
        "desk",
        "favicon.ico",
        "files",
        "healthz",
        "my",
        "robots.txt",
        "static",
        "sw.js",
    },
)


class Region(models.Model):
    """One of the twelve regions of Morocco (decree 2-15-40)."""

    iso = models.CharField(_("ISO 3166-2 code"), max_length=6, unique=True)
    hcp = models.CharField(_("HCP code"), max_length=2, unique=True)
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["hcp"]

    def __str__(self) -> str:
        return self.name


class Province(models.Model):
    """A province or prefecture, within one region."""

    class Level(models.TextChoices):
        PROVINCE = "province", _("Province")
        PREFECTURE = "prefecture", _("Prefecture")

    iso = models.CharField(_("ISO 3166-2 code"), max_length=6, unique=True)
    hcp = models.CharField(_("HCP code"), max_length=6, unique=True)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    region = models.ForeignKey(Region, models.PROTECT, related_name="provinces", verbose_name=_("region"))
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        verbose_name = _("province or prefecture")
        verbose_name_plural = _("provinces and prefectures")
        ordering = ["hcp"]

    def __str__(self) -> str:
        return self.name


class Center(models.Model):
    """The Regional Investment Center that hosts the stops of its region and is answerable for their data."""

    region = models.OneToOneField(Region, models.PROTECT, related_name="center", verbose_name=_("region"))
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    declaration = models.CharField(_("CNDP declaration number"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("center")
        verbose_name_plural = _("centers")
        ordering = ["region__hcp"]

    def __str__(self) -> str:
        return self.name


class Listed(models.Model):
    """A short list that forms, routing and figures share; its order is the staff's."""

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    hint = models.CharField(_("in other words"), max_length=120, blank=True)
    icon = models.SlugField(_("pictogram"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name


class Sector(Listed):
    """An activity as people name it, with its section of the Moroccan nomenclature (NMA 2010)."""

    nma_section = models.CharField(
        _("NMA section"),
        max_length=3,
        blank=True,
        validators=[RegexValidator(r"^[A-U](/[A-U])?$")],
    )

    class Meta(Listed.Meta):
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")


class Theme(Listed):
    """What a need, a workshop or an expert is about."""

    class Meta(Listed.Meta):
        verbose_name = _("theme")
        verbose_name_plural = _("themes")


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

    def taking_applications(self) -> Self:
        """Stops whose window is open now."""
        now = timezone.now()
        return self.filter(state=Stop.State.OPEN, opens_at__lte=now, closes_at__gt=now)


@pghistory.track(
    fields=["state", "center", "slug", "name", "opens_at", "closes_at", "starts_on", "ends_on", "places", "prefix"],
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

    program = models.ForeignKey(Program, models.PROTECT, related_name="stops", verbose_name=_("program"))
    center = models.ForeignKey(Center, models.PROTECT, related_name="stops", verbose_name=_("center"))
    slug = models.SlugField(_("address"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    tagline = models.CharField(_("one sentence"), max_length=160, blank=True)
    description = models.TextField(_("description"), blank=True)
    next_steps = models.TextField(_("what happens after sending"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PREPARED, editable=False)
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
    themes = models.ManyToManyField(Theme, related_name="stops", blank=True, verbose_name=_("themes"))
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
                violation_error_message=_("This address is used by the platform itself; choose another."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def takes_applications(self) -> bool:
        """Whether somebody may apply at this moment."""
        return self.state == self.State.OPEN and self.opens_at <= timezone.now() < self.closes_at

    @property
    def is_to_come(self) -> bool:
        """Whether its applications open some day that has not come yet."""
        return self.state == self.State.PREPARED or (self.state == self.State.OPEN and timezone.now() < self.opens_at)

    @property
    def region(self) -> Region:
        """The region that this stop serves."""
        return self.center.region


class Partner(models.Model):
    """An institution that stands beside the stops: it trains, answers, or reads the regional picture."""

    class Kind(models.TextChoices):
        BANK = "bank", _("Bank")
        SOCIAL = "social", _("Social security")
        TAX = "tax", _("Tax administration")
        GUARANTEE = "guarantee", _("Guarantee fund")
        TRAINING = "training", _("Vocational training")
        INSURER = "insurer", _("Insurer")
        OPERATOR = "operator", _("Telecom operator")
        PRESS = "press", _("Press")
        OTHER = "other", _("Other")

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    logo = models.FileField(_("logo"), upload_to="partners/", blank=True)
    link = models.URLField(_("web site"), blank=True)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["kind", "code"]

    def __str__(self) -> str:
        return self.name
