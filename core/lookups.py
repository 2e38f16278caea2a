"""What the address of a list in the admin may ask of its rows: its own filters, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest

ASKED_OF_A_FIELD = ("exact", "isnull", "isempty", "id__exact")  # what Django's own filters ask
ASKED_OF_A_DAY = ("year", "month", "day")


class LanguageList(ChangeList):
    """A list whose address may also say in which language, at which stop: that asks no rows."""

    def get_filters_params(self, params: dict[str, Any] | None = None) -> dict[str, Any]:
        """What the address asks of the rows."""
        found = super().get_filters_params(params)
        return {name: value for name, value in found.items() if name not in {"lang", "stop"}}


class DeclaredLookups(admin.ModelAdmin):  # type: ignore[type-arg]  # generic only in its stubs
    """Django lets an address look into any column, letter by letter: also those that are masked."""

    linked_lookups: tuple[str, ...] = ()  # those to which a link of the list itself leads

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:  # noqa: ARG002
        """The list that knows the switch of languages, which stands on every page."""
        return LanguageList

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:  # noqa: ARG002
        """Whether a filter of this list asks it."""
        return lookup in {*self.linked_lookups, *self._declared(request)}

    def _declared(self, request: HttpRequest) -> Iterator[str]:
        """The parameters of each filter, and of the days by which a list is leafed through."""
        for declared in self.get_list_filter(request):
            if parameter := getattr(declared, "parameter_name", None):
                yield parameter
                continue
            field = declared[0] if isinstance(declared, tuple) else declared
            yield from (f"{field}__{asked}" for asked in ASKED_OF_A_FIELD)
        if self.date_hierarchy:
            yield from (f"{self.date_hierarchy}__{asked}" for asked in ASKED_OF_A_DAY)
