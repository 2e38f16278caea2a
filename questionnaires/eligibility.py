"""Answers that make somebody not eligible at a stop, and what the person is then told.

A rule stands at a question: certain answers, a number or an age out of bounds, or a province out of
the stop's region. It is kept in `Question.bars` as `{"answers": […]}`, `{"below": 18, "above": 60}`
or `{"region": true}`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from questionnaires.kinds import AGE, REGION
from questionnaires.writing import typed

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from questionnaires.models import Question


@dataclass(frozen=True, slots=True)
class Bar:
    """The rule of one question in one language; `anyway` says that one may go on all the same."""

    reason: str
    anyway: bool
    answers: frozenset[str] = frozenset()
    below: int | None = None
    above: int | None = None
    of_age: bool = False

    def holds(self, answer: Any) -> bool:
        """Whether this answer makes somebody not eligible."""
        if self.answers:
            return not self.answers.isdisjoint(typed(answer))
        number = age_on(answer) if self.of_age else answer
        if not isinstance(number, int) or isinstance(number, bool):
            return False
        too_little = self.below is not None and number < self.below
        return too_little or (self.above is not None and number > self.above)


def bar_of(question: Question, outside: Collection[str]) -> Bar | None:
    """The rule of a question, where `outside` are the provinces out of the stop's region."""
    rule: Mapping[str, Any] = question.bars
    if not rule:
        return None
    answers = outside if rule.get("region") else map(str, rule.get("answers", ()))
    return Bar(
        reason=question.bar_reason or _("This call is not meant for this situation."),
        anyway=question.bar_anyway,
        answers=frozenset(answers),
        below=rule.get("below"),
        above=rule.get("above"),
        of_age=question.traits.barred_by == AGE,
    )


def is_of_region(question: Question) -> bool:
    """Whether its rule asks for the provinces out of the stop's region."""
    return question.traits.barred_by == REGION and bool(question.bars.get("region"))


def age_on(birthday: Any) -> int | None:
    """How old somebody is today who was born on that day; nothing for what is no day."""
    born = parse_date(birthday) if isinstance(birthday, str) else None
    if born is None:
        return None
    today = timezone.localdate()
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
