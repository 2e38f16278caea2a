"""The files and photos that answer a question of a candidacy."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models.candidacy import Application


class Attachment(models.Model):
    """A file or photo that answers a question; only a page that checks who asks leads to it."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="attachments")
    question = models.CharField(_("question"), max_length=40)
    file = models.FileField(_("file"), upload_to="attachments/%Y/%m/")
    name = models.CharField(_("name given by the sender"), max_length=120)
    content_type = models.CharField(_("type"), max_length=40)
    size = models.PositiveIntegerField(_("size in bytes"))
    created_at = models.DateTimeField(_("sent"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        constraints = [
            models.UniqueConstraint(
                name="one_file_per_question", fields=["application", "question"]
            )
        ]

    def __str__(self) -> str:
        return self.name
