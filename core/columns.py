"""Columns of the admin's lists as every page writes them: moments as people say them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.written import ago

if TYPE_CHECKING:
    from collections.abc import Callable

    from django_stubs_ext import StrOrPromise


def said(field: str, description: StrOrPromise) -> Callable[[Any], str]:
    """The moment `field` of a row, in a column that is sorted by it: `il y a 2 h`."""

    def column(row: Any) -> str:
        return ago(getattr(row, field))

    column.short_description = description  # type: ignore[attr-defined]  # as Django reads it
    column.admin_order_field = field  # type: ignore[attr-defined]
    return column
