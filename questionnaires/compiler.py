"""Makes a compiled form out of the rows of a version: only here are they read from the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import translation

from questionnaires.compiled import CompiledForm, Page
from questionnaires.compiled_questions import CompiledQuestion
from questionnaires.drawing import Drawing
from questionnaires.eligibility import bar_of, is_of_region
from questionnaires.lists import Lists
from questionnaires.models import Section

if TYPE_CHECKING:
    from collections.abc import Mapping

    from questionnaires.models import Question


def compile_form(version_id: int, language: str, region: str) -> CompiledForm:
    """Read, draw and bind every question of a version, in one language, for one region."""
    with translation.override(language):
        sections = list(
            Section.objects.filter(version=version_id)
            .order_by("position", "pk")
            .prefetch_related("questions__options")
        )
        lists = Lists(region)
        questions = [
            [_compiled(question, lists, language) for question in page.questions.all()]
            for page in sections
        ]
        all_questions = tuple(question for page in questions for question in page)
        pages = tuple(
            Page(
                section.code,
                section.title,
                section.intro,
                number,
                tuple(here),
                all_questions,
                language,
            )
            for number, (section, here) in enumerate(zip(sections, questions, strict=True), 1)
        )
    return CompiledForm(version_id, language, pages)


def _compiled(question: Question, lists: Lists, language: str) -> CompiledQuestion:
    offers = question.traits.offers
    options = offers(lists, question) if offers else ()
    clip = reverse("questionnaires:clip", args=[question.pk, language])
    drawing = Drawing(
        code=question.code,
        kind=question.kind,
        language=language,
        label=question.label,
        help_text=question.help_text or "",
        required=question.required,
        options=options,
        clip=clip if getattr(question, f"clip_{language}") else "",
        shown_if=question.shown_if,
        shown_if_values=tuple(question.shown_if_values),
    )
    return CompiledQuestion(
        code=question.code,
        kind=question.kind,
        label=question.label,
        drawing=drawing,
        field=drawing.field(),
        options={option.code: option.label for option in options},
        weights=_weights(question),
        shown_if=question.shown_if,
        shown_if_values=frozenset(map(str, question.shown_if_values)),
        bar=bar_of(question, lists.outside if is_of_region(question) else ()),
    )


def _weights(question: Question) -> dict[str, Mapping[str, int]]:
    """What each answer weighs by theme: those that staff wrote, and the question's own weights."""
    weights = {choice.code: choice.weights for choice in question.options.all() if choice.weights}
    own = (
        {question.traits.weighs: question.weights}
        if question.traits.weighs and question.weights
        else {}
    )
    return weights | own
