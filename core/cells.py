"""Cells that no spreadsheet takes for a formula; cells as somebody would type them."""

import re
import unicodedata
from datetime import date, datetime, time

from openpyxl.utils.escape import unescape

UNSEEN = {"Cc", "Cf", "Zs", "Zl", "Zp"}
STARTS = "=+-@"
SIGNS = ";,\"'|"  # behind which a formula may stand
DIGITS = re.compile(r"\+[1-9]\d{7,14}")
CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
MOST, SHORT = 10_000, 100  # texts that are remembered, and their length
ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet might calculate `text`.

    It begins with a sign, or with one behind unseen letters, quotes or separators.
    """
    if text[:1].isalnum():  # no letter or digit, of whatever width, stands for one of the signs
        return False
    if text[:1] in {"\t", "\r", "\n"}:
        return True
    for letter in text:
        if unicodedata.category(letter) in UNSEEN or letter in SIGNS:
            continue
        return unicodedata.normalize("NFKC", letter)[:1] in STARTS
    return False


def safe_cell(text: str) -> str:
    """`text` for a CSV file: behind an apostrophe when it looks like a formula and is no phone."""
    if not text:
        return text
    text = text.replace("\0", "")
    return f"'{text}" if looks_like_formula(text) and not DIGITS.fullmatch(text) else text


class SafeCells(dict[str | int, str | int]):
    """Every cell by itself: a number as it is, a text as `safe_cell` has it, short ones once."""

    def __missing__(self, cell: str | int) -> str | int:
        if isinstance(cell, int):
            return cell
        safe = safe_cell(cell)
        if len(cell) < SHORT and len(self) < MOST:
            self[cell] = safe
        return safe


def bare(cell: str) -> str:
    """The cell without the apostrophe that keeps it from being calculated.

    LibreOffice and Excel take it into a workbook when they save our CSV as one.
    """
    return cell[1:] if cell.startswith("'") and looks_like_formula(cell[1:]) else cell


def printable(text: str) -> str:
    """`text` for XLSX: without what it cannot hold; `_x0041_` stays these seven letters."""
    text = ILLEGAL.sub("", text)
    return CODED.sub("_x005F_", text) if "_x" in text else text


def as_typed(cell: object) -> str:
    """What a cell holds, as somebody would type it.

    Excel keeps phones and years as numbers, days as moments; some writers keep a line break as
    `_x000D_`.
    """
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime():
            return str(cell) if cell.time() != time() else cell.date().isoformat()
        case date():
            return cell.isoformat()
        case _:
            return unescape(str(cell)).replace("\r\n", "\n").replace("\r", "\n").strip()
