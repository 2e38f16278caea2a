"""What partners were shown, release by release, and the exact counts that stay behind it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programs.models import Region, Stop, Theme


class Cell(models.Model):
    """One number of one table of a release, as it is shown everywhere; without one it is hidden.

    Of a stop, of a region, or of the country when there is neither. The database role of partners'
    pages reads this table and no other, so that it holds nothing that is not published.
    """

    class Why(models.TextChoices):
        FEW = "few", _("Too few people have this need for a table.")
        ALIKE = (
            "alike",
            _("A table would say one thing of nearly everybody."),
        )
        UNSAFE = (
            "unsafe",
            _("Whatever lines were left out, somebody could still be recognised in this table."),
        )
        EMPTY = "empty", _("Nobody was asked for what this table counts.")

    day = models.DateField()  # of the release
    stop = models.ForeignKey(Stop, models.CASCADE, related_name="cells", null=True)
    region = models.ForeignKey(Region, models.CASCADE, related_name="cells", null=True)
    theme = models.ForeignKey(Theme, models.CASCADE, related_name="cells")
    cube = models.CharField(max_length=16)
    value = models.CharField(max_length=40, blank=True)  # empty: of the table as a whole
    number = models.PositiveBigIntegerField(null=True)
    why = models.CharField(max_length=8, choices=Why, blank=True)

    class Meta:
        verbose_name = _("published cell")
        verbose_name_plural = _("published cells")
        constraints = [
            models.UniqueConstraint(
                name="one_cell_a_release",
                fields=["day", "stop", "region", "theme", "cube", "value"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="cell_of_a_stop_or_a_region",
                condition=Q(stop__isnull=True) | Q(region__isnull=True),
            ),
            models.CheckConstraint(
                name="cell_is_rounded_to_five",
                condition=Q(number__isnull=True)
                | Q(number__gte=5, number=models.F("number") / 5 * 5),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} · {self.cube} · {self.value}"


class ExactCount(models.Model):
    """The count behind a cell: a later release is checked against it, nobody is shown it."""

    cell = models.OneToOneField(Cell, models.CASCADE, primary_key=True, related_name="exact")
    count = models.PositiveBigIntegerField()
    applied = models.PositiveBigIntegerField(null=True)  # of how many, where the public knew it

    class Meta:
        verbose_name = _("exact count")
        verbose_name_plural = _("exact counts")

    def __str__(self) -> str:
        return str(self.cell_id)
