"""The sheets of an XLSX file: every filled cell as text, and those whose value nobody can know."""

from __future__ import annotations

import warnings
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from django.utils.translation import gettext as _
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._reader import FORMULA_TAG, VALUE_TAG, WorkSheetParser

from core.cells import as_typed, bare
from core.pages import MOST_COLUMNS, Page, refusal, unknown_value
from core.shared_strings import WorkbookReader

if TYPE_CHECKING:
    from collections.abc import Iterator


MOST_MERGED = 20_000  # cells that one look fills in
UNREADABLE = (  # what openpyxl stumbles over
    *(BadZipFile, InvalidFileException, zlib.error, EOFError, OSError, RuntimeError, SyntaxError),
    *(KeyError, ValueError, TypeError, IndexError, AttributeError),
)


def pages_of_workbook(data: bytes) -> list[Page]:
    """Its sheets, in their order. Raises ValidationError('sheet')."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of every style that it does not know
            reader = WorkbookReader(BytesIO(data), read_only=True, data_only=True, keep_links=False)
            reader.read()
            how = reader.wb.calculation  # which not every program writes down
            return [
                _page(sheet, is_recalculated=bool(how and how.fullCalcOnLoad))
                for sheet in reader.wb.worksheets
            ]
    except UNREADABLE as unreadable:
        raise refusal(
            _("This file cannot be read as a sheet. Please save it again as XLSX or CSV.")
        ) from unreadable


class _Parser(WorkSheetParser):
    """Gives only the cells that are there, and marks formulas whose result the file lacks.

    A workbook that asks to be calculated when it is opened holds 0 where nobody has calculated.
    """

    is_recalculated = False

    def parse_cell(self, element: Any) -> dict[str, Any]:
        """The cell; its type is `f` when it shows something that the file does not hold."""
        cell: dict[str, Any] = super().parse_cell(element)
        if element.find(FORMULA_TAG) is not None:
            is_kept = element.get("t") == "str" or bool(element.findtext(VALUE_TAG))
            if not is_kept or (self.is_recalculated and cell["value"] == 0):
                cell["data_type"] = "f"
        return cell


def _page(sheet: Any, *, is_recalculated: bool) -> Page:
    page = Page(sheet.title, is_hidden=sheet.sheet_state != "visible")
    cells: dict[int, list[str]] = {}
    with sheet._get_source() as source:  # noqa: SLF001  the public way fills every gap with cells
        parser = _parser(sheet, source)
        parser.is_recalculated = is_recalculated
        for number, row in parser.parse():
            cells[number] = _texts(page, number, row)
            page.add(number, cells[number])
            if page.is_too_long:
                break
        _fill_merged(parser, cells)
    return page


def _parser(sheet: Any, source: Any) -> _Parser:
    book = sheet.parent
    return _Parser(
        source,
        sheet._shared_strings,  # noqa: SLF001  the reader's own
        data_only=True,
        epoch=book.epoch,
        date_formats=book._date_formats,  # noqa: SLF001  the reader's own
        timedelta_formats=book._timedelta_formats,  # noqa: SLF001  the reader's own
    )


def _texts(page: Page, number: int, row: list[dict[str, Any]]) -> list[str]:
    """The words of a row as far as its last filled cell; what is unknown is noted on `page`."""
    texts: list[str] = []
    for cell in row:
        place, text = cell["column"] - 1, bare(as_typed(cell["value"]))
        if cell["data_type"] == "f":
            page.unread[number, place] = _(
                "This cell holds a formula, and the file does not say what it gives. Please open "
                "the file in Excel or LibreOffice, and save it again."
            )
        elif cell["data_type"] == "e":
            page.unread[number, place] = unknown_value(text)
        if not text and (number, place) not in page.unread:
            continue
        if place >= MOST_COLUMNS:
            page.is_too_wide = True
            continue
        texts += [""] * (place + 1 - len(texts))
        texts[place] = text or "?"
    return texts


def _fill_merged(parser: _Parser, cells: dict[int, list[str]]) -> None:
    """What stands once beside several rows is meant for each of them."""
    for number, place in _beneath(parser):
        first, row = cells.get(number[0], []), cells.get(number[1])
        if row and any(row) and place < len(first) and first[place]:
            row += [""] * (place + 1 - len(row))
            row[place] = row[place] or first[place]


def _beneath(parser: _Parser) -> Iterator[tuple[tuple[int, int], int]]:
    """First row and row of each cell of the ranges of one column, and its place."""
    ranges = parser.merged_cells.mergeCell if parser.merged_cells else []
    left = MOST_MERGED
    for area in ranges:
        height = area.max_row - area.min_row
        if area.min_col == area.max_col and 0 < height <= left:
            left -= height
            for number in range(area.min_row + 1, area.max_row + 1):
                yield (area.min_row, number), area.min_col - 1
