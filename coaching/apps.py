"""The room's entry in Django."""

from django.apps import AppConfig


class Coaching(AppConfig):
    """The coaching room."""

    name = "coaching"
