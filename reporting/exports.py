"""Applications as a sheet: the rows of the list, the answers by question, written as a stream.

Memory stays the same for a hundred rows and for a million: the database sends them a thousand at a
time, and the sheet is written row by row into a file. Text is text: no cell becomes a formula, no
phone number a figure.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import TextIOWrapper
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any

from django.core.files import File
from django.utils import translation
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from applications.models import Application
from applications.reports import Columns, Sheet, Value, columns_of
from applications.unnamed import marked, without_who
from core.cells import printable, safe_cell
from desk.filters import Filters
from desk.perimeter import Perimeter
from reporting.models import Export

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from applications.querysets import ApplicationQuerySet

CHUNK = 1000


@dataclass(frozen=True)
class ExportTable:
    """The header in words, and the rows below it as they come."""

    header: list[str]
    rows: Iterator[list[Value]]


def asked_rows(export: Export) -> tuple[list[int], ApplicationQuerySet]:
    """The stops and the rows that the owner chose then and may see now; never what was not sent."""
    filters = Filters(export.filters, perimeter=Perimeter.of(export.owner))
    rows = Application.objects.none() if filters.drafts else filters.narrow()
    return filters.stops, marked(rows, export.owner)


def table(rows: ApplicationQuerySet, language: str, filters: Collection[str]) -> ExportTable:
    """The sheet of `rows` in `language`; it must be read while that language is active."""
    groups = columns_of(Sheet(rows, language, filters))
    header = [name for columns in groups for name in columns.header]
    return ExportTable(header, _rows(rows, groups))


def _rows(rows: ApplicationQuerySet, groups: Sequence[Columns]) -> Iterator[list[Value]]:
    """The lines of the sheet, a thousand applications at a time, with the fields they need."""
    related = [name for columns in groups for name in columns.related]
    fields = [name for columns in groups for name in columns.fields]
    rows = rows.prefetch_related(*related) if related else rows
    for row in rows.only(*fields).order_by("pk").iterator(chunk_size=CHUNK):
        if getattr(row, "is_unnamed", False):
            without_who(row)
        yield [value for columns in groups for value in columns.values(row)]


def write(export: Export, rows: ApplicationQuerySet, tell: Callable[[int], object]) -> None:
    """Make the file of `export`; call `tell` with the rows written so far, every thousand."""
    with translation.override(export.language), TemporaryFile() as file:
        sheet = table(rows, export.language, export.filters)
        writer = write_xlsx if export.format == Export.Format.XLSX else write_csv
        writer(sheet, file, tell)
        file.seek(0)
        export.file.save(f"{export.pk}.{export.format}", File(file), save=False)


def write_xlsx(sheet: ExportTable, file: IO[bytes], tell: Callable[[int], object]) -> None:
    """A workbook with one page, from right to left in Arabic."""
    book = Workbook(write_only=True)
    page = book.create_sheet(_("Applications"))
    page.sheet_view.rightToLeft = get_language_bidi()
    page.freeze_panes = "B2"

    def cells(values: Sequence[Value]) -> list[Any]:
        return [value if isinstance(value, int) else _text_cell(page, value) for value in values]

    page.append(cells(sheet.header))
    for done, row in enumerate(sheet.rows, start=1):
        page.append(cells(row))
        if done % CHUNK == 0:
            tell(done)
    book.save(file)


def _text_cell(page: Any, text: str) -> Any:  # openpyxl's own cell
    cell = WriteOnlyCell(page, printable(text))
    cell.data_type = "s"
    return cell


def write_csv(sheet: ExportTable, file: IO[bytes], tell: Callable[[int], object]) -> None:
    """Semicolons and UTF-8 with its mark, as Excel opens it here.

    What looks like a formula gets an apostrophe.
    """
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    lines = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL)
    lines.writerow([safe_cell(name) for name in sheet.header])
    for done, row in enumerate(sheet.rows, start=1):
        lines.writerow([value if isinstance(value, int) else safe_cell(value) for value in row])
        if done % CHUNK == 0:
            tell(done)
    text.detach()
