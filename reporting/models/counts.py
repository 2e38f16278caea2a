"""Small counters that pages read."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programs.models import Stop


class Count(models.Model):
    """How many people of a stop share one value of one breakdown.

    Built by Celery; building is idempotent.
    """

    stop = models.ForeignKey(Stop, models.CASCADE, related_name="counts")
    population = models.CharField(max_length=16)  # a `Population`
    breakdown = models.CharField(max_length=16)
    value = models.CharField(max_length=40, blank=True)
    count = models.PositiveBigIntegerField()
    counted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("count")
        verbose_name_plural = _("counts")
        constraints = [
            models.UniqueConstraint(
                name="one_count_per_value", fields=["stop", "population", "breakdown", "value"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stop} · {self.population} · {self.breakdown} · {self.value}"


class Published(models.Model):
    """A count as the public was shown it.

    It moves at night, never by 1 to 4 people: no two visits single anyone out. Without a `value` it
    is the total, or in a breakdown everybody who is not in a line of their own.
    """

    stop = models.ForeignKey(Stop, models.CASCADE, related_name="published")
    population = models.CharField(max_length=16)  # a `Population`
    breakdown = models.CharField(max_length=16)
    value = models.CharField(max_length=40, blank=True)
    count = models.PositiveIntegerField()
    earlier = ArrayField(models.PositiveIntegerField(), default=list)
    counted_at = models.DateTimeField()

    class Meta:
        verbose_name = _("published count")
        verbose_name_plural = _("published counts")
        constraints = [
            models.UniqueConstraint(
                name="one_published_count", fields=["stop", "population", "breakdown", "value"]
            ),
            models.CheckConstraint(
                name="nobody_is_singled_out", condition=models.Q(count=0) | models.Q(count__gte=5)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stop} · {self.population} · {self.breakdown} · {self.value}"
