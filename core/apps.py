"""The room's entry in Django."""

from django.apps import AppConfig


class Core(AppConfig):
    """The mechanisms below every room."""

    name = "core"
