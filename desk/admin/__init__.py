"""Candidacies in the staff's admin: found, read, never edited field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect

from applications.models import Application
from core.lookups import DeclaredLookups
from desk.perimeter import address_of
from people.access import staff, works_here

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from applications.querysets import ApplicationQuerySet


@admin.register(Application)
class ApplicationAdmin(DeclaredLookups):
    """The files of the stops in which somebody works.

    National staff and partners read figures, not files.
    """

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whether this person works in a center; the superuser looks everywhere, and is logged."""
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Application | None = None) -> bool:  # noqa: ARG002
        """Whether this person works in a center; the queryset decides which files they may open."""
        return works_here(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002  Django's own signature
        """Keying in has its own page at the desk."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Application | None = None) -> bool:  # noqa: ARG002
        """Answers are corrected at the desk, where they are checked."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Application | None = None) -> bool:  # noqa: ARG002
        """A candidacy is taken back, never deleted."""
        return False

    def get_queryset(self, request: HttpRequest) -> ApplicationQuerySet:
        """What was sent to the stops this person works for."""
        return Application.objects.in_charge_of(staff(request)).filter(submitted_at__isnull=False)

    def changelist_view(
        self,
        request: HttpRequest,
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002  Django's own signature
    ) -> HttpResponse:
        """The list stands at the desk: of the stop that the query names, else of all in charge."""
        user = staff(request)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        query = request.GET.copy()
        slug = query.pop("stop", [""])[-1]
        address = address_of(user, slug)
        if slug and slug not in address:
            query["stop"] = slug  # a stop of nobody's finds nothing
        query.pop("q", None)  # words in a URL are not looked for
        return redirect(f"{address}?{query.urlencode()}" if query else address)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",  # noqa: ARG002  Django's own signature
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002
    ) -> HttpResponse:
        """To the page of the file at the desk. A form sent here changes nothing."""
        staff(request)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        if object_id is None:
            raise PermissionDenied
        return self._page_of(request, object_id)

    def history_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002  Django's own signature
    ) -> HttpResponse:
        """The history stands on the page of the file."""
        staff(request)
        return self._page_of(request, object_id)

    def _page_of(self, request: HttpRequest, object_id: str) -> HttpResponse:
        application = self.get_object(request, object_id)
        if application is None:
            raise Http404
        return redirect("file:page", application.stop.slug, application.reference)
