"""The room's entry in Django."""

from django.apps import AppConfig

from core.rooms import modules


class Core(AppConfig):
    """The mechanisms below every room."""

    name = "core"

    def ready(self) -> None:
        """Declare the private links of every room: a worker that opens no page masks them in its log too."""
        modules("links")
