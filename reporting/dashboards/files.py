"""One table as a file: the numbers of the page, as they were published."""

from __future__ import annotations

import csv
from codecs import BOM_UTF8
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import get_language_bidi, gettext
from xlsxwriter import Workbook

from core.cells import SafeCells, printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlsxwriter.worksheet import Worksheet

    from reporting.disclosure.tables import PublishedTable

Line = list[str | int]
WIDE, NARROW = 60, 24  # letters of a column: of names and sentences, of numbers
TO_RIGHT, TO_LEFT = 1, 2  # as Excel calls the order of reading


def lines(table: PublishedTable) -> list[Line]:
    """The head, the rows, and below them the sentences that belong to the table."""
    hidden = gettext("not shown")
    rows: list[Line] = [
        [row.label, hidden if row.count is None else row.count] for row in table.rows
    ]
    released = gettext("Released on %(day)s.") % {"day": date_format(table.released_on)}
    below: list[Line] = [[table.title], [table.place], [released], [table.definition], [table.rule]]
    return [[table.head, table.unit], *rows, [], *below]


def as_csv(table: PublishedTable) -> bytes:
    """Semicolons and UTF-8 with its mark, as Excel opens it here."""
    safe, text = SafeCells(), StringIO(newline="")
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerows([safe[cell] for cell in line] for line in lines(table))
    return BOM_UTF8 + text.getvalue().encode()


def as_xlsx(table: PublishedTable) -> bytes:
    """A workbook with one page."""
    file = BytesIO()
    book = Workbook(file, {"in_memory": True, "strings_to_formulas": False})
    lay_out(book, book.add_worksheet(), lines(table))
    book.close()
    return file.getvalue()


def lay_out(book: Workbook, page: Worksheet, rows: Iterable[Line]) -> None:
    """Put `rows` on a page: sentences in full, from right to left in Arabic.

    Each cell says so too: LibreOffice sets their full stops at the wrong end else.
    """
    to_left = get_language_bidi()
    if to_left:
        page.right_to_left()
    page.set_column(0, 0, WIDE)
    page.set_column(1, 1, NARROW)
    words = book.add_format(
        {"text_wrap": True, "valign": "top", "reading_order": TO_LEFT if to_left else TO_RIGHT}
    )
    for number, line in enumerate(rows):
        for place, cell in enumerate(line):
            if isinstance(cell, int):
                page.write_number(number, place, cell)
            else:
                page.write_string(number, place, printable(cell), words)
