"""How often something was done: what limits are measured by."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Count(models.Model):
    """One thing that is counted, until its time is over; its key names nobody to a reader."""

    key = models.CharField(_("key"), max_length=64, primary_key=True)
    times = models.PositiveIntegerField(_("times"))
    until = models.DateTimeField(_("until"), db_index=True)

    class Meta:
        verbose_name = _("count")
        verbose_name_plural = _("counts")

    def __str__(self) -> str:
        return str(self.times)
