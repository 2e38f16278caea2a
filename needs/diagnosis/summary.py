"""The themes as plain bars: what somebody has in hand, now and before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from needs.diagnosis.scoring import NEED
from needs.diagnosis.steps import three_steps
from needs.models import Diagnosis
from programs.models import Theme

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

HALF_WAY = 25  # a need below `NEED` and from here on is worth a word
SHORTEST = 8  # percent: no bar is empty, for nobody begins with nothing


@dataclass(frozen=True, slots=True)
class Bar:
    """A theme: how much is in hand before (0: nobody asked) and now, in percent and in words."""

    theme: str
    icon: str
    width: int
    before: int
    words: str


def bars(now: Mapping[str, int], before: Mapping[str, int], first: Container[str]) -> list[Bar]:
    """A bar for each theme, in the order of the house.

    Levels are needs; bars show what is already there.

    The themes in `first` are those of the three steps.
    """
    return [
        Bar(
            theme.name,
            theme.icon,
            _in_hand(now[theme.code]),
            _in_hand(before[theme.code]) if theme.code in before else 0,
            _("One of your three steps") if theme.code in first else in_words(now[theme.code]),
        )
        for theme in Theme.objects.filter(code__in=now)
    ]


def in_words(level: int) -> str:
    """What a level means for the person themselves, beside the three steps."""
    if level >= NEED:
        return _("To be looked at together, later")
    return _("A little support can help") if level >= HALF_WAY else _("Well under way")


def earlier_scores(diagnosis: Diagnosis) -> dict[str, int]:
    """What the same person's answers gave at the start; nothing for the start itself."""
    if diagnosis.moment == Diagnosis.Moment.START:
        return {}
    first = Diagnosis.objects.finished().filter(
        application=diagnosis.application_id, moment=Diagnosis.Moment.START
    )
    return first.values_list("scores", flat=True).first() or {}


def _in_hand(level: int) -> int:
    return max(SHORTEST, 100 - level)


def result_context(diagnosis: Diagnosis) -> dict[str, Any]:
    """What a page of results shows: the steps, the bars, whether these compare with the start."""
    application = diagnosis.application
    before = earlier_scores(diagnosis)
    steps = three_steps(diagnosis.scores, application.kind, application.stage)
    return {
        "diagnosis": diagnosis,
        "steps": steps,
        "bars": bars(diagnosis.scores, before, {step.theme for step in steps}),
        "compared": bool(before),
    }
