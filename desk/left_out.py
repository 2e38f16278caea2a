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
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from desk.checking import Check
    from desk.reading import Reading


def left_out_sheet(sheet: Reading, checked: Check) -> bytes:
    """An XLSX of the rows with problems as they were sent, the reasons in the last columns."""
    wrong = checked.wrong
    book = Workbook()
    page = book.worksheets[0]
    page.title = _("Left out")
    page.sheet_view.rightToLeft = get_language_bidi()
    page.freeze_panes = "A2"
    width = max(len(cells) for cells in [sheet.header, *(row for _number, row in sheet.rows)])
    _write(page, 1, [*_filled(sheet.header, width), _("Row"), _("What to put right")])
    kept = [(number, cells) for number, cells in sheet.rows if number in wrong]
    for place, (number, cells) in enumerate(kept, start=2):
        reasons = " ".join(f"{one.column}{colon()} {one.sentence}" for one in wrong[number])
        _write(page, place, [*_filled(cells, width), str(number), reasons])
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _filled(cells: Sequence[str], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))]


def _write(page: Worksheet, row: int, texts: Sequence[str]) -> None:
    for column, text in enumerate(texts, start=1):
        if text:
            page.cell(row, column, printable(text)).data_type = "s"
