"""Sheets of applications for the tests of imports."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

from django.utils import translation
from openpyxl import Workbook

from desk.examining import looked_at, receive
from desk.reading import Choice

if TYPE_CHECKING:
    from desk.outcomes import Outcome
    from tests.cast import Cast

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


def looked(cast: Cast, data: bytes | str, language: str = "en") -> Outcome:
    """What becomes of a sheet of RS1's, as its page shows it in a language: without the page."""
    sent = data if isinstance(data, bytes) else data.encode()
    parcel = receive(sent, stop=cast.stop, owner=cast["RS1"])
    translation.activate(language)
    outcome = looked_at(parcel, cast.stop, language, Choice())
    assert outcome is not None
    return outcome
