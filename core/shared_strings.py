"""The words that the cells of a workbook share, read as they stand."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any

from openpyxl.reader.excel import ExcelReader
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

if TYPE_CHECKING:
    from collections.abc import Iterator

STRING, STYLED, TEXT = (f"{{{SHEET_MAIN_NS}}}{tag}" for tag in ("si", "r", "t"))


class WorkbookReader(ExcelReader):
    """Takes the words that cells share as they stand: openpyxl's own cuts `x005F_` out of them."""

    def read_strings(self) -> None:
        """Read them, without the readings of Japanese letters (`rPh`)."""
        package: Any = self.package
        part = package.find(SHARED_STRINGS)
        if part is not None:
            with self.archive.open(part.PartName[1:]) as source:
                self.shared_strings = [
                    "".join(text.text or "" for piece in each for text in _text_of(piece))
                    for each in _items(source)
                ]


def _items(source: IO[bytes]) -> Iterator[Any]:
    for _event, element in iterparse(source):
        if element.tag == STRING:
            yield element
            element.clear()


def _text_of(piece: Any) -> list[Any]:
    """The text of a word, or of a part of it that is written in a style of its own."""
    if piece.tag == TEXT:
        return [piece]
    return piece.findall(TEXT) if piece.tag == STYLED else []
