"""Two files side by side, question by question, the differences marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from questionnaires.compiled_forms import compiled_form

if TYPE_CHECKING:
    from applications.models import Application
    from questionnaires.compiled import Row


@dataclass(frozen=True)
class AnswerPair:
    """One question with both answers in words; `takes` says which is proposed where they differ."""

    code: str
    label: str
    kind: str
    stays: str
    joins: str

    @property
    def differs(self) -> bool:
        """Whether the two files say different things."""
        return self.stays != self.joins

    @property
    def choosable(self) -> bool:
        """Whether there is a choice: an answer is replaced by another one, never by nothing."""
        return self.differs and bool(self.joins)

    @property
    def takes(self) -> bool:
        """Whether the answer of the joined file is proposed: where the other one has none."""
        return not self.stays


def lines(kept: Application, joined: Application, language: str) -> list[AnswerPair]:
    """Every question of the kept file's form that either file answers, papers left out."""
    questions = compiled_form(kept.version_id, language)
    staying, joining = (
        _by_code(questions.rows(application.answers)) for application in (kept, joined)
    )
    order = [question.code for page in questions.pages for question in page.questions]
    both = [
        (code, staying.get(code) or joining[code])
        for code in order
        if code in staying or code in joining
    ]
    texts = {code: (_text(staying, code), _text(joining, code)) for code, _row in both}
    return [
        AnswerPair(code, row.label, row.kind, *texts[code])
        for code, row in both
        if any(texts[code])
    ]


def _by_code(rows: list[Row]) -> dict[str, Row]:
    return {row.code: row for row in rows if not row.traits.takes_file}


def _text(rows: dict[str, Row], code: str) -> str:
    return rows[code].text if code in rows else ""
