"""The staff's site: Django's admin, reached through our own sign-in and second factor."""

from __future__ import annotations

from functools import update_wrapper
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase
    from django.urls import URLPattern, URLResolver


CLOSED = {"password_change", "password_change_done", "view_on_site"}  # nobody here has a password
# Django's own French puts “de” before any name (“Ajout de étape”): our catalogue says it otherwise.
TITLES = (gettext_noop("Add %s"), gettext_noop("Change %s"), gettext_noop("View %s"))
View = TypeVar("View", bound="Callable[..., HttpResponseBase]")


class Site(admin.AdminSite):
    """The admin at /admin/."""

    site_title = _("Microlabs")
    site_header = _("Microlabs")
    site_url = "/"
    enable_nav_sidebar = False

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Django's pages without passwords and “view on site”, which would show a private link."""
        return [url for url in super().get_urls() if getattr(url, "name", None) not in CLOSED]

    def admin_view(
        self,
        view: View,
        cacheable: bool = False,  # noqa: FBT001, FBT002  Django's own signature
    ) -> View:
        """As Django does it; but raises Http404 for somebody signed in who does not work here."""
        guarded = super().admin_view(view, cacheable)

        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.user.is_authenticated and not self.has_permission(request):
                raise Http404
            return guarded(request, *args, **kwargs)

        return cast("View", update_wrapper(inner, guarded))

    def has_permission(self, request: HttpRequest) -> bool:
        """Whoever works in a center or nationally; the second factor has been asked for by then."""
        return request.user.is_authenticated and request.user.is_active and request.user.is_staff

    def index(  # type: ignore[override]  # a redirect is no template
        self,
        request: HttpRequest,  # noqa: ARG002  Django calls it so
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002
    ) -> HttpResponse:
        """There is one first page, that of the desk: the side menu leads to the lists."""
        return redirect("desk:home")

    def app_index(  # type: ignore[override]  # a redirect is no template
        self,
        request: HttpRequest,  # noqa: ARG002  Django calls it so
        app_label: str,  # noqa: ARG002
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002
    ) -> HttpResponse:
        """No second menu: what breadcrumbs call a room leads to the first page as well."""
        return redirect("desk:home")

    @method_decorator(login_not_required)
    def login(
        self,
        request: HttpRequest,
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002  Django calls it so
    ) -> HttpResponse:
        """Send whoever comes here to the one sign-in of the product, by code."""
        return redirect_to_login(
            request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index", current_app=self.name)
        )
