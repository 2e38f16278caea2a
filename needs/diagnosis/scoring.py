"""How much somebody needs support, by theme.

What their answers weigh between the least and the most they could.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from questionnaires.compiled_forms import CompiledForm
    from questionnaires.compiled_questions import CompiledQuestion

NEED = 50  # from this level on there is a need to be met


def levels(compiled: CompiledForm, answers: Mapping[str, Any]) -> dict[str, int]:
    """The need by theme, 0 (none) to 100, among the questions that these answers lead to.

    0 is the least that these questions could weigh: else a scale from 1 to 5 would never reach it.
    """
    least: Counter[str] = Counter()
    most: Counter[str] = Counter()
    for question in compiled.shown(answers):
        for theme, lowest, highest in _reach(question):
            least[theme] += lowest
            most[theme] += highest
    got = compiled.scores(answers)
    return {
        theme: min(
            100,
            max(0, round(100 * (got.get(theme, 0) - least[theme]) / (most[theme] - least[theme]))),
        )
        for theme in most
        if most[theme] > least[theme]
    }


def _reach(question: CompiledQuestion) -> Iterator[tuple[str, int, int]]:
    """What a question can weigh for each theme that it is about: the least and the most."""
    for theme in {theme for weights in question.weights.values() for theme in weights}:
        each = [question.weights_of(code).get(theme, 0) for code in question.options]
        if question.traits.takes_several:
            each = [
                sum(weight for weight in each if weight < 0),
                sum(weight for weight in each if weight > 0),
            ]
        yield theme, min(each), max(each)
