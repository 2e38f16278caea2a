"""What a sheet would become.

Each row is cleaned as the form does it; each refusal is a plain sentence with its row and column.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from applications.models import Application
from core.spreadsheets import refusal
from desk.columns import ASKED_APART, YES, Column, columns, headers
from people.models import ConsentText
from people.names import fold, name_key
from questionnaires.compiled_forms import compiled_form

if TYPE_CHECKING:
    from collections.abc import Collection

    from core.spreadsheets import Sheet
    from programs.models import Stop
    from questionnaires.compiled_forms import CompiledForm


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
    """The whole sheet: it is imported only without any problem."""

    total: int
    ready: list[Ready]
    problems: list[Problem]
    ignored: list[str]


def check(sheet: Sheet, *, stop: Stop, version_id: int, language: str) -> Check:
    """Look at every row.

    Raises ValidationError('sheet') when the header lacks a column that every application needs.
    """
    known = headers(version_id)
    places = {
        place: known[fold(name)] for place, name in enumerate(sheet.header) if fold(name) in known
    }
    ignored = [name for place, name in enumerate(sheet.header) if name and place not in places]
    described = {column.code: column for column in columns(version_id, language)}
    _refuse_missing_columns(described, places.values())
    questions, ready, problems = compiled_form(version_id, language), [], []
    for number, row in sheet.rows:
        cells = {code: row[place] for place, code in places.items() if place < len(row)}
        answers, wrong = _clean(cells, described, questions, number)
        problems += wrong
        if not wrong:
            agreed = [
                purpose.value
                for purpose in ASKED_APART
                if fold(cells.get(purpose.value, "")) in YES
            ]
            ready.append(Ready(number, answers, [ConsentText.Purpose.PROCESSING.value, *agreed]))
    problems += _twice(ready, stop, described)
    return Check(len(sheet.rows), ready, sorted(problems, key=lambda problem: problem.row), ignored)


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


def _clean(
    cells: dict[str, str],
    described: dict[str, Column],
    questions: CompiledForm,
    number: int,
) -> tuple[dict[str, Any], list[Problem]]:
    """The answers of one row, and its problems: words that are no answer, then the form's rules."""
    sent: MultiValueDict[str, str] = MultiValueDict()
    wrong: dict[str, str] = {}
    for code, cell in cells.items():
        column = described.get(code)
        if column:
            try:
                sent.setlist(code, column.typed(cell))
            except LookupError as unknown:
                wrong[code] = column.refusal(str(unknown.args[0]))
    outcome = questions.clean(sent)
    refused = {code: " ".join(sentences) for code, sentences in outcome.errors.items()} | wrong
    if not refused and not (outcome.answers.get("phone") or outcome.answers.get("email")):
        refused["phone"] = _("A phone number or an e-mail address is needed.")
    labels = {code: column.label for code, column in described.items()}
    return outcome.answers, [
        Problem(number, labels.get(code, code), sentence) for code, sentence in refused.items()
    ]


def _twice(ready: list[Ready], stop: Stop, described: dict[str, Column]) -> list[Problem]:
    """People who stand twice in the sheet, or whose application the stop already has."""
    phones = {row.answers["phone"] for row in ready if row.answers.get("phone")}
    applications = Application.objects.received().filter(stop=stop, phone__in=phones)
    received = {
        (phone, name): number
        for phone, name, number in applications.values_list("phone", "name_key", "reference")
    }
    seen: dict[tuple[str, str], int] = {}
    problems = []
    column = described["name"].label
    for row in ready:
        identity = (str(row.answers.get("phone", "")), name_key(str(row.answers["name"])))
        if identity in seen and identity[0]:
            sentence = _("The same person stands in row %(row)d.") % {"row": seen[identity]}
            problems.append(Problem(row.row, column, sentence))
        elif identity in received:
            sentence = _("This person already has an application at this stop: %(file)s.") % {
                "file": received[identity]
            }
            problems.append(Problem(row.row, column, sentence))
        seen.setdefault(identity, row.row)
    return problems
