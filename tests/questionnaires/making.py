"""A questionnaire with a question of every kind, for the tests of the engine."""

from __future__ import annotations

from django.utils import timezone

from questionnaires.models import Choice, Question, Questionnaire, Section, Version

Kind = Question.Kind


def every_kind(label: str = "A question", *, publish: bool = True) -> Version:
    """One page; each question has the name of its kind, `text` is asked only after a yes."""
    questionnaire = Questionnaire.objects.create(purpose="diagnosis", name_ar=label, name_fr=label)
    version = Version.objects.create(questionnaire=questionnaire, number=1)
    page = Section.objects.create(version=version, code="page", title_ar=label, title_fr=label)
    for place, kind in enumerate([Kind.YES_NO, *(kind for kind in Kind if kind != Kind.YES_NO)]):
        question = Question.objects.create(
            section=page,
            code=kind.value,
            kind=kind,
            label_ar=label,
            label_fr=label,
            help_text_ar=label,
            help_text_fr=label,
            shown_if="yes_no" if kind == Kind.TEXT else "",
            shown_if_values=["yes"] if kind == Kind.TEXT else [],
            weights={"financing": 3} if kind == Kind.SCALE else {},
            position=place,
        )
        if kind in {Kind.CHOICE, Kind.CHOICES}:
            for code in ("one", "two"):
                Choice.objects.create(
                    question=question,
                    code=code,
                    label_ar=label,
                    label_fr=label,
                    hint_ar=label,
                    hint_fr=label,
                    weights={"financing": 1, "digital": 2},
                )
    if publish:
        Version.objects.filter(pk=version.pk).update(published_at=timezone.now())
        version.refresh_from_db()
    return version
