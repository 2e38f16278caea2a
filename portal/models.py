"""Who wants to be told when a stop opens: a telephone, kept until the message is written."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programs.models import Province, Stop


class Interest(models.Model):
    """That a telephone is to be told when a stop opens; gone once it was, or the stop closed."""

    stop = models.ForeignKey(Stop, models.CASCADE, related_name="interests", verbose_name=_("stop"))
    phone = models.CharField(_("phone"), max_length=16)
    # None: from elsewhere
    province = models.ForeignKey(
        Province, models.PROTECT, null=True, blank=True, verbose_name=_("province")
    )
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    campaign = models.CharField(_("came by"), max_length=40, blank=True)
    asked_at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("wish to be told")
        verbose_name_plural = _("wishes to be told")
        constraints = [
            models.UniqueConstraint(name="told_once_at_each_stop", fields=["stop", "phone"])
        ]

    def __str__(self) -> str:
        return str(self.stop)
