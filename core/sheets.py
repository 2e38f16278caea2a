"""A workbook of one page, written row by row: each text stands in its cell, none is a formula.

The cells of a large sheet are a few words that come again and again: each is spelt once.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import IO, TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from core.cells import MOST, SHORT, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
FORMATS = "http://schemas.openxmlformats.org"
MAIN, OFFICE = f"{FORMATS}/spreadsheetml/2006/main", f"{FORMATS}/officeDocument/2006/relationships"
PACKAGE = f"{FORMATS}/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PAGE = "xl/worksheets/sheet1.xml"
AROUND = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/{PAGE}" ContentType="{TYPE}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1"'
    f' Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship'
    f' Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
BOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><bookViews><workbookView/></bookViews>'
    '<sheets><sheet name={name} sheetId="1" r:id="rId1"/></sheets></workbook>'
)
# The line of headings and the first column stay in sight.
OPENING = (
    f'<worksheet xmlns="{MAIN}"><sheetViews><sheetView{{turned}} workbookViewId="0"><pane'
    ' xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>'
    "</sheetView></sheetViews><sheetData>"
)
CLOSING = "</sheetData></worksheet>"


class Spelt(dict[str | int, str]):
    """What follows the address of a cell; nothing for an empty one."""

    def __missing__(self, cell: str | int) -> str:
        if isinstance(cell, int):
            return f"><v>{cell:d}</v></c>"
        text = escape(printable(cell))
        kept = ' xml:space="preserve"' if text.strip() != text else ""
        spelt = f' t="inlineStr"><is><t{kept}>{text}</t></is></c>' if text else ""
        if len(cell) < SHORT and len(self) < MOST:
            self[cell] = spelt
        return spelt


@contextmanager
def sheet(
    file: IO[bytes], name: str, *, turned: bool
) -> Iterator[Callable[[Sequence[Sequence[str | int]]], None]]:
    """Write the page `name` into `file`: what is given takes rows; `turned` from right to left."""
    with ZipFile(file, "w", ZIP_DEFLATED) as book:
        for path, text in AROUND.items():
            book.writestr(path, HEAD + text)
        book.writestr("xl/workbook.xml", HEAD + BOOK.format(name=quoteattr(name)))
        with book.open(PAGE, "w") as page:
            opening = OPENING.format(turned=' rightToLeft="1"' if turned else "")
            page.write((HEAD + opening).encode())
            spelt, number = Spelt(), 0

            def put(rows: Sequence[Sequence[str | int]]) -> None:
                nonlocal number
                lines = [_line(place, row, spelt) for place, row in enumerate(rows, number + 1)]
                number += len(lines)
                page.write("".join(lines).encode())

            yield put
            page.write(CLOSING.encode())


def _line(number: int, row: Sequence[str | int], spelt: Spelt) -> str:
    cells = zip(COLUMNS[: len(row)], map(spelt.__getitem__, row), strict=True)
    line = "".join([f'<c r="{column}{number}"{cell}' for column, cell in cells if cell])
    return f'<row r="{number}">{line}</row>'


def _columns() -> list[str]:
    """A, B … Z, AA … ZZ: more than a form has questions."""
    letters = [chr(ord("A") + place) for place in range(26)]
    return [*letters, *(first + second for first in letters for second in letters)]


COLUMNS = _columns()
