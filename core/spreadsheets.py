"""Pages of text out of an uploaded file: XLSX, or CSV in any alphabet that is written here."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from core.alphabets import Reader
from core.cells import bare
from core.pages import MOST_ABOVE, MOST_COLUMNS, Page, refusal
from core.workbooks import pages_of_workbook
from core.zipped import unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 5 * 1024 * 1024
ZIPPED, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
PROTECTED = "EncryptedPackage".encode("utf-16-le")  # the part of a locked workbook
DOCUMENTS = re.compile(
    rb"\s*(?:%PDF|<!doctype|<html|<table|<\?xml|\{\\rtf|\x89PNG|\xff\xd8\xff)", re.IGNORECASE
)
DELIMITERS = ";,\t|"
SEPARATOR = re.compile(r"\ufeff?sep=(.)\r?\n?", re.IGNORECASE)  # Excel's own first line
AS_XML = 4  # times as long is a row of a CSV in a workbook
SWALLOWED = 3  # delimiters in a later line of a cell: it has taken in the next row


@dataclass(frozen=True)
class Book:
    """The pages of a file, and the alphabet of its letters when the file does not say it."""

    pages: list[Page]
    alphabet: str = ""


def read_book(data: bytes, reader: Reader, *, alphabet: str = "") -> Book:
    """Everything that a file holds, as text. Raises ValidationError('sheet')."""
    refuse_unreadable(data)
    if data.startswith(ZIPPED):
        return Book(pages_of_workbook(data))
    decoded = reader.decode(data, alphabet)
    if (data and not decoded.text) or "\0" in decoded.text:
        raise refusal(
            _(
                "The letters of this file cannot be read. Please save it as XLSX, "
                "or as CSV in UTF-8."
            )
        )
    return Book([_page(decoded.text, reader)], decoded.alphabet)


def refuse_unreadable(data: bytes) -> None:
    """Raise ValidationError('sheet') for what is no sheet at first sight, before it is kept."""
    if len(data) > LARGEST:
        raise refusal(_("This file is larger than 5 MB. Please split it into several files."))
    if data.startswith(OLD_EXCEL):
        raise refusal(_why_closed(data))
    if data.startswith(ZIPPED):
        unpacked(data)
    if DOCUMENTS.match(data):
        raise refusal(
            _("This file is a document or a picture. Please save the list as XLSX or CSV.")
        )


def weight(data: bytes) -> int:
    """How much there is to read: bytes of XML, or as many as the text of a CSV would be there."""
    return unpacked(data) if data.startswith(ZIPPED) else len(data) * AS_XML


def _why_closed(data: bytes) -> str:
    if PROTECTED in data:
        return _(
            "This file is protected by a password. Please open it, take the password away "
            "(File, Info, Protect Workbook, Encrypt with Password), and save it again."
        )
    return _("This is an old Excel file. Please save it as XLSX or CSV.")


def _page(text: str, reader: Reader) -> Page:
    """The rows of a CSV, numbered as Excel does, which does not count a line `sep=`."""
    named = SEPARATOR.match(text)
    text = text[named.end() :] if named else text
    delimiter = named[1] if named else _delimiter(text, reader)
    page = Page()
    try:
        for number, cells in enumerate(_rows(text, delimiter), start=1):
            _add(page, number, cells, delimiter)
            if page.is_too_long:
                break
    except csv.Error as unreadable:
        raise refusal(
            _("This file cannot be read as a sheet. Please save it again as XLSX or CSV.")
        ) from unreadable
    return page


def _add(page: Page, number: int, cells: list[str], delimiter: str) -> None:
    page.is_too_wide |= any(cells[MOST_COLUMNS:])
    page.add(number, cells[:MOST_COLUMNS])
    for place, text in enumerate(cells[:MOST_COLUMNS]):
        if "\n" not in text:
            continue
        later = text.split("\n")[1:]
        if any(line.count(delimiter) >= SWALLOWED for line in later):
            page.unread[number, place] = _(
                "A quotation mark in this cell is not closed, and the next rows stand inside it."
            )


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
        yield [bare(cell.replace("\r\n", "\n").strip()) for cell in row]


def _delimiter(text: str, reader: Reader) -> str:
    """The one that parts the fullest of the first lines, words of the template before others."""
    lines = [line for line in islice(StringIO(text), MOST_ABOVE * 4) if line.strip()][:MOST_ABOVE]

    def worth(delimiter: str) -> tuple[int, int]:
        parts = [line.split(delimiter) for line in lines]
        known = max((sum(map(reader.knows, cells)) for cells in parts), default=0)
        return known, max(map(len, parts), default=0)

    return max(DELIMITERS, key=worth)
