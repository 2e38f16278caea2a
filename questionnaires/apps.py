"""The room's entry in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Questionnaires(AppConfig):
    """The questionnaires room."""

    name = "questionnaires"
    verbose_name = _("Questionnaires")
