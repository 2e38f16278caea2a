"""The room's entry in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Reporting(AppConfig):
    """The reporting room."""

    name = "reporting"
    verbose_name = _("Reporting")
