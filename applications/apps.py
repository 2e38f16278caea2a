"""The room's entry in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Applications(AppConfig):
    """The applications room."""

    name = "applications"
    verbose_name = _("Applications")
