"""Labels: a word and a colour that the team of a center puts on files."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Self

from django.db import IntegrityError, models, transaction
from django.db.models import Value
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from people.models import User
from programs.models import Center

if TYPE_CHECKING:
    from collections.abc import Collection


class LabelQuerySet(models.QuerySet["Label"]):
    """Questions about many labels."""

    def visible_to(self, user: User) -> Self:
        """Those of the centers in which `user` works; the superuser's are all."""
        return self.all() if user.is_superuser else self.filter(center__in=user.centers())

    def called(self, name: str, *, center: int, colour: str) -> Label:
        """The one of this name, in capitals or not; made now, in `colour`, if it is not there."""
        with suppress(IntegrityError), transaction.atomic():
            return self.create(center_id=center, name=name, colour=colour)
        same = self.alias(plain=Lower("name")).filter(center=center, plain=Lower(Value(name)))
        return same.get()


class Label(models.Model):
    """One label of a center: it serves all its stops, so that a word means the same in each."""

    class Colour(models.TextChoices):
        BLUE = "blue", _("Blue")
        GREEN = "green", _("Green")
        AMBER = "amber", _("Amber")
        RED = "red", _("Red")
        VIOLET = "violet", _("Violet")
        GREY = "grey", _("Grey")

    center = models.ForeignKey(
        Center, models.CASCADE, related_name="labels", verbose_name=_("center")
    )
    name = models.CharField(_("name"), max_length=30)
    colour = models.CharField(_("colour"), max_length=6, choices=Colour, default=Colour.BLUE)

    objects = LabelQuerySet.as_manager()

    class Meta:
        verbose_name = _("label")
        verbose_name_plural = _("labels")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                "center",
                name="one_label_per_name",
                violation_error_message=_("There is a label of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class LabellingQuerySet(models.QuerySet["Labelling"]):
    """Questions about many labellings."""

    def by_file(self, files: Collection[int]) -> dict[int, list[Label]]:
        """The labels of each of these files, by name; files without one are left out."""
        found: dict[int, list[Label]] = {}
        rows = self.filter(application__in=files).select_related("label").order_by("label__name")
        for row in rows if files else ():
            found.setdefault(row.application_id, []).append(row.label)
        return found


class Labelling(models.Model):
    """That a file has a label, and who put it there."""

    label = models.ForeignKey(
        Label, models.CASCADE, related_name="labellings", verbose_name=_("label")
    )
    application = models.ForeignKey(
        Application, models.CASCADE, related_name="labellings", verbose_name=_("application")
    )
    by = models.ForeignKey(
        User, models.SET_NULL, related_name="+", null=True, verbose_name=_("put by")
    )
    since = models.DateTimeField(_("since"), default=timezone.now)

    objects = LabellingQuerySet.as_manager()

    class Meta:
        verbose_name = _("labelling")
        verbose_name_plural = _("labellings")
        constraints = [
            models.UniqueConstraint(name="one_label_once", fields=["label", "application"])
        ]

    def __str__(self) -> str:
        return f"{self.label} · {self.application}"
