"""The room's entry in Django."""

from django.apps import AppConfig


class Needs(AppConfig):
    """The needs room."""

    name = "needs"
