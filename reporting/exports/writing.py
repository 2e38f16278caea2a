"""A file as it is written: the rows of a list, the answers by question, as a stream.

Memory stays the same for a hundred rows and for a million: the database sends them a thousand at a
time, and the sheet is written row by row into a file. Text is text: no cell becomes a formula, no
phone number a figure.
"""

from __future__ import annotations

import csv
from codecs import BOM_UTF8
from dataclasses import dataclass
from functools import partial
from io import StringIO
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any

from django.core.files import File
from django.utils.translation import get_language_bidi
from xlsxwriter import Workbook

from applications.models import Application
from applications.reports import Columns, Sheet, Value, columns_of
from applications.unnamed import line_without_who, marked
from core.cells import ILLEGAL, SafeCells
from desk.filters import Filters
from desk.perimeter import Perimeter
from reporting.exports.copied_csv import copied_columns, copy_csv
from reporting.models import Export

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from applications.querysets import ApplicationQuerySet
    from reporting.exports.row_columns import RowSheet

CHUNK = 1000
WIDE = 22  # letters of a column: a name, a moment


@dataclass(frozen=True)
class ExportTable:
    """The header in words, and the rows below it as they come.

    `copy` writes them as CSV by the database itself; None where it cannot word all of them.
    """

    header: list[str]
    rows: Iterator[list[Value]]
    copy: Callable[[IO[bytes], Callable[[int], object]], object] | None = None


def asked_rows(export: Export) -> tuple[list[int], ApplicationQuerySet]:
    """The stops and the rows that the owner chose then and may see now; never what was not sent."""
    filters = Filters(export.filters, perimeter=Perimeter.of(export.owner))
    rows = Application.objects.none() if filters.drafts else filters.narrow()
    return filters.stops, marked(rows, export.owner)


def columns_to_choose(
    rows: ApplicationQuerySet, language: str, filters: Collection[str]
) -> list[tuple[str, list[tuple[str, str]]]]:
    """The columns of the sheet by their groups: the key of each, and its heading."""
    return [
        (columns.group, [*zip(columns.keys, columns.header, strict=True)])
        for columns in columns_of(Sheet(rows, language, filters))
    ]


def table(
    rows: ApplicationQuerySet, language: str, filters: Collection[str], chosen: Collection[str] = ()
) -> ExportTable:
    """The sheet of `rows` in `language`; it must be read while that language is active.

    Of its columns the `chosen` ones, by their keys; all where none is.
    """
    groups = columns_of(Sheet(rows, language, filters))
    wanted = [
        [place for place, key in enumerate(columns.keys) if not chosen or key in chosen]
        for columns in groups
    ]
    header = [
        columns.header[place]
        for columns, places in zip(groups, wanted, strict=True)
        for place in places
    ]
    fields = [name for columns in groups for name in (*columns.fields, *columns.computed)]
    computed = {name: what for columns in groups for name, what in columns.computed.items()}
    if "is_unnamed" in rows.query.annotations:
        fields.append("is_unnamed")
    read = rows.annotate(**computed).order_by("pk").values_list("id", *fields, named=True)
    copied = copied_columns(groups, wanted)
    return ExportTable(
        header, _rows(read, groups, wanted), partial(copy_csv, read, copied) if copied else None
    )


def _rows(
    read: Any, groups: Sequence[Columns], wanted: Sequence[Sequence[int]]
) -> Iterator[list[Value]]:
    """The lines of the sheet, a thousand applications at a time."""
    may_be_unnamed = "is_unnamed" in read.query.annotations
    for row in read.iterator(chunk_size=CHUNK):
        known = line_without_who(row) if may_be_unnamed and row.is_unnamed else row
        line: list[Value] = []
        for columns, places in zip(groups, wanted, strict=True):
            values = columns.values(known)
            line += [values[place] for place in places]
        yield line


def table_of(sheet: RowSheet, chosen: Collection[str]) -> ExportTable:
    """The `chosen` columns of a stop's sheet, by their keys; all where none is."""
    columns = [column for column in sheet.columns if not chosen or column.key in chosen]
    cells = [column.cell for column in columns]
    rows = sheet.rows.iterator(chunk_size=CHUNK)
    lines: Iterator[list[Value]] = ([cell(row) for cell in cells] for row in rows)
    return ExportTable([str(column.heading) for column in columns], lines)


def write(export: Export, sheet: ExportTable, tell: Callable[[int], object]) -> None:
    """Make the file of `export`; call `tell` with the rows written so far, every thousand."""
    with TemporaryFile() as file:
        if export.format == Export.Format.XLSX:
            write_xlsx(sheet, file, tell, name=export.get_rows_display())
        else:
            write_csv(sheet, file, tell)
        file.seek(0)
        export.file.save(f"{export.pk}.{export.format}", File(file), save=False)


def write_xlsx(
    sheet: ExportTable, file: IO[bytes], tell: Callable[[int], object], *, name: str
) -> None:
    """A workbook of one page called `name`, from right to left in Arabic.

    What looks like a formula is text.
    """
    book = Workbook(file, {"constant_memory": True})
    page = book.add_worksheet(name)
    if get_language_bidi():
        page.right_to_left()
    page.freeze_panes(1, 1)
    page.set_column(0, max(len(sheet.header) - 1, 0), WIDE)
    _put(page, 0, sheet.header)
    for done, row in enumerate(sheet.rows, start=1):
        _put(page, done, row)
        if done % CHUNK == 0:
            tell(done)
    book.close()


def _put(page: Any, number: int, row: Sequence[Value]) -> None:
    for place, value in enumerate(row):
        if isinstance(value, int):
            page.write_number(number, place, value)
        elif value:
            page.write_string(number, place, ILLEGAL.sub("", value))


def write_csv(sheet: ExportTable, file: IO[bytes], tell: Callable[[int], object]) -> None:
    """Semicolons and UTF-8 with its mark, as Excel opens it here.

    What looks like a formula gets an apostrophe.
    """
    safe, text = SafeCells().__getitem__, StringIO(newline="")
    lines = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL)
    file.write(BOM_UTF8)
    lines.writerow(map(safe, sheet.header))
    _flush(text, file)
    if sheet.copy:
        sheet.copy(file, tell)
        return
    done = 0
    while rows := [map(safe, row) for row in islice(sheet.rows, CHUNK)]:
        lines.writerows(rows)
        done += len(rows)
        _flush(text, file)
        tell(done)


def _flush(text: StringIO, file: IO[bytes]) -> None:
    file.write(text.getvalue().encode())
    text.seek(0)
    text.truncate()
