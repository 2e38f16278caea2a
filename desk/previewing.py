"""The first rows of a sheet as people will be stored, who of them may be known, what is unclear."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from applications.models import Application
from desk.columns import reader
from people.names import name_key, phonetic_key
from questionnaires.compiled_forms import compiled_form
from selection.duplicates.finding import COLUMNS, SENTENCES, alike

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desk.checking import Check, Problem, Ready
    from desk.reading import Reading
    from programs.models import Stop

FIRST, MOST = 20, 50  # the first rows, and all those of which there is something to say


@dataclass(frozen=True)
class Line:
    """One row: its cells as they will be stored, or as they stand in the file when one is wrong."""

    row: int
    cells: list[str]
    problems: Sequence[Problem]
    doubles: list[str]
    odd_letters: bool

    @property
    def is_new(self) -> bool:
        """Whether there is nothing to say of it."""
        return not (self.problems or self.doubles)


@dataclass(frozen=True)
class Preview:
    """The table of a page: headings, lines, and how many of all rows are likely doubles."""

    header: list[str]
    lines: list[Line]
    doubles: int


def preview_of(
    sheet: Reading, checked: Check, *, stop: Stop, language: str, version_id: int
) -> Preview:
    """The table of `checked` in `language`."""
    judge = reader(version_id)
    doubles = likely_doubles(checked.ready, stop)
    questions = {
        question.code: question
        for question in compiled_form(version_id, language).questions
        if question.code in checked.places
    }
    stored = {
        row.row: [each.text(row.answers.get(code), language) for code, each in questions.items()]
        for row in checked.ready
    }
    lines = []
    for number, cells in sheet.rows:
        raw = [_first(cells, checked.places[code]) for code in questions]
        wrong, twins = checked.wrong.get(number, []), doubles.get(number, [])
        is_odd = any(judge.score(text) < 0 for text in raw)
        lines.append(Line(number, stored.get(number, raw), wrong, twins, odd_letters=is_odd))
    header = [question.label for question in questions.values()]
    return Preview(header, _worth_a_look(lines), len(doubles))


def _worth_a_look(lines: list[Line]) -> list[Line]:
    """The first lines, then those of which there is something to say."""
    later = [line for line in lines[FIRST:] if line.odd_letters or not line.is_new]
    return [*lines[:FIRST], *later][:MOST]


def _first(cells: list[str], places: Iterable[int]) -> str:
    return next((cells[place] for place in places if place < len(cells) and cells[place]), "")


def likely_doubles(ready: Sequence[Ready], stop: Stop) -> dict[int, list[str]]:
    """Of which file, or of which row before it, each row may be a double, in words, by row."""
    people = {row.row: _person(row) for row in ready}
    known = _by_sign(_received(people.values(), stop))
    before: dict[tuple[str, str], list[Application]] = {}
    numbers = {id(person): number for number, person in people.items()}
    doubles: dict[int, list[str]] = {}
    for number, person in people.items():
        alike_ones = {
            id(other): other
            for sign in _signs(person)
            for other in [*known.get(sign, []), *before.get(sign, [])][:MOST]
        }
        sentences = [
            _sentence(other, numbers.get(id(other)), reasons)
            for other in alike_ones.values()
            if (reasons := alike(person, other))
        ]
        if sentences:
            doubles[number] = sentences
        for sign in _signs(person):
            before.setdefault(sign, []).append(person)
    return doubles


def _person(row: Ready) -> Application:
    """The row as an application in memory, as far as doubles are told by it."""
    name = str(row.answers.get("name") or "")
    return Application(
        name=name,
        name_key=name_key(name),
        phonetic_key=phonetic_key(name),
        phone=str(row.answers.get("phone") or ""),
        email=str(row.answers.get("email") or "").lower(),
    )


def _signs(person: Application) -> list[tuple[str, str]]:
    signs = [
        ("phone", person.phone),
        ("email", person.email.lower()),
        ("name", person.name_key if " " in person.name.strip() else ""),
        ("sound", person.phonetic_key if " " in person.phonetic_key else ""),
    ]
    return [(sign, value) for sign, value in signs if value]


def _by_sign(people: Iterable[Application]) -> dict[tuple[str, str], list[Application]]:
    found: dict[tuple[str, str], list[Application]] = {}
    for person in people:
        for sign in _signs(person):
            found.setdefault(sign, []).append(person)
    return found


def _received(people: Iterable[Application], stop: Stop) -> Iterable[Application]:
    """The files of the stop that share a sign with one of `people`; one statement."""
    values: dict[str, set[str]] = {}
    for person in people:
        for sign, value in _signs(person):
            values.setdefault(sign, set()).add(value)
    return (
        Application.objects.received()
        .filter(stop=stop, submitted_at__isnull=False)
        .annotate(address=Lower("email"))
        .filter(
            Q(phone__in=values.get("phone", ()))
            | Q(address__in=values.get("email", ()))
            | Q(name_key__in=values.get("name", ()))
            | Q(phonetic_key__in=values.get("sound", ()))
        )
        .only(*COLUMNS)
        .order_by("reference")
    )


def _sentence(other: Application, row: int | None, reasons: Sequence[str]) -> str:
    why = ", ".join(str(SENTENCES[reason]) for reason in reasons)
    if row is not None:
        sentence = _("May be the person of row %(row)d, %(name)s: %(why)s.")
        return sentence % {"row": row, "name": other.name, "why": why}
    return _("May be %(file)s, %(name)s: %(why)s.") % {
        "file": other.reference,
        "name": other.name,
        "why": why,
    }
