"""Rows of text out of an uploaded sheet: XLSX, or CSV in any of the encodings Excel writes here."""

from __future__ import annotations

import csv
import re
import zlib
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LARGEST = 5 * 1024 * 1024
LARGEST_UNPACKED = 60 * 1024 * 1024
MOST_PARTS = 200
MOST_ROWS = 2000  # each takes a lock or two, in one transaction
MOST_COLUMNS = 200
ZIPPED, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
MIXED = re.compile(r"[A-Za-z][\u0621-\u064a]|[\u0621-\u064a][A-Za-z]")
DELIMITERS = ";,\t|"
UNREADABLE = (  # what openpyxl stumbles over
    *(BadZipFile, InvalidFileException, zlib.error, EOFError, OSError, RuntimeError, SyntaxError),
    *(KeyError, ValueError, TypeError, IndexError, AttributeError),
)


@dataclass(frozen=True)
class Sheet:
    """The words of the header, and the filled rows below it with their numbers in Excel."""

    header: list[str]
    rows: list[tuple[int, list[str]]]


def read_sheet(data: bytes) -> Sheet:
    """The first sheet of a file, as text. Raises ValidationError('sheet')."""
    if len(data) > LARGEST:
        raise refusal(_("This file is larger than 5 MB. Please split it into several files."))
    if data.startswith(OLD_EXCEL):
        raise refusal(_("This is an old Excel file. Please save it as XLSX or CSV."))
    rows: list[tuple[int, list[str]]] = []
    for number, row in enumerate(_xlsx(data) if data.startswith(ZIPPED) else _csv(data), start=1):
        if any(row):
            rows.append((number, row[:MOST_COLUMNS]))
        if len(rows) > MOST_ROWS + 1:
            raise refusal(
                _("This file has more than 2,000 rows. Please split it into several files.")
            )
    if len(rows) < 2:  # noqa: PLR2004  a header and a row
        raise refusal(_("This file has no row below its header."))
    return Sheet(rows[0][1], rows[1:])


def refusal(sentence: str) -> ValidationError:
    """Why the whole sheet is refused."""
    return ValidationError(sentence, code="sheet")


def _xlsx(data: bytes) -> Iterator[list[str]]:
    try:
        with ZipFile(BytesIO(data)) as parts:
            infos = parts.infolist()
        if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > LARGEST_UNPACKED:
            raise refusal(
                _(
                    "This file unpacks to far more than a list of applications. "
                    "Please save it again as CSV."
                )
            )
        book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        for row in sheet.iter_rows(
            max_row=MOST_ROWS + 1000, max_col=MOST_COLUMNS, values_only=True
        ):
            yield [_text(cell) for cell in row]
    except UNREADABLE as unreadable:
        raise refusal(
            _("This file cannot be read as a sheet. Please save it again as XLSX or CSV.")
        ) from unreadable


def _text(cell: object) -> str:
    """What a cell holds, as somebody would type it.

    Excel keeps phones and years as numbers, days as moments.
    """
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime():
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
        case _:
            return str(cell).strip()


def _csv(data: bytes) -> Iterator[list[str]]:
    text = _decoded(data)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=first.count)
    try:
        yield from _stripped(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as unreadable:
        raise refusal(
            _("This file cannot be read as a sheet. Please save it again as XLSX or CSV.")
        ) from unreadable


def _stripped(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    for row in rows:
        yield [cell.strip().removeprefix("'") for cell in row]


def _decoded(data: bytes) -> str:
    """The text: UTF-8 or UTF-16, with or without a mark, else Windows' Arabic or French page."""
    head = data[:400]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\0" in head:
        encodings = ["utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be"]
    else:
        encodings = ["utf-8-sig", "cp1256"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        if encoding == "cp1256" and MIXED.search(text):
            return data.decode("cp1252", errors="replace")
        return text
    raise refusal(
        _("The letters of this file cannot be read. Please save it as XLSX, or as CSV in UTF-8.")
    )
