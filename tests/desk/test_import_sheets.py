"""Sheets as people send them: every encoding, every delimiter, and those that mean no good."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.exceptions import ValidationError

from desk.reading import read_sheet
from tests.desk.sheets import HEADER, ROW, row, sheet, workbook


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1256"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_arabic_is_read_in_every_encoding_that_excel_writes(encoding: str, delimiter: str) -> None:
    read = read_sheet(sheet(row(), delimiter=delimiter).encode(encoding))
    assert (read.header, read.rows) == (HEADER, [(2, ROW)])


def test_french_of_windows_is_not_taken_for_arabic() -> None:
    assert read_sheet("nom;ville\nÉric Bénani;Fès\n".encode("cp1252")).rows == [
        (2, ["Éric Bénani", "Fès"])
    ]


def test_rows_keep_the_numbers_that_excel_shows() -> None:
    assert [number for number, _cells in read_sheet(b"a;b\n1;2\n;\n\n3;4\n").rows] == [2, 5]


def _bomb() -> bytes:
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", b"0" * 70_000_000)
    return data.getvalue()


def _entities(part: str) -> bytes:
    """A workbook of which a part declares entities that grow a thousandfold at each step."""
    data, good = BytesIO(), workbook(row())
    with ZipFile(BytesIO(good)) as before, ZipFile(data, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            if name == part:
                text = (
                    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
                    + text.split(b"?>")[-1]
                )
            after.writestr(name, text)
    return data.getvalue()


def _damaged(part: str, text: bytes) -> bytes:
    """A workbook with one part replaced by `text`."""
    data = BytesIO()
    with ZipFile(BytesIO(workbook(row()))) as before, ZipFile(data, "w") as after:
        for name in before.namelist():
            after.writestr(name, text if name == part else before.read(name))
    return data.getvalue()


def _squeezed() -> bytes:
    """A workbook with one byte of its compressed sheet changed."""
    whole = bytearray(workbook(row()))
    name = b"xl/worksheets/sheet1.xml"
    whole[whole.index(name) + len(name) + 2] ^= 0xFF
    return bytes(whole)


@pytest.mark.usefixtures("in_english")
@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"x" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
        (b"a;b\n" + b"1;2\n" * 10_001, "more than 10,000 rows"),
        (b"a;b\n", "no row below its header"),
        (b"", "no row below its header"),
        (b"\xd0\xcf\x11\xe0old", "old Excel file"),
        (b"PK\x03\x04broken", "cannot be read as a sheet"),
        (b"\xff\xfea;b;c", "letters of this file cannot be read"),
        (b'a;"' + b"x" * 200_000, "cannot be read as a sheet"),
        (_bomb(), "unpacks to far more"),
        (_entities("xl/worksheets/sheet1.xml"), "cannot be read as a sheet"),
        (_entities("xl/workbook.xml"), "cannot be read as a sheet"),
        (
            _damaged("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row>"),
            "cannot be read as a sheet",
        ),
        (_damaged("xl/workbook.xml", b"<"), "cannot be read as a sheet"),
        (_squeezed(), "cannot be read as a sheet"),
    ],
)
def test_what_is_no_sheet_is_refused_in_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(ValidationError) as refused:
        read_sheet(data)
    assert (refused.value.code, sentence in refused.value.messages[0]) == ("sheet", True)
