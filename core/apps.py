"""The room's entry in Django."""

from importlib import import_module

from django.apps import AppConfig

from core import history, ordinals
from core.rooms import packages_with


class Core(AppConfig):
    """The mechanisms below every room."""

    name = "core"

    def ready(self) -> None:
        """Declare the private links of rooms and parts, so that a worker masks them in its log.

        And tell who changes what only where it is kept, and say first days as people do.
        """
        history.tell_where_it_is_kept()
        ordinals.say_first_days()
        for package in packages_with("links"):
            import_module(f"{package}.links")
