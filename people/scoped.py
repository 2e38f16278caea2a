"""What the admin pages of people and messages have in common.

They show what `visible_to` gives, and change nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from django.contrib.admin.views.main import SEARCH_VAR, ChangeList
from django.http import Http404
from django.shortcuts import redirect

from core.fields import ADMIN_FIELDS
from core.lookups import DeclaredLookups, LanguageList
from core.searches import WORDS, keep_words, words_at

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.db.models.options import Options
    from django.http import HttpRequest, HttpResponse


class QuietList(LanguageList):
    """A list whose URL carries a reference to the words that were looked for, never the words."""

    def get_filters_params(self, params: dict[str, Any] | None = None) -> dict[str, Any]:
        """Without the reference, which is no filter."""
        return {
            name: value
            for name, value in super().get_filters_params(params).items()
            if name != WORDS
        }

    def get_queryset(self, request: HttpRequest, *args: Any, **kwargs: Any) -> QuerySet[Any]:
        """Look for the words that this session keeps under the reference."""
        self.query = words_at(request, request.GET.get(WORDS, ""))
        return super().get_queryset(request, *args, **kwargs)


class ScopedAdmin(DeclaredLookups):
    """A read-only page of the rows in somebody's perimeter; one that allows more says so itself."""

    actions = None
    formfield_overrides = ADMIN_FIELDS

    def get_changelist(
        self,
        request: HttpRequest,  # noqa: ARG002  Django calls it so
        **kwargs: Any,  # noqa: ARG002  Django calls it so
    ) -> type[ChangeList]:
        """The list without words in its URL."""
        return QuietList

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Words come by POST and are exchanged for their reference; those in a URL are left out."""
        params = request.GET.copy()
        if SEARCH_VAR in request.POST and self.has_view_permission(request):
            words = request.POST[SEARCH_VAR].strip()
            for name in (WORDS, SEARCH_VAR, "p"):
                params.pop(name, None)
            if words:
                params[WORDS] = keep_words(request, words)
            return redirect(f"{request.path}?{params.urlencode()}")
        if SEARCH_VAR in params:
            del params[SEARCH_VAR]
            return redirect(f"{request.path}?{params.urlencode()}")
        return super().changelist_view(request, extra_context)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whoever may look."""
        return self.has_view_permission(request)

    def has_view_permission(
        self,
        request: HttpRequest,
        obj: Model | None = None,  # noqa: ARG002  Django calls it so
    ) -> bool:
        """All staff; the queryset decides which rows."""
        return self.admin_site.has_permission(request)

    def has_add_permission(
        self,
        request: HttpRequest,  # noqa: ARG002  Django calls it so
        obj: Model | None = None,  # noqa: ARG002  Django calls it so
    ) -> bool:
        """Nobody."""
        return False

    def has_change_permission(
        self,
        request: HttpRequest,  # noqa: ARG002  Django calls it so
        obj: Model | None = None,  # noqa: ARG002  Django calls it so
    ) -> bool:
        """Nobody."""
        return False

    def has_delete_permission(
        self,
        request: HttpRequest,  # noqa: ARG002  Django calls it so
        obj: Model | None = None,  # noqa: ARG002  Django calls it so
    ) -> bool:
        """Nobody."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """The rows in this person's perimeter."""
        rows: QuerySet[Any] = self.model.objects.visible_to(request.user)
        return rows.order_by(*self.get_ordering(request))

    def _get_obj_does_not_exist_redirect(
        self,
        request: HttpRequest,  # noqa: ARG002  Django calls it so
        opts: Options[Any],  # noqa: ARG002  Django calls it so
        object_id: str,  # noqa: ARG002  Django calls it so
    ) -> NoReturn:
        """What is not in somebody's perimeter is not there."""
        raise Http404
