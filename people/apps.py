"""The room's entry in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class People(AppConfig):
    """The people room."""

    name = "people"
    verbose_name = _("People")
