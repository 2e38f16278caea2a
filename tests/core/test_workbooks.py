"""Workbooks of programs that write down less than Excel does."""

import re
from io import BytesIO
from zipfile import ZipFile

from openpyxl import Workbook

from core.workbooks import pages_of_workbook


def test_a_workbook_that_does_not_say_how_it_is_calculated_is_read() -> None:
    whole, bare = BytesIO(), BytesIO()
    book = Workbook()
    book.worksheets[0].append(["Name", "Salma"])
    book.save(whole)
    with ZipFile(whole) as parts, ZipFile(bare, "w") as kept:
        for name in parts.namelist():
            kept.writestr(name, re.sub(rb"<calcPr[^>]*/>", b"", parts.read(name)))
    (page,) = pages_of_workbook(bare.getvalue())
    assert page.rows == [(1, ["Name", "Salma"])]
