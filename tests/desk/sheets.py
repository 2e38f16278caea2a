"""Sheets of applications for the tests of imports."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook

HEADER = [
    "kind",
    "name",
    "phone",
    "whatsapp",
    "language",
    "province",
    "sector",
    "activity",
    "stage",
    "needs",
    "connection",
    "video",
]
ROW = [
    "project",
    "فاطمة الزهراء",
    "0699010055",
    "نعم",
    "ar",
    "فاس",
    "تجارة",
    "بيع الأثواب",
    "فكرة",
    "funding",
    "weak",
    "oui",
]


def row(**changes: Any) -> list[Any]:
    """A good row, with some of its cells changed."""
    return [changes.get(name, cell) for name, cell in zip(HEADER, ROW, strict=True)]


def sheet(*rows: list[Any], header: list[str] | None = None, delimiter: str = ";") -> str:
    """A CSV with these rows."""
    text = StringIO()
    csv.writer(text, delimiter=delimiter).writerows([header or HEADER, *rows])
    return text.getvalue()


def workbook(*rows: list[Any]) -> bytes:
    book, data = Workbook(), BytesIO()
    for line in [HEADER, *rows]:
        book.worksheets[0].append(line)
    book.save(data)
    return data.getvalue()
