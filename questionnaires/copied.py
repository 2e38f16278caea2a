"""The answers of many people in words, by the database itself: what `questionnaires.worded` does.

A line of it is the line of `Worded`, letter for letter: a test compares the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from psycopg.sql import SQL, Identifier, Literal

from core.copied import EMPTY, joined, safe, worded
from questionnaires.writing import NO, YES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from psycopg.sql import Composable, Composed

    from questionnaires.compiled import CompiledForm
    from questionnaires.compiled_questions import CompiledQuestion

TEXT = SQL("{answers} ->> {code} AS {name}")
LIST = SQL("nullif({answers} -> {code}, 'null') AS {name}")
# A text that was kept before the question asked for a number is one still.
NUMBER = SQL(
    "CASE WHEN translate({answer}, '0123456789', '') IN ('', '-') THEN {answer} ELSE {text} END"
)
SAID = {YES: "true", NO: "false"}  # how JSON writes them


@dataclass(frozen=True)
class Copied:
    """The questions `codes` of these versions of a form, for a table with `answers` called `of`.

    Of `forms` the newest version stands first.
    """

    forms: Mapping[int, CompiledForm]
    codes: Sequence[str]
    of: str

    @property
    def is_possible(self) -> bool:
        """Whether the database can say all of it: it writes no names of months."""
        return not any(
            question.traits.words and not question.traits.is_number
            for form in self.forms.values()
            for question in form.questions
            if question.code in self.codes
        )

    @property
    def source(self) -> Composed:
        """What stands in FROM beside the table: the answers as columns, each read once.

        That is what OFFSET 0 is for. `jsonb_to_record` would keep a table for each row.
        """
        answers = SQL("{}.answers").format(Identifier(self.of))
        columns = [
            (LIST if is_list else TEXT).format(
                answers=answers, code=Literal(code), name=Identifier(code)
            )
            for code, is_list in self._asked.items()
        ]
        return SQL("(SELECT {} OFFSET 0) AS said").format(SQL(", ").join(columns))

    @property
    def cells(self) -> list[Composable]:
        """A piece of SQL for each question of the line."""
        lines = {version: self._line(form) for version, form in self.forms.items()}
        return [self._of_version(code, lines) for code in self.codes]

    @property
    def _asked(self) -> dict[str, bool]:
        """Every question of these versions, and whether any of them takes several answers."""
        asked: dict[str, bool] = {}
        for form in self.forms.values():
            for each in form.questions:
                asked[each.code] = asked.get(each.code, False) or each.traits.takes_several
        return asked

    def _of_version(self, code: str, lines: Mapping[int, Mapping[str, Composable]]) -> Composable:
        """As its version has it; as the newest one has it where a version came meanwhile."""
        (_version, newest), *older = lines.items()
        if not older:
            return newest.get(code, EMPTY)
        cases = SQL(" ").join(
            SQL("WHEN {} THEN {}").format(Literal(version), line.get(code, EMPTY))
            for version, line in older
        )
        return SQL("CASE {}.version_id {} ELSE {} END").format(
            Identifier(self.of), cases, newest.get(code, EMPTY)
        )

    def _line(self, form: CompiledForm) -> dict[str, Composable]:
        """The cells of one version: nothing where a question was not asked of somebody."""
        shown: dict[str, Composable] = {}
        cells: dict[str, Composable] = {}
        for question in form.questions:
            is_shown = self._is_shown(question, shown)
            shown[question.code] = is_shown
            cell = self._cell(question, form.language)
            if question.shown_if:
                cell = SQL("CASE WHEN {} THEN {} ELSE '' END").format(is_shown, cell)
            cells[question.code] = cell
        return cells

    def _is_shown(self, question: CompiledQuestion, before: Mapping[str, Composable]) -> Composable:
        if not question.shown_if:
            return SQL("TRUE")
        if question.shown_if not in before:  # it hangs on a question that is asked later, or not
            return SQL("FALSE")
        said = {SAID.get(value, value) for value in question.shown_if_values}
        values = Literal(sorted(said | question.shown_if_values))
        answer = self._answer(question.shown_if)
        is_one = SQL("{} = ANY({})").format(answer, values)
        if self._asked[question.shown_if]:
            column = Identifier("said", question.shown_if)
            is_one = SQL("({} OR {} ?| {})").format(is_one, column, values)
        return SQL("({} AND {})").format(before[question.shown_if], is_one)

    def _answer(self, code: str) -> Composable:
        column = Identifier("said", code)
        return SQL("({} #>> '{{}}')").format(column) if self._asked[code] else column

    def _cell(self, question: CompiledQuestion, language: str) -> Composable:
        answer, words = self._answer(question.code), dict(question.options)
        if question.traits.is_number:
            return NUMBER.format(answer=answer, text=safe(answer))
        if question.traits.takes_several:
            comma = "، " if language == "ar" else ", "
            return joined(Identifier("said", question.code), words, comma)
        if not words:
            return safe(answer)
        words |= {said: words[word] for word, said in SAID.items() if word in words}
        return worded(answer, words)
