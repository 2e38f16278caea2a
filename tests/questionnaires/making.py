"""A questionnaire with a question of every kind, for the tests of the engine."""

from __future__ import annotations

from django.utils import timezone

from questionnaires.kinds import KINDS, Kind
from questionnaires.models import Choice, Question, Questionnaire, Section, Version


def every_kind(label: str = "A question", *, publish: bool = True) -> Version:
    """One page; each question has the name of its kind, `text` is asked only after a yes."""
    questionnaire = Questionnaire.objects.create(purpose="feedback", name_ar=label, name_fr=label)
    version = Version.objects.create(questionnaire=questionnaire, number=1)
    page = Section.objects.create(version=version, code="page", title_ar=label, title_fr=label)
    kinds = sorted(KINDS.values(), key=lambda kind: kind.code != "yes_no")
    questions = Question.objects.bulk_create(
        _question(page, kind, label, place) for place, kind in enumerate(kinds)
    )
    Choice.objects.bulk_create(
        answer
        for kind, question in zip(kinds, questions, strict=True)
        for answer in _answers(question, kind, label)
    )
    if publish:
        Version.objects.filter(pk=version.pk).update(published_at=timezone.now())
        version.refresh_from_db()
    return version


def _question(page: Section, kind: Kind, label: str, place: int) -> Question:
    texts = {
        f"{field}_{language}": label
        for field in ("label", "help_text")
        for language in ("ar", "fr")
    }
    return Question(
        section=page,
        code=kind.code,
        kind=kind.code,
        shown_if="yes_no" if kind.code == "text" else "",
        shown_if_values=["yes"] if kind.code == "text" else [],
        weights={"financing": 3} if kind.code == "scale" else {},
        position=place,
        **texts,
    )


def _answers(question: Question, kind: Kind, label: str) -> list[Choice]:
    words = {
        f"{field}_{language}": label for field in ("label", "hint") for language in ("ar", "fr")
    }
    weights = {"financing": 1, "digital": 2}
    return [
        Choice(question=question, code=code, weights=weights, **words)
        for code in (("one", "two") if kind.has_own_answers else ())
    ]
