"""How a stop chooses among its files: its rules, locked to decide, and the shares that it wants."""

from __future__ import annotations

from typing import Self

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import User
from programs.models import Stop


class SelectionQuerySet(models.QuerySet["Selection"]):
    """Questions about many selections."""

    def in_charge_of(self, user: User) -> Self:
        """Those of the stops `user` works for."""
        return self.filter(stop__in=user.stops_in_charge())

    def at(self, stop: Stop) -> Selection:
        """The one of `stop`, made when it is first needed."""
        return self.get_or_create(stop=stop)[0]

    def locked(self, stop: Stop) -> Selection:
        """Lock the selection row: whoever moves decided files of a stop holds it first."""
        self.get_or_create(stop=stop)
        return (
            self.select_for_update(of=["self"], no_key=True).select_related("stop").get(stop=stop)
        )


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Selection(models.Model):
    """The rules by which one stop reads and decides."""

    stop = models.OneToOneField(
        Stop, models.PROTECT, related_name="selection", verbose_name=_("stop")
    )
    blind = models.BooleanField(_("reviewers do not see who it is"), default=False)
    reviews = models.PositiveSmallIntegerField(
        _("reviews of each file"),
        default=1,
        choices=[(1, _("One")), (2, _("Two, by different people"))],
    )
    days_to_appeal = models.PositiveSmallIntegerField(
        _("days to ask for a second look"),
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    criteria_changed_at = models.DateTimeField(null=True, editable=False)
    published_at = models.DateTimeField(_("first decisions published"), null=True, editable=False)

    objects = SelectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("selection")
        verbose_name_plural = _("selections")
        constraints = [
            models.CheckConstraint(name="one_or_two_reviews", condition=Q(reviews__in=[1, 2])),
            models.CheckConstraint(
                name="some_days_to_appeal", condition=Q(days_to_appeal__range=(1, 60))
            ),
        ]

    def __str__(self) -> str:
        return str(self.stop)


class Target(models.Model):
    """The least share of the places that a stop wants to give to some people."""

    class Dimension(models.TextChoices):
        PROVINCE = "province", _("Province or prefecture")
        SECTOR = "sector", _("Activity")
        KIND = "kind", _("Kind")
        GENDER = "gender", _("Women and men")
        AREA = "area", _("Town or countryside")

    selection = models.ForeignKey(
        Selection, models.CASCADE, related_name="targets", verbose_name=_("selection")
    )
    dimension = models.CharField(_("among"), max_length=10, choices=Dimension)
    # ISO code, code of an activity, kind, woman or man, rural or urban.
    value = models.CharField(_("who"), max_length=20)
    share = models.PositiveSmallIntegerField(
        _("least share, in percent of the places"),
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["dimension", "value"]
        constraints = [
            models.UniqueConstraint(
                name="one_target_each", fields=["selection", "dimension", "value"]
            ),
            models.CheckConstraint(name="target_is_a_share", condition=Q(share__range=(1, 100))),
        ]

    def __str__(self) -> str:
        return f"{self.get_dimension_display()} · {self.value} · {self.share} %"
