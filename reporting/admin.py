"""The log of exports: who took which files out of the center, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from core.columns import said
from people.models import Membership, User
from people.scoped import ScopedAdmin
from programs.models import Stop
from reporting.models import Export

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@admin.register(Export)
class ExportAdmin(ScopedAdmin):
    """Read only, for the managers of a center. The files are for whoever asked for them."""

    list_display = (
        said("created_at", _("asked")),
        "owner",
        "rows",
        "asked_for",
        "format",
        "total",
        "state",
        "downloads",
    )
    list_select_related = ("owner",)
    list_per_page = 50
    show_full_result_count = False
    ordering = ("-created_at", "-pk")
    fields = (
        "created_at",
        "owner",
        "rows",
        "asked_for",
        "of_stops",
        "format",
        "language",
        "total",
        "state",
        "downloads",
    )
    readonly_fields = fields

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Managers, and the superuser."""
        user = request.user
        return isinstance(user, User) and (
            user.is_superuser or Membership.Role.MANAGER in user.roles
        )

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Raises PermissionDenied as for the row itself, before it is looked for."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return super().history_view(request, object_id, extra_context)

    @admin.display(description=_("filters"))
    def asked_for(self, export: Export) -> str:
        """The filters of the list; never the words looked for, which may be somebody's name."""
        values = [str(value) for name, value in export.filters.items() if name != "q"]
        return " · ".join(values) or "–"

    @admin.display(description=_("stops"))
    def of_stops(self, export: Export) -> str:
        """Of which stops the file may hold rows."""
        return " · ".join(stop.name for stop in Stop.objects.filter(pk__in=export.stops))
