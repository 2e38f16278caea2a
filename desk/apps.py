"""The room's entry in Django."""

from django.apps import AppConfig


class Desk(AppConfig):
    """The desk."""

    name = "desk"
