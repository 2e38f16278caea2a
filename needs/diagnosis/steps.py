"""What somebody gets in answer: a workshop, a subject for a coaching hour, a thing to do alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from applications.models import Application
from needs.diagnosis.scoring import NEED
from needs.diagnosis.texts import ADVICE, BEGINNING, COOPERATIVE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

    from needs.diagnosis.texts import Advice

Kind, Stage = Application.Kind, Application.Stage
WAYS = ("coaching", "workshop", "alone")  # what needs support most gets an hour of its own
USUAL = ("marketing", "management", "financing", "digital", "administration", "social_tax", "idea")
AT_THE_BEGINNING = (
    "idea",
    "marketing",
    "financing",
    "administration",
    "digital",
    "management",
    "social_tax",
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: `way` is workshop, coaching or alone; `why` one sentence.

    `planned` is whether the stop counts a need there, so that its plan has a place for it.
    """

    way: str
    theme: str
    title: StrOrPromise
    why: StrOrPromise
    planned: bool


def three_steps(levels: Mapping[str, int], kind: str, stage: str) -> tuple[Step, Step, Step]:
    """A workshop, a coaching subject and a thing to do alone, on the three greatest needs.

    Of equal needs, those come first which as a rule help this kind of applicant soonest.
    """
    beginning = kind == Kind.PROJECT or stage == Stage.IDEA
    order = AT_THE_BEGINNING if beginning else USUAL
    ranked = sorted(order, key=lambda theme: -levels.get(theme, 0))
    own = COOPERATIVE if kind == Kind.COOPERATIVE else BEGINNING if beginning else {}
    coaching, workshop, alone = (
        _step(way, theme, own, planned=levels.get(theme, 0) >= NEED)
        for way, theme in zip(WAYS, ranked, strict=False)
    )
    return workshop, coaching, alone


def _step(way: str, theme: str, own: Mapping[tuple[str, str], Advice], *, planned: bool) -> Step:
    advice = own.get((theme, way)) or ADVICE[theme, way]
    return Step(way, theme, advice.title, advice.why, planned)
