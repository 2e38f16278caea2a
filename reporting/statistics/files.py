"""A table as a CSV file: the numbers of the page, and cells that no spreadsheet calculates."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils.translation import pgettext

from core.cells import safe_cell
from core.delivery import CSV, protect
from reporting.statistics.written import Kind, cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reporting.figures import FigureTable
    from reporting.statistics.tables import Table

MARK = "\ufeff"  # by which Excel knows the letters


def delivered(table: Table, name: str) -> HttpResponse:
    """The whole table under `name`, for disk."""
    lines = [*table.lines, *([table.total] if table.total else [])]
    rows = [[line.label, *(each.filed for each in line.cells)] for line in lines]
    return _file([table.head, *_heads(table)], rows, f"{name}-{table.code}.csv")


def delivered_to_all(table: FigureTable, name: str) -> HttpResponse:
    """A table of the public figures, as it was published."""
    rows = [[row.label, str(row.count), cell(row.share, Kind.SHARE).filed] for row in table.lines]
    share = pgettext("column", "Share")
    return _file([table.head, table.unit, f"{share} (%)"], rows, f"{name}-{table.breakdown}.csv")


def _file(head: Sequence[str], rows: Iterable[Sequence[str]], name: str) -> HttpResponse:
    """Numbers stay as they are; of words none is calculated."""
    response = HttpResponse(MARK, content_type=CSV)
    lines = csv.writer(response, delimiter=";")  # as in our exports
    lines.writerow(map(safe_cell, head))
    lines.writerows([safe_cell(label), *numbers] for label, *numbers in rows)
    return protect(response, name=name)


def _heads(table: Table) -> list[str]:
    """The columns; shares say that they are of a hundred."""
    first = next((line.cells for line in (*table.lines, table.total) if line), ())
    kinds = [each.kind for each in first] or [Kind.COUNT] * len(table.columns)
    return [
        f"{head} (%)" if kind is Kind.SHARE else head
        for head, kind in zip(table.columns, kinds, strict=True)
    ]
