"""The list of candidacies as somebody likes it: the columns they chose, views that they saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import User
from programs.models import Stop

if TYPE_CHECKING:
    from collections.abc import Sequence


class ChosenColumns(models.Model):
    """Which columns somebody looks at, whatever the stop."""

    person = models.OneToOneField(
        User, models.CASCADE, related_name="chosen_columns", verbose_name=_("person")
    )
    columns = ArrayField(models.CharField(max_length=12), verbose_name=_("columns"), default=list)

    class Meta:
        verbose_name = _("chosen columns")
        verbose_name_plural = _("chosen columns")

    def __str__(self) -> str:
        return ", ".join(self.columns)


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Questions about many views."""

    def visible_to(self, user: User) -> Self:
        """Their own, and those that colleagues share at stops in their charge."""
        shared = Q(shared=True, stop__in=user.stops_in_charge())
        return self.filter(Q(owner=user) | shared)

    def among(self, stops: Sequence[int]) -> Self:
        """Those of these stops, and those that are of no stop."""
        return self.filter(Q(stop=None) | Q(stop__in=stops))


class SavedView(models.Model):
    """Filters and order of the list under a name; those of a stop may be the whole team's.

    The query is that of a URL: it holds no name and no telephone of anybody.
    """

    owner = models.ForeignKey(
        User, models.CASCADE, related_name="saved_views", verbose_name=_("saved by")
    )
    stop = models.ForeignKey(
        Stop,
        models.CASCADE,
        related_name="saved_views",
        null=True,
        blank=True,
        verbose_name=_("stop"),
    )
    name = models.CharField(_("name"), max_length=60)
    query = models.JSONField(_("filters"), default=dict)
    shared = models.BooleanField(_("for the whole team"), default=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="shared_view_has_its_stop", condition=Q(shared=False) | Q(stop__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return self.name
