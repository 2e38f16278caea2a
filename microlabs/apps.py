"""The product's own entries in Django: its admin site and its start-up checks."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin


class Microlabs(AppConfig):
    """The roof frame."""

    name = "microlabs"
    default = True


class MicrolabsAdmin(admin.AdminConfig):
    """Django's admin, on our own site."""

    default_site = "microlabs.admin.Site"
    default = False
