"""Cells that no spreadsheet takes for a formula."""

import re
import unicodedata

UNSEEN = {"Cc", "Cf", "Zs", "Zl", "Zp"}
STARTS = "=+-@"
DIGITS = re.compile(r"\+[1-9]\d{7,14}")
ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet might calculate `text`.

    It begins with a sign, or with one behind unseen letters, quotes or separators.
    """
    if text[:1] in {"\t", "\r", "\n"}:
        return True
    for letter in text:
        if unicodedata.category(letter) in UNSEEN or letter in ";,\"'|":
            continue
        return unicodedata.normalize("NFKC", letter)[:1] in STARTS
    return False


def safe_cell(text: str) -> str:
    """`text` for a CSV file: behind an apostrophe when it looks like a formula and is no phone."""
    text = text.replace("\0", "")
    return f"'{text}" if looks_like_formula(text) and not DIGITS.fullmatch(text) else text


def printable(text: str) -> str:
    """`text` without the characters that XLSX cannot hold."""
    return ILLEGAL.sub("", text)
