"""A table as a CSV file: the numbers of the page, and cells that no spreadsheet calculates."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from django.http import HttpResponse

from core.cells import safe_cell
from core.delivery import CSV, protect
from reporting.statistics.written import Kind

if TYPE_CHECKING:
    from reporting.statistics.tables import Table

MARK = "\ufeff"  # by which Excel knows the letters


def delivered(table: Table, name: str) -> HttpResponse:
    """The whole table under `name`, for disk."""
    response = HttpResponse(MARK, content_type=CSV)
    rows = csv.writer(response, delimiter=";")  # as in our exports
    rows.writerow(map(safe_cell, [table.head, *_heads(table)]))
    for line in [*table.lines, *([table.total] if table.total else [])]:
        rows.writerow([safe_cell(line.label), *(each.plain for each in line.cells)])
    return protect(response, name=f"{name}-{table.code}.csv")


def _heads(table: Table) -> list[str]:
    """The columns; shares say that they are of a hundred."""
    first = next((line.cells for line in (*table.lines, table.total) if line), ())
    kinds = [each.kind for each in first] or [Kind.COUNT] * len(table.columns)
    return [
        f"{head} (%)" if kind is Kind.SHARE else head
        for head, kind in zip(table.columns, kinds, strict=True)
    ]
