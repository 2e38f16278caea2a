"""Cells that no spreadsheet takes for a formula; cells as somebody would type them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from openpyxl.utils.escape import unescape

if TYPE_CHECKING:
    from collections.abc import Sequence

UNSEEN = {"Cc", "Cf", "Zs", "Zl", "Zp"}
STARTS = "=+-@"
SIGNS = ";,\"'|"  # behind which a formula may stand
DIGITS = re.compile(r"\+[1-9]\d{7,14}")
CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
MOST, SHORT = 10_000, 100  # texts that are remembered, and their length
# Where signs, digits and unseen marks stand: not among surrogates, rare Han, private letters.
PLANES = (range(1, 0xD800), range(0xE000, 0x20000), range(0xE0000, 0xE1000))
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


@cache
def patterns() -> tuple[str, str]:
    """What looks like a formula, and what of it is a telephone, as PostgreSQL reads patterns."""
    passed: list[str] = []
    signs: list[str] = []
    digits: list[str] = []
    for letter in map(chr, chain(*PLANES)):
        kind = unicodedata.category(letter)
        if kind in UNSEEN or letter in SIGNS:
            passed.append(letter)
        elif unicodedata.normalize("NFKC", letter)[:1] in {*STARTS}:
            signs.append(letter)
        elif kind == "Nd":
            digits.append(letter)
    return (
        rf"^(?:[\t\r\n]|[{_class(passed)}]*[{_class(signs)}])",
        rf"^\+[1-9][{_class(digits)}]{{7,14}}$",
    )


def _class(letters: Sequence[str]) -> str:
    """The inside of a bracket of a regular expression, with runs of neighbours as ranges."""
    runs: list[list[int]] = []
    for code in sorted(map(ord, letters)):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return "".join(f"\\U{first:08X}-\\U{last:08X}" for first, last in runs)
