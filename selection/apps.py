"""The room's entry in Django."""

from django.apps import AppConfig


class SelectionRoom(AppConfig):
    """The selection room."""

    name = "selection"
