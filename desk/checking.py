"""What a sheet would become.

Each row is cleaned as the form does it; each refusal is a plain sentence with its row and column.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from applications.models import Application
from core.among import among
from core.pages import refusal
from desk.columns import ASKED_APART, Column, columns, headers
from desk.words import AGREED, REFUSED, plain
from people.models import ConsentText
from people.names import name_key
from questionnaires.compiled_forms import compiled_form

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from uuid import UUID

    from desk.reading import Reading
    from programs.models import Stop
    from questionnaires.compiled_forms import CompiledForm

BLOCK = 250  # rows from one word of progress to the next
SAYS = {plain(word): True for word in AGREED} | {plain(word): False for word in REFUSED}


@dataclass(frozen=True)
class Problem:
    """One thing to put right. `row` is the number that Excel shows beside it."""

    row: int
    column: str
    sentence: str


@dataclass(frozen=True)
class Ready:
    """A row that can be recorded."""

    row: int
    answers: dict[str, Any]
    consents: list[str]

    @property
    def address(self) -> str:
        """The telephone number or e-mail by which its person is told from others."""
        return str(self.answers.get("phone") or self.answers.get("email") or "")


@dataclass(frozen=True)
class Check:
    """The whole sheet. `places` are those of the columns that are read, by code."""

    total: int
    ready: list[Ready]
    problems: list[Problem]
    ignored: list[str]
    places: Mapping[str, list[int]] = field(default_factory=dict)

    @property
    def wrong(self) -> dict[int, list[Problem]]:
        """What is to be put right, by row."""
        rows: dict[int, list[Problem]] = {}
        for problem in self.problems:
            rows.setdefault(problem.row, []).append(problem)
        return rows


def check(
    sheet: Reading,
    *,
    stop: Stop,
    version_id: int,
    language: str,
    tell: Callable[[int], None] = lambda _done: None,
    key: Callable[[int], UUID] | None = None,
) -> Check:
    """Look at every row, and `tell` now and then how many were looked at.

    An application with the `key` of a row is this very row, recorded before.

    Raises ValidationError('sheet') when the header lacks a column that every application needs.
    """
    known = headers(version_id)
    places: dict[str, list[int]] = {}
    for place, name in enumerate(sheet.header):
        if plain(name) in known:
            places.setdefault(known[plain(name)], []).append(place)
    described = {column.code: column for column in columns(version_id, language)}
    _refuse_missing_columns(described, places)
    cleaner = _Cleaner(sheet, places, described, compiled_form(version_id, language))
    ready: list[Ready] = []
    problems: list[Problem] = []
    for done, (number, row) in enumerate(sheet.rows):
        if done % BLOCK == 0:
            tell(done)
        answers, wrong = cleaner.clean(number, row)
        problems += wrong
        if not wrong:
            ready.append(Ready(number, answers, cleaner.consents(row)))
    twice = _twice(ready, stop, described, key)
    problems = sorted([*problems, *twice], key=lambda problem: problem.row)
    doubled = {problem.row for problem in twice}
    ready = [row for row in ready if row.row not in doubled]
    return Check(len(sheet.rows), ready, problems, _ignored(sheet, places), places)


def _ignored(sheet: Reading, places: Mapping[str, list[int]]) -> list[str]:
    """The columns that are not read: by their names, or their letters when they have none."""
    taken = {place for several in places.values() for place in several}
    filled = {place for _number, row in sheet.rows for place, cell in enumerate(row) if cell}
    names = dict(enumerate(sheet.header))
    return [
        names.get(place) or _("column %(letter)s") % {"letter": get_column_letter(place + 1)}
        for place in sorted(filled | {place for place, name in names.items() if name})
        if place not in taken
    ]


def _refuse_missing_columns(described: dict[str, Column], codes: Collection[str]) -> None:
    """Raise ValidationError('sheet') when a required column is not among `codes`."""
    absent = [
        column.label
        for column in described.values()
        if column.required and column.code not in codes
    ]
    if absent:
        raise refusal(
            _("These columns are missing: %(columns)s.") % {"columns": " · ".join(absent)}
        )


@dataclass(frozen=True)
class _Cleaner:
    """Makes answers of the cells of a row."""

    sheet: Reading
    places: Mapping[str, list[int]]
    described: Mapping[str, Column]
    questions: CompiledForm

    def clean(self, number: int, row: list[str]) -> tuple[dict[str, Any], list[Problem]]:
        """The answers of one row, and its problems.

        What cannot be known comes first, then words that are no answer, then the form's rules.
        """
        sent: MultiValueDict[str, str] = MultiValueDict()
        wrong = self._unknown(number, row)
        for code in self.places:
            column = self.described.get(code)
            try:
                if column:
                    sent.setlist(code, column.typed(self._cell(row, code)))
                elif plain(self._cell(row, code) or "no") not in SAYS:
                    wrong.setdefault(code, _("Please write yes or no."))
            except LookupError as unknown:
                wrong.setdefault(code, self.described[code].refusal(str(unknown.args[0])))
        outcome = self.questions.clean(sent)
        refused = {code: " ".join(sentences) for code, sentences in outcome.errors.items()} | wrong
        if not refused and not (outcome.answers.get("phone") or outcome.answers.get("email")):
            refused["phone"] = _("A phone number or an e-mail address is needed.")
        return outcome.answers, [
            Problem(number, self._label(code), sentence) for code, sentence in refused.items()
        ]

    def consents(self, row: list[str]) -> list[str]:
        """What the person agreed to, the keeping of the file first."""
        agreed = [
            purpose.value
            for purpose in ASKED_APART
            if SAYS.get(plain(self._cell(row, purpose.value)))
        ]
        return [ConsentText.Purpose.PROCESSING.value, *agreed]

    def _cells(self, row: list[str], code: str) -> list[str]:
        """What stands in the columns of one question, without what is empty or said twice."""
        places = self.places.get(code, ())
        if len(places) == 1:
            return [row[places[0]]] if places[0] < len(row) and row[places[0]] else []
        cells = [row[place] for place in places if place < len(row)]
        return [*dict.fromkeys(filter(None, cells))]

    def _cell(self, row: list[str], code: str) -> str:
        return next((row[at] for at in self.places.get(code, ()) if at < len(row) and row[at]), "")

    @cached_property
    def _doubtful(self) -> Mapping[str, list[int]]:
        """The places of columns that stand twice, or have a cell without a value."""
        unread = {place for _number, place in self.sheet.unread}
        return {
            code: places
            for code, places in self.places.items()
            if len(places) > 1 or not unread.isdisjoint(places)
        }

    def _unknown(self, number: int, row: list[str]) -> dict[str, str]:
        """Cells without a value, columns that stand twice and differ, by code."""
        wrong = {}
        for code, places in self._doubtful.items():
            cells = self._cells(row, code)
            if len(cells) > 1:
                wrong[code] = _(
                    "This column stands twice, with different answers: %(answers)s."
                ) % {"answers": " · ".join(_("“%(word)s”") % {"word": cell[:40]} for cell in cells)}
            for place in places:
                if (number, place) in self.sheet.unread:
                    wrong[code] = self.sheet.unread[number, place]
        return wrong

    def _label(self, code: str) -> str:
        column = self.described.get(code)
        if column:
            return column.label
        return str(ConsentText.Purpose(code).label) if code in ConsentText.Purpose else code


def _twice(
    ready: list[Ready],
    stop: Stop,
    described: dict[str, Column],
    key: Callable[[int], UUID] | None,
) -> list[Problem]:
    """People who stand twice in the sheet, or whose application the stop already has."""
    phones = {row.answers["phone"] for row in ready if row.answers.get("phone")}
    applications = Application.objects.received().filter(among("phone", phones), stop=stop)
    received = {
        (phone, name): (number, of)
        for phone, name, number, of in applications.values_list(
            "phone", "name_key", "reference", "key"
        )
    }
    seen: dict[tuple[str, str], int] = {}
    problems = []
    column = described["name"].label
    for row in ready:
        identity = (str(row.answers.get("phone", "")), name_key(str(row.answers["name"])))
        if identity in seen and identity[0]:
            sentence = _("The same person stands in row %(row)d.") % {"row": seen[identity]}
            problems.append(Problem(row.row, column, sentence))
        elif identity in received and not (key and received[identity][1] == key(row.row)):
            sentence = _("This person already has an application at this stop: %(file)s.") % {
                "file": received[identity][0]
            }
            problems.append(Problem(row.row, column, sentence))
        seen.setdefault(identity, row.row)
    return problems
