"""One table as a file: the numbers of the page, as they were published."""

from __future__ import annotations

import csv
from codecs import BOM_UTF8
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import get_language_bidi, gettext
from xlsxwriter import Workbook

from core.cells import SafeCells

if TYPE_CHECKING:
    from reporting.disclosure.tables import PublishedTable

Line = list[str | int]


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
    """A workbook with one page, from right to left in Arabic."""
    file = BytesIO()
    book = Workbook(file, {"in_memory": True, "strings_to_formulas": False})
    page = book.add_worksheet()
    if get_language_bidi():
        page.right_to_left()
    for number, line in enumerate(lines(table)):
        for place, cell in enumerate(line):
            if isinstance(cell, int):
                page.write_number(number, place, cell)
            else:
                page.write_string(number, place, cell)
    book.close()
    return file.getvalue()
