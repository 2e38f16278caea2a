"""The waiting list of a stop: how long an offer stands, and its last rank. One row a stop."""

from __future__ import annotations

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programs.models import Stop


class WaitingListQuerySet(models.QuerySet["WaitingList"]):
    """Questions about many waiting lists."""

    def of(self, stop: Stop) -> WaitingList:
        """The one of `stop`, to be read; unsaved where nobody has needed it yet."""
        return self.filter(stop=stop).first() or WaitingList(stop=stop)

    def locked(self, stop: Stop) -> WaitingList:
        """Lock the row of `stop`, made when it is first needed.

        Whoever moves decided files holds it first.
        """
        self.get_or_create(stop=stop)
        return (
            self.select_for_update(of=["self"], no_key=True).select_related("stop").get(stop=stop)
        )


@pghistory.track(
    pghistory.UpdateEvent(condition=pghistory.AnyChange("hours_to_confirm")),
    fields=["hours_to_confirm"],
)
class WaitingList(models.Model):
    """`last_rank` is the last rank that was given; it only grows."""

    stop = models.OneToOneField(
        Stop, models.PROTECT, related_name="waiting_list", verbose_name=_("stop")
    )
    hours_to_confirm = models.PositiveSmallIntegerField(
        _("hours to confirm a place"),
        default=48,
        validators=[MinValueValidator(1), MaxValueValidator(720)],
    )
    last_rank = models.PositiveIntegerField(default=0, editable=False)

    objects = WaitingListQuerySet.as_manager()

    class Meta:
        verbose_name = _("waiting list")
        verbose_name_plural = _("waiting lists")
        constraints = [
            models.CheckConstraint(
                name="some_hours_to_confirm", condition=Q(hours_to_confirm__range=(1, 720))
            ),
        ]

    def __str__(self) -> str:
        return str(self.stop)

    def next_rank(self) -> int:
        """Give the next rank. The row is locked by the caller."""
        WaitingList.objects.filter(pk=self.pk).update(last_rank=F("last_rank") + 1)
        self.refresh_from_db(fields=["last_rank"])
        return self.last_rank
