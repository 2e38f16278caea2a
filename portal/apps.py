"""The room's entry in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Portal(AppConfig):
    """The portal room."""

    name = "portal"
    verbose_name = _("Portal")
