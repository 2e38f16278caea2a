"""The questions that hang on a workshop: which are in force, and those of a copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from questionnaires.actions import copy_questions, publish
from questionnaires.models import Questionnaire, Version
from workshops.models import Quiz

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workshops.models import Workshop


def in_force(workshop: int) -> Version | None:
    """The newest questions of a workshop, where somebody wrote them."""
    versions = Version.objects.filter(
        questionnaire__in=Quiz.objects.filter(workshop=workshop).values("questionnaire")
    )
    return versions.filter(published_at__isnull=False).order_by("-number").first()


def answered_before(workshop: int) -> list[Version]:
    """What was asked before and has answers, the newest first."""
    versions = Version.objects.filter(
        questionnaire__in=Quiz.objects.filter(workshop=workshop).values("questionnaire"),
        answered=True,
    ).order_by("-number")
    now = in_force(workshop)
    return [each for each in versions if each != now]


def read_by(workshop: int, key: int) -> Version | None:
    """The questions that somebody has read on the page; those in force where they were never so."""
    versions = Version.objects.filter(pk=key, published_at__isnull=False)
    of_workshop = Quiz.objects.filter(workshop=workshop).values("questionnaire")
    return versions.filter(questionnaire__in=of_workshop).first() or in_force(workshop)


def new_quiz(workshop: Workshop) -> Quiz:
    """A place for the questions of a workshop that has none."""
    names = {f"name_{code}": str(workshop.title)[:80] for code, _name in settings.LANGUAGES}
    purpose = Questionnaire.Purpose.QUIZ
    made = Questionnaire.objects.create(purpose=purpose, stop=workshop.stop, **names)
    return Quiz.objects.create(workshop=workshop, questionnaire=made)


def copy_quiz(source: int, copy: Workshop) -> None:
    """Give `copy` the questions of the workshop `source`, in every language; nobody's answers."""
    if written := in_force(source):
        version = Version.objects.create(questionnaire=new_quiz(copy).questionnaire, number=1)
        copy_questions(written, version)
        publish(version)


def drop_quizzes(workshops: Iterable[int]) -> None:
    """Take away the questions of drafts, which nobody has answered, before these go."""
    kept = Quiz.objects.filter(workshop__in=[*workshops])
    keys = [*kept.values_list("questionnaire", flat=True)]
    kept.delete()
    Questionnaire.objects.filter(pk__in=keys).delete()
