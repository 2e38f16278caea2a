"""The room's entry in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Programs(AppConfig):
    """The programs room."""

    name = "programs"
    verbose_name = _("Programs")
