"""The days of a weekly market: who sells there comes to no workshop."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from programs.models import Center, Province


class SoukDay(models.Model):
    """The weekday on which a town of a center's region has its market."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    center = models.ForeignKey(
        Center, models.CASCADE, related_name="souk_days", verbose_name=_("center")
    )
    province = models.ForeignKey(
        Province, models.CASCADE, related_name="+", verbose_name=_("province")
    )
    town = models.CharField(_("town, if not all of the province"), max_length=80, blank=True)
    weekday = models.PositiveSmallIntegerField(_("day of the week"), choices=Weekday)

    class Meta:
        verbose_name = _("souk day")
        verbose_name_plural = _("souk days")
        ordering = ["center", "weekday", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_souk_day_a_town",
                fields=["center", "province", "town", "weekday"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} · {self.town or self.province}"
