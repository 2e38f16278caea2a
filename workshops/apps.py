"""The room's entry in Django."""

from django.apps import AppConfig


class Workshops(AppConfig):
    """The workshops room."""

    name = "workshops"
