"""Which page of a file holds the people, and which row is its header; or as it was chosen."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from core.alphabets import ALPHABETS, Reader
from core.numbers import number
from core.pages import MOST_ABOVE, MOST_ROWS, Page, refusal
from core.spreadsheets import read_book
from desk.words import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.spreadsheets import Book

OVER = 2  # rows above the header that may name what it leaves open: groups of columns
SHOWN = 10
WHO = {"name", "phone", "email"}  # columns that a page of people has


@dataclass(frozen=True)
class Choice:
    """What somebody said of the file: its letters, its page (from 1), the row of its header.

    Empty and 0 leave it to us.
    """

    letters: str = ""
    page: int = 0
    header: int = 0

    @classmethod
    def of(cls, sent: Mapping[str, str]) -> Choice:
        """The choice in an address or a form; what is no choice counts for none."""
        letters = sent.get("letters", "")
        return cls(
            letters if letters in ALPHABETS else "",
            number(sent.get("page", "")),
            number(sent.get("header", "")),
        )

    @property
    def told(self) -> dict[str, str]:
        """As a form would send it: only what was chosen."""
        named = {"letters": self.letters, "page": self.page, "header": self.header}
        return {name: str(value) for name, value in named.items() if value}

    @property
    def query(self) -> str:
        """As it stands in an address, with its `?`; empty without any choice."""
        made = urlencode(self.told)
        return f"?{made}" if made else ""


@dataclass(frozen=True)
class Reading:
    """The words of the header and the filled rows below it, and what else the file holds."""

    header: list[str]
    rows: list[tuple[int, list[str]]]
    choice: Choice  # with all that was found out
    pages: list[Page] = field(default_factory=list)
    other_people: list[str] = field(default_factory=list)  # pages that seem to hold people too

    @property
    def unread(self) -> Mapping[tuple[int, int], str]:
        """Why cells have no value, by row and place."""
        return self.pages[self.choice.page - 1].unread

    @property
    def first(self) -> list[tuple[int, list[str]]]:
        """The first rows of the page as they stand there."""
        return self.pages[self.choice.page - 1].rows[:SHOWN]


def read_sheet(
    data: bytes,
    choice: Choice | None = None,
    *,
    known: Mapping[str, str] | None = None,
    reader: Reader | None = None,
) -> Reading:
    """The people of a file. `known` are the codes of columns by heading.

    Raises ValidationError('sheet').
    """
    choice, known = choice or Choice(), known or {}
    book = read_book(data, reader or Reader(), alphabet=choice.letters)
    best = [_best_row(page, known) for page in book.pages]
    at = _page_of(book, best, choice)
    page = book.pages[at]
    place = _header_of(page, best[at][1], choice)
    _refuse_too_much(page, len(page.rows) - 1 - place)
    if place >= len(page.rows) - 1:
        raise refusal(_("This file has no row below its header."))
    found = replace(choice, letters=book.alphabet, page=at + 1, header=page.rows[place][0])
    others = [
        other.name
        for other, (columns, row) in zip(book.pages, best, strict=True)
        if other is not page and columns > 1 and len(other.rows) > row + 1
        if WHO & _named(other, row, known)  # not the answers offered by our own template
    ]
    return Reading(_header(page, place, known), page.rows[place + 1 :], found, book.pages, others)


def _best_row(page: Page, known: Mapping[str, str]) -> tuple[int, int]:
    """How many columns the likeliest header of a page names, and its place among the rows."""
    best = (0, 0)
    for place in range(min(len(page.rows), MOST_ABOVE)):
        codes = _named(page, place, known)
        if len(codes) > best[0]:
            best = (len(codes), place)
    return best


def _named(page: Page, place: int, known: Mapping[str, str]) -> set[str]:
    """The codes of the columns that a row of a page names."""
    return {known[word] for cell in page.rows[place][1] if (word := plain(cell)) in known}


def _page_of(book: Book, best: list[tuple[int, int]], choice: Choice) -> int:
    """The place of the chosen page, else of the one that names most columns; a seen one first."""
    if 0 < choice.page <= len(book.pages):
        return choice.page - 1
    if not book.pages:
        raise refusal(_("This file has no row below its header."))
    return max(
        range(len(book.pages)),
        key=lambda at: (
            best[at][0],
            not book.pages[at].is_hidden,
            bool(book.pages[at].rows),
            -at,
        ),
    )


def _refuse_too_much(page: Page, people: int) -> None:
    if page.is_too_long or people > MOST_ROWS:
        raise refusal(_("This file has more than 10,000 rows. Please split it into several files."))
    if page.is_too_wide:
        raise refusal(_("This file has more than 200 columns. Please leave out the others."))


def _header_of(page: Page, best: int, choice: Choice) -> int:
    numbers = [number for number, _cells in page.rows]
    return numbers.index(choice.header) if choice.header in numbers else best


def _header(page: Page, place: int, known: Mapping[str, str]) -> list[str]:
    """The words of the header; where it says nothing, a known word of the rows right above."""
    header = list(page.rows[place][1])
    for _number, above in page.rows[max(0, place - OVER) : place][::-1]:
        header += [""] * (len(above) - len(header))
        for at, word in enumerate(above):
            if not header[at] and plain(word) in known:
                header[at] = word
    return header
