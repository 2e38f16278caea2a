"""What a sheet would become, kept beside it: a page of it costs the same at the first and the last.

Two files: a summary, and the rows, one JSON a line, found by where they begin.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import asdict, dataclass, field
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.core.files.storage import default_storage

from desk.checking import Problem, Ready
from desk.faults import Fault, faults_of
from desk.reading import Choice
from questionnaires.compiled_forms import compiled_form

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from desk.checking import Check
    from desk.parcels import Parcel
    from desk.reading import Reading
    from questionnaires.compiled_questions import CompiledQuestion

READ = "read-"  # how the names of what was found out begin
FIRST, MOST, SIZE = 20, 50, 50  # rows: the first, the first with all that is to say, of a page


@dataclass(frozen=True)
class Line:
    """One row: its cells as they stand in the file, its answers if it is good, and what is said."""

    row: int
    raw: list[str]
    answers: dict[str, Any] | None = None
    consents: list[str] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)  # column, sentence
    doubles: list[str] = field(default_factory=list)
    odd_letters: bool = False

    @property
    def is_new(self) -> bool:
        """Whether there is nothing to say of it."""
        return not (self.problems or self.doubles)


@dataclass(frozen=True)
class Shown:
    """A row of the table: its cells as they will be stored, or as they stand in the file."""

    line: Line
    cells: list[str]


@dataclass(frozen=True)
class Outcome:
    """All that a page says of a sheet; its rows are fetched from beside it when they are asked."""

    parcel: Parcel
    version_id: int
    language: str
    choice: Choice
    refusal: str = ""
    pages: list[tuple[str, int]] = field(default_factory=list)  # name, number of rows
    other_people: list[str] = field(default_factory=list)
    first: list[tuple[int, list[str]]] = field(default_factory=list)
    header: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    places: dict[str, list[int]] = field(default_factory=dict)
    total: int = 0
    people: int = 0  # that can be recorded
    wrong: int = 0  # rows with something to put right
    doubles: int = 0
    kinds: list[dict[str, Any]] = field(default_factory=list)
    look: list[int] = field(default_factory=list)  # where the rows of the first page begin
    starts: list[tuple[int, int]] = field(default_factory=list)  # of pages: row, where it begins

    @property
    def faults(self) -> list[Fault]:
        """What is to be put right, by kind."""
        return [Fault(**kind) for kind in self.kinds]

    @property
    def problems(self) -> list[Problem]:
        """What is to be put right, row by row."""
        return [
            Problem(line.row, column, sentence)
            for line in self.rows()
            for column, sentence in line.problems
        ]

    @property
    def ready(self) -> Iterator[Ready]:
        """The rows that can be recorded, one after the other."""
        for line in self.rows():
            if line.answers is not None:
                yield Ready(line.row, line.answers, line.consents)

    @cached_property
    def _questions(self) -> dict[str, CompiledQuestion]:
        questions = compiled_form(self.version_id, self.language).questions
        return {each.code: each for each in questions if each.code in self.places}

    @property
    def headings(self) -> list[str]:
        """Above the columns of the table."""
        return [question.label for question in self._questions.values()]

    def rows(self, start: int = 0) -> Iterator[Line]:
        """The rows from where one of them begins."""
        with default_storage.open(self.parcel.beside(_rows(self.choice, self.language))) as kept:
            kept.seek(start)
            for written in iter(kept.readline, b""):  # iterating would begin anew
                yield _line(written)

    def lines(self) -> list[Shown]:
        """The first rows, and those of which there is something to say."""
        with default_storage.open(self.parcel.beside(_rows(self.choice, self.language))) as kept:
            found = []
            for start in self.look:
                kept.seek(start)
                found.append(self._shown(_line(kept.readline())))
        return found

    def page(self, after: int) -> tuple[list[Shown], int, int]:
        """The rows behind the row `after`, and behind which the pages before and after begin.

        -1 where there is none.
        """
        rows = [row for row, _start in self.starts]
        at = min(bisect_right(rows, after), len(rows) - 1)
        lines = [self._shown(line) for line in islice(self.rows(self.starts[at][1]), SIZE)]
        before = rows[at - 1] - 1 if at else -1
        return lines, before, rows[at + 1] - 1 if at + 1 < len(rows) else -1

    def _shown(self, line: Line) -> Shown:
        if line.answers is not None:
            answers = line.answers
            cells = [
                each.text(answers.get(code), self.language)
                for code, each in self._questions.items()
            ]
        else:
            cells = [_first(line.raw, self.places[code]) for code in self._questions]
        return Shown(line, cells)


SUMMARY = [name for name in Outcome.__dataclass_fields__ if name not in {"parcel", "choice"}]


def kept_outcome(
    parcel: Parcel, choice: Choice, *, language: str, version_id: int
) -> Outcome | None:
    """What is known of a sheet, when it was read so; None when it was not."""
    known = parcel.note(_summary(choice, language))
    if not known or known["version_id"] != version_id:
        return None
    return Outcome(parcel, choice=Choice(**known.pop("choice")), **known)


@dataclass
class _Ledger:
    """The rows as they are written, with what the summary says of them."""

    written: bytearray = field(default_factory=bytearray)
    starts: list[tuple[int, int]] = field(default_factory=list)
    look: list[int] = field(default_factory=list)
    count: int = 0

    def add(self, line: Line) -> None:
        """Write a row down; the first ones, and some of those to be looked at, are remembered."""
        start = len(self.written)
        if self.count % SIZE == 0:
            self.starts.append((line.row, start))
        is_odd = line.odd_letters or not line.is_new
        if self.count < FIRST or (is_odd and len(self.look) < MOST):
            self.look.append(start)
        told = [line.row, line.raw, line.answers, line.consents, line.problems, line.doubles]
        written = json.dumps([*told, line.odd_letters], ensure_ascii=False)
        self.written += written.encode() + b"\n"
        self.count += 1


def keep_refusal(known: Mapping[str, Any], why: str, asked: Choice) -> Outcome:
    """Keep that a sheet cannot be recorded as it is read, and why."""
    return _kept(Outcome(**known, refusal=why), asked)


def keep_rows(
    known: Mapping[str, Any], checked: Check, lines: Iterable[Line], asked: Choice
) -> Outcome:
    """Keep what a sheet would become: its rows first, then the summary that leads to them."""
    ledger = _Ledger()
    doubles = 0
    for line in lines:
        doubles += bool(line.doubles)
        ledger.add(line)
    outcome = Outcome(
        **known,
        ignored=checked.ignored,
        places={code: [*places] for code, places in checked.places.items()},
        total=checked.total,
        people=len(checked.ready),
        wrong=len(checked.wrong),
        doubles=doubles,
        kinds=[asdict(fault) for fault in faults_of(checked.problems)],
        look=ledger.look,
        starts=ledger.starts,
    )
    outcome.parcel.put(_rows(outcome.choice, outcome.language), bytes(ledger.written))
    return _kept(outcome, asked)


def about(parcel: Parcel, reading: Reading, **known: Any) -> dict[str, Any]:
    """What is known of a sheet before its rows are looked at."""
    return {
        **known,
        "parcel": parcel,
        "choice": reading.choice,
        "pages": [(page.name, len(page.rows)) for page in reading.pages],
        "other_people": reading.other_people,
        "first": reading.first,
        "header": reading.header,
    }


def _kept(outcome: Outcome, asked: Choice) -> Outcome:
    """Write the summary, under the choice that was asked for and under that which was found."""
    summary = {name: getattr(outcome, name) for name in SUMMARY}
    summary["choice"] = asdict(outcome.choice)
    for choice in {outcome.choice, asked}:
        outcome.parcel.write(_summary(choice, outcome.language), summary)
    return outcome


def _summary(choice: Choice, language: str) -> str:
    letters = choice.letters or "any"
    return f"{READ}{letters}-{choice.page}-{choice.header}-{language}"


def _rows(choice: Choice, language: str) -> str:
    return f"{_summary(choice, language)}-rows"


def _line(written: bytes) -> Line:
    return Line(*json.loads(written))


def _first(cells: Sequence[str], places: Iterable[int]) -> str:
    return next((cells[place] for place in places if place < len(cells) and cells[place]), "")
