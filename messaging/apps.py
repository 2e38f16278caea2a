"""The room's entry in Django."""

from importlib import import_module
from pkgutil import iter_modules

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from messaging import channels


class Messaging(AppConfig):
    """The messaging room."""

    name = "messaging"
    verbose_name = _("Messaging")

    def ready(self) -> None:
        """Import every channel: each makes itself known."""
        for module in iter_modules(channels.__path__):
            import_module(f"{channels.__name__}.{module.name}")
