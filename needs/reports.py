"""How much people need on each theme, in the table of applications narrowed by a need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _
from psycopg.sql import SQL, Identifier

from applications.reports import ROWS, Columns, CopiedColumns
from needs.models import Need
from programs.models import Theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from applications.reports import Sheet, Value


def columns(sheet: Sheet) -> list[Columns]:
    """A column a theme: the level of the need, of 100; nothing where no need is known."""
    themes = list(Theme.objects.all()) if {"theme", "need"} & {*sheet.filters} else []
    if not themes:
        return []

    names = [f"need_{theme.pk}" for theme in themes]
    needs = Need.objects.filter(application=OuterRef("pk")).order_by()
    levels: list[Any] = [Subquery(needs.filter(theme=theme).values("level")) for theme in themes]

    def values(row: Any) -> Sequence[Value]:
        return ["" if level is None else level for level in (getattr(row, name) for name in names)]

    def copied() -> CopiedColumns:
        cell = SQL("coalesce({}::text, '')")
        return CopiedColumns([cell.format(Identifier(ROWS, name)) for name in names])

    header = [_("Need: %(theme)s") % {"theme": theme} for theme in themes]
    keys = [f"need {theme.code}" for theme in themes]
    computed = dict(zip(names, levels, strict=True))
    return [Columns(header, values, 50, _("Needs"), keys, computed=computed, copied=copied)]
