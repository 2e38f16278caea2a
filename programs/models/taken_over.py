"""What a stop had before it took over what another one has."""

from __future__ import annotations

from django.db import models

from programs.models.stops import Stop


class TakenOver(models.Model):
    """The last copy into a stop, with what it replaced: taken back while nothing changed since."""

    stop = models.OneToOneField(Stop, models.CASCADE, primary_key=True, related_name="taken_over")
    source = models.ForeignKey(Stop, models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now=True)
    before = models.JSONField()  # as `core.set_aside` words it
    after = models.CharField(max_length=64)  # the mark of what the copy left

    class Meta:
        verbose_name = "what a stop has taken over"
        verbose_name_plural = "what stops have taken over"

    def __str__(self) -> str:
        return str(self.source)
