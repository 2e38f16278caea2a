"""The workshops that a stop has planned, taken over by another stop as drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from programs.copying import Replaced
from questionnaires.models import Questionnaire
from workshops.models import Quiz, Series, Workshop
from workshops.planning.copies import copy_plan as copy

if TYPE_CHECKING:
    from programs.models import Stop

__all__ = ["copy", "replaced"]


def replaced(stop: Stop) -> Replaced:
    """Its drafts with their questions, and the series of which nothing is published."""
    drafts = Workshop.objects.filter(stop=stop, state=Workshop.State.DRAFT)
    others = Workshop.objects.filter(stop=stop).exclude(state=Workshop.State.DRAFT)
    quizzes = Quiz.objects.filter(workshop__in=drafts)
    asked = Questionnaire.objects.filter(pk__in=quizzes.values("questionnaire"))
    series = Series.objects.filter(stop=stop).exclude(workshops__in=others)
    return Replaced([quizzes, asked, drafts, series])
