"""The settings as mypy's Django plugin reads them: managers stay as they are written.

At run time django-modeltranslation replaces them by classes made on the fly, for which no type
can be found.
"""

from modeltranslation.apps import ModeltranslationConfig

from microlabs.settings import *  # noqa: F403
from microlabs.settings import INSTALLED_APPS as INSTALLED


class PlainManagers(ModeltranslationConfig):
    """Adds the fields of the languages, and nothing else."""

    def ready(self) -> None:
        """Register the translated fields."""
        from modeltranslation import translator  # noqa: PLC0415  it reads the settings

        translator.add_manager = lambda model: None  # noqa: ARG005  the name is part of its type
        super().ready()


INSTALLED_APPS = [
    "tests.mypy_settings.PlainManagers" if app == "modeltranslation" else app for app in INSTALLED
]
