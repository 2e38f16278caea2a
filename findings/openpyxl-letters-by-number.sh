#!/usr/bin/env bash
# XLSX writes a letter that XML cannot hold by its number, `_x000D_`, and a text that looks so behind `_x005F_`
# (ECMA-376, ST_Xstring). openpyxl writes such a text as it is, so that others read another one; and reads by cutting
# `x005F_` out of every word, so that `Box005F_12` loses five letters and `_x000D_` stays in the text.
# The way around: show each row that was read before it is kept, and write no text that looks so.
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv made
made/bin/pip install --quiet --disable-pip-version-check openpyxl==3.1.5 xlsxwriter==3.3.1 python-calamine==0.9.1

cat > look.py <<'PYTHON'
import sys
from importlib.metadata import version
from io import BytesIO

import openpyxl
import xlsxwriter
from python_calamine import CalamineWorkbook


def by_openpyxl(text):
    """A workbook of one cell."""
    file, book = BytesIO(), openpyxl.Workbook()
    book.active["A1"] = text
    book.save(file)
    file.seek(0)
    return file


def by_xlsxwriter(text):
    """The same workbook, by another hand."""
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet().write_string(0, 0, text)
    file.seek(0)
    return file


def in_openpyxl(file):
    return openpyxl.load_workbook(file).active["A1"].value


def in_calamine(file):
    return CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()[0][0]


CASES = [  # text, who writes, who reads, what is read
    ("lot_x0031_", by_xlsxwriter, in_calamine, "lot_x0031_"),
    ("lot_x0031_", by_openpyxl, in_calamine, "lot1"),
    ("Box005F_12", by_xlsxwriter, in_calamine, "Box005F_12"),
    ("Box005F_12", by_xlsxwriter, in_openpyxl, "Bo12"),
    ("one\r\ntwo", by_xlsxwriter, in_calamine, "one\r\ntwo"),
    ("one\r\ntwo", by_xlsxwriter, in_openpyxl, "one_x000D_\ntwo"),
]
print(*(f"{name} {version(name)}" for name in ("openpyxl", "xlsxwriter", "python-calamine")), sep=" · ")
as_before = True
for text, write, read, expected in CASES:
    found = read(write(text))
    as_before = as_before and found == expected
    print(f"{text!r}, written {write.__name__}, read {read.__name__}: {found!r}")
print("As stated." if as_before else "This has changed.")
sys.exit(not as_before)
PYTHON
made/bin/python look.py
