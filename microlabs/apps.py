"""The product's own entries in Django: its admin site, static files and start-up checks."""

from django.apps import AppConfig
from django.conf import settings
from django.contrib.admin import apps as admin
from django.contrib.staticfiles.apps import StaticFilesConfig

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


class MicrolabsStatic(StaticFilesConfig):
    """Django's static files, without what no page of ours names: a worker looks at each of them."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "django_htmx/ext/*",
        "admin/js/vendor/select2/i18n/[!aef]*",  # other languages than ours, of fifty-nine
    ]
    default = False
