"""The rows that cannot be recorded, as a sheet with the reasons: to be put right and sent again."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from openpyxl import Workbook

from core.cells import printable
from core.language import colon

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from desk.outcomes import Outcome


def left_out_sheet(outcome: Outcome, refused: Mapping[int, str] | None = None) -> bytes:
    """An XLSX of the rows with problems as they were sent, the reasons in the last columns.

    `refused` are reasons that were found out later, by row.
    """
    left = [line for line in outcome.rows() if line.problems or line.row in (refused or {})]
    book = Workbook()
    page = book.worksheets[0]
    page.title = _("Left out")
    page.sheet_view.rightToLeft = get_language_bidi()
    page.freeze_panes = "A2"
    width = max(len(cells) for cells in [outcome.header, *(line.raw for line in left)])
    _write(page, 1, [*_filled(outcome.header, width), _("Row"), _("What to put right")])
    for place, line in enumerate(left, start=2):
        reasons = [f"{column}{colon()} {sentence}" for column, sentence in line.problems]
        reasons += filter(None, [(refused or {}).get(line.row)])
        _write(page, place, [*_filled(line.raw, width), str(line.row), " ".join(reasons)])
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _filled(cells: Sequence[str], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))]


def _write(page: Worksheet, row: int, texts: Sequence[str]) -> None:
    for column, text in enumerate(texts, start=1):
        if text:
            page.cell(row, column, printable(text)).data_type = "s"
