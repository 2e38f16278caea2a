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
    for place, kind in enumerate(sorted(KINDS.values(), key=lambda kind: kind.code != "yes_no")):
        _ask(page, kind, label, place)
    if publish:
        Version.objects.filter(pk=version.pk).update(published_at=timezone.now())
        version.refresh_from_db()
    return version


def _ask(page: Section, kind: Kind, label: str, place: int) -> None:
    texts = {
        f"{field}_{language}": label
        for field in ("label", "help_text")
        for language in ("ar", "fr")
    }
    question = Question.objects.create(
        section=page,
        code=kind.code,
        kind=kind.code,
        shown_if="yes_no" if kind.code == "text" else "",
        shown_if_values=["yes"] if kind.code == "text" else [],
        weights={"financing": 3} if kind.code == "scale" else {},
        position=place,
        **texts,
    )
    words = {
        f"{field}_{language}": label for field in ("label", "hint") for language in ("ar", "fr")
    }
    for code in ("one", "two") if kind.has_own_answers else ():
        Choice.objects.create(
            question=question, code=code, weights={"financing": 1, "digital": 2}, **words
        )
