"""What stands around a workshop: its room and equipment, who leads it, what it belongs to."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import User
from programs.models import Center, Partner, Stop, Theme


class Venue(models.Model):
    """A room in which workshops are held on the spot, with what stands in it."""

    center = models.ForeignKey(
        Center, models.CASCADE, related_name="venues", verbose_name=_("center")
    )
    name = models.CharField(_("name"), max_length=80)
    address = models.CharField(_("street and town"), max_length=160, blank=True)
    map_link = models.URLField(_("link to a map"), blank=True)
    seats = models.PositiveSmallIntegerField(_("seats"), validators=[MinValueValidator(1)])
    projector = models.BooleanField(_("projector"), default=False)
    wheelchair = models.BooleanField(_("access for wheelchairs"), default=False)

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ["center", "pk"]

    def __str__(self) -> str:
        return self.name


class Equipment(models.Model):
    """What a center carries to its workshops: a projector, a set of computers."""

    center = models.ForeignKey(
        Center, models.CASCADE, related_name="equipment", verbose_name=_("center")
    )
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        verbose_name = _("equipment")
        verbose_name_plural = _("equipment")
        ordering = ["center", "pk"]

    def __str__(self) -> str:
        return self.name


class Trainer(models.Model):
    """Who leads workshops: an expert with an account, or a speaker of a partner."""

    center = models.ForeignKey(
        Center, models.CASCADE, related_name="trainers", verbose_name=_("center")
    )
    name = models.CharField(_("name"), max_length=80)
    user = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="trains_as",
        verbose_name=_("account"),
    )
    partner = models.ForeignKey(
        Partner,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="trainers",
        verbose_name=_("partner"),
    )
    themes = models.ManyToManyField(Theme, related_name="+", blank=True, verbose_name=_("themes"))

    class Meta:
        verbose_name = _("trainer")
        verbose_name_plural = _("trainers")
        ordering = ["center", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_trainer_of_an_account",
                fields=["center", "user"],
                condition=Q(user__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Series(models.Model):
    """Workshops that belong together: the same one held several times, or several parts."""

    stop = models.ForeignKey(Stop, models.CASCADE, related_name="series", verbose_name=_("stop"))
    title = models.CharField(_("title"), max_length=120)
    one_seat = models.BooleanField(
        _("one seat a person in the whole series"),
        default=True,
        help_text=_("The same workshop, held several times: nobody takes two places."),
    )

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ["stop", "pk"]

    def __str__(self) -> str:
        return self.title
