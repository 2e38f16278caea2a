"""The room's entry in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Messaging(AppConfig):
    """The messaging room."""

    name = "messaging"
    verbose_name = _("Messaging")
