"""A sheet as it was read: its filled rows as text, and the cells that hold what cannot be known."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_ROWS = 10_000
MOST_ABOVE = 30  # rows that may stand above the first person: titles, groups of columns, the header
MOST_COLUMNS = 200
# What a spreadsheet shows where it has no value, in English and in French, and LibreOffice's own.
NO_VALUE = re.compile(
    r"#(?:N/[AD]|REF|VALUE|VALEUR|DIV/0|NAME|NOM|NULL|NUL|NUM|NOMBRE|SPILL|EPARS|CALC|FIELD|CHAMP"
    r"|BLOCKED|BUSY|CONNECT|GETTING_DATA|UNKNOWN)[!?]?|Err:\d{3}|#{3,}",
    re.IGNORECASE,
)
LOST_LETTERS = re.compile(r"(?s:.*\ufffd.*)|[?؟]{2,}(?:[\s?؟]*[?؟])?")
SUSPECT = re.compile(r"[#?؟\ufffd]|err:", re.IGNORECASE)  # without one there is neither in a row


@dataclass
class Page:
    """One sheet of a file. `rows` have the numbers that Excel shows, and only the filled ones.

    `unread` says of a cell, by row and place, why its value is not known.
    """

    name: str = ""
    is_hidden: bool = False
    is_too_wide: bool = False
    is_too_long: bool = False
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    unread: dict[tuple[int, int], str] = field(default_factory=dict)

    def add(self, number: int, cells: list[str]) -> None:
        """Take a row unless it is empty; note the cells that show no value or lost letters.

        A page that is too long takes no more.
        """
        if not any(cells):
            return
        if len(self.rows) >= MOST_ROWS + MOST_ABOVE:
            self.is_too_long = True
            return
        self.rows.append((number, cells))
        if not SUSPECT.search("".join(cells)):
            return
        for place, text in enumerate(cells):
            if NO_VALUE.fullmatch(text):
                self.unread.setdefault((number, place), unknown_value(text))
            elif LOST_LETTERS.fullmatch(text):
                self.unread[number, place] = _(
                    "Letters of this cell were lost when the file was saved: “%(text)s”. "
                    "Please save the sheet as XLSX, or write them again."
                ) % {"text": text[:40]}


def unknown_value(text: str) -> str:
    """Why a cell that shows `#N/A` or its like is no answer."""
    return _("This cell shows “%(text)s” and holds no answer. Please write it.") % {"text": text}


def refusal(sentence: str) -> ValidationError:
    """Why the whole sheet is refused."""
    return ValidationError(sentence, code="sheet")
