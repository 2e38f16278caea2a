"""The room's entry in Django."""

from django.apps import AppConfig


class Meetings(AppConfig):
    """The meetings room."""

    name = "meetings"
