"""The product's own entries in Django: its admin site and its start-up checks."""

from django.apps import AppConfig
from django.conf import settings
from django.contrib.admin import apps as admin

from microlabs import checks


class Microlabs(AppConfig):
    """The roof frame."""

    name = "microlabs"
    default = True

    def ready(self) -> None:
        """Refuse to serve production with a stale clock; a laptop gets the check's error."""
        if not settings.LAPTOP:
            checks.refuse_stale_clock()


class MicrolabsAdmin(admin.SimpleAdminConfig):
    """Django's admin, on our own site; its pages are found when its addresses are asked for."""

    default_site = "microlabs.admin.Site"
    default = False
