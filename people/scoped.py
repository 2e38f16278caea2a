"""What the admin pages of people and messages have in common: they show what `visible_to` gives, and change nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from django.contrib import admin
from django.http import Http404

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.db.models.options import Options
    from django.http import HttpRequest


class ScopedAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic only in its stubs
    """A read-only page of the rows in somebody's perimeter. A page that allows more says so itself."""

    actions = None

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whoever may look."""
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002  Django's
        """All staff; the queryset decides which rows."""
        return self.admin_site.has_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002  Django's
        """Nobody."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002  Django's
        """Nobody."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002  Django's
        """Nobody."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """The rows in this person's perimeter."""
        rows: QuerySet[Any] = self.model.objects.visible_to(request.user)
        return rows.order_by(*self.get_ordering(request))

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Options[Any], object_id: str) -> NoReturn:  # noqa: ARG002  Django's
        """What is not in somebody's perimeter is not there."""
        raise Http404
