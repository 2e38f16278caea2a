"""The room's entry in Django."""

from django.apps import AppConfig


class Partners(AppConfig):
    """The partners room."""

    name = "partners"
