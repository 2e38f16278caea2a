"""A questionnaire with a question of every kind, for the tests of the engine."""

from __future__ import annotations

from django.utils import timezone

from questionnaires.models import Choice, Question, Questionnaire, Section, Version

Kind = Question.Kind


def every_kind(label: str = "A question", *, publish: bool = True) -> Version:
    """One page; each question has the name of its kind, `text` is asked only after a yes."""
    questionnaire = Questionnaire.objects.create(purpose="feedback", name_ar=label, name_fr=label)
    version = Version.objects.create(questionnaire=questionnaire, number=1)
    page = Section.objects.create(version=version, code="page", title_ar=label, title_fr=label)
    for place, kind in enumerate([Kind.YES_NO, *(kind for kind in Kind if kind != Kind.YES_NO)]):
        _ask(page, kind, label, place)
    if publish:
        Version.objects.filter(pk=version.pk).update(published_at=timezone.now())
        version.refresh_from_db()
    return version


def _ask(page: Section, kind: Question.Kind, label: str, place: int) -> None:
    texts = {f"{field}_{language}": label for field in ("label", "help_text") for language in ("ar", "fr")}
    question = Question.objects.create(
        section=page,
        code=kind.value,
        kind=kind,
        shown_if="yes_no" if kind == Kind.TEXT else "",
        shown_if_values=["yes"] if kind == Kind.TEXT else [],
        weights={"financing": 3} if kind == Kind.SCALE else {},
        position=place,
        **texts,
    )
    words = {f"{field}_{language}": label for field in ("label", "hint") for language in ("ar", "fr")}
    for code in ("one", "two") if kind in {Kind.CHOICE, Kind.CHOICES} else ():
        Choice.objects.create(question=question, code=code, weights={"financing": 1, "digital": 2}, **words)
