"""How much people need on each theme, in the table of applications narrowed by a need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from applications.reports import Columns
from programs.models import Theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from applications.models import Application
    from applications.reports import Sheet, Value


def columns(sheet: Sheet) -> list[Columns]:
    """A column a theme: the level of the need, of 100; nothing where no need is known."""
    themes = list(Theme.objects.all()) if {"theme", "need"} & {*sheet.filters} else []
    if not themes:
        return []

    def values(row: Application) -> Sequence[Value]:
        levels = {need.theme_id: need.level for need in row.needs.all()}
        return [levels.get(theme.pk, "") for theme in themes]

    header = [_("Need: %(theme)s") % {"theme": theme} for theme in themes]
    return [Columns(header, values, position=50, related=("needs",))]
