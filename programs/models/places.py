"""Where things happen and about what: regions, provinces, centers, activities, themes, partners."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


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
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="provinces", verbose_name=_("region")
    )
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        verbose_name = _("province or prefecture")
        verbose_name_plural = _("provinces and prefectures")
        ordering = ["hcp"]

    def __str__(self) -> str:
        return self.name


class Center(models.Model):
    """The Regional Investment Center that hosts its region's stops and answers for their data."""

    region = models.OneToOneField(
        Region, models.PROTECT, related_name="center", verbose_name=_("region")
    )
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


class Partner(models.Model):
    """An institution beside the stops: it trains, answers, or reads the regional picture."""

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
    themes = models.ManyToManyField(
        Theme,
        related_name="partners",
        blank=True,
        verbose_name=_("themes"),
        help_text=_("The partner reads the figures of needs on these themes, and of no others."),
    )

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["kind", "code"]

    def __str__(self) -> str:
        return self.name
