"""The staff's site: Django's admin, reached through our own sign-in and second factor."""

from typing import TYPE_CHECKING

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.http import HttpRequest


class Site(admin.AdminSite):
    """The admin at /admin/."""

    site_title = _("Microlabs")
    site_header = _("Microlabs")
    index_title = _("The desk")
    site_url = "/"

    def has_permission(self, request: "HttpRequest") -> bool:
        """Whoever works in a center or nationally; the second factor has been asked for by then."""
        return request.user.is_authenticated and request.user.is_active and request.user.is_staff
