"""Makes a compiled form out of the rows of a version: only here are they read from the database."""

from __future__ import annotations

import copy
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext as _

from questionnaires.compiled import CompiledForm, Page
from questionnaires.compiled_questions import CompiledQuestion
from questionnaires.kinds import KINDS
from questionnaires.lists import Lists
from questionnaires.markup import Drawing, draw
from questionnaires.models import Section

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from questionnaires.fields import Option
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
    kind = question.traits
    options = kind.offers(lists, question) if kind.offers else ()
    field = _field(question, options)
    clip = reverse("questionnaires:clip", args=[question.pk, language])
    drawing = Drawing(
        text=" ".join(filter(None, [question.label, question.help_text])),
        clip=clip if getattr(question, f"clip_{language}") else "",
        shown_if=question.shown_if,
        shown_if_values=tuple(question.shown_if_values),
    )
    plain = draw(question.code, field, drawing)
    typed_field = field if kind.retyped is None else _as_text(field, kind.retyped)
    return CompiledQuestion(
        code=question.code,
        kind=question.kind,
        label=question.label,
        field=field,
        plain=plain,
        retyped=plain if typed_field is field else draw(question.code, typed_field, drawing),
        wrong=draw(question.code, typed_field, drawing, wrong=True),
        options={option.code: option.label for option in options},
        weights=_weights(question),
        shown_if=question.shown_if,
        shown_if_values=frozenset(map(str, question.shown_if_values)),
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


def _field(question: Question, options: Sequence[Option]) -> forms.Field:
    """The form field of a question: its widget, and what cleans it."""
    kind = question.traits
    if kind.is_chosen and not options:  # in a draft whose answers are still to be written
        kind = KINDS["text"]
    settings: dict[str, Any] = {
        "required": question.required,
        "label": question.label
        if question.required
        else _("%(question)s (optional)") % {"question": question.label},
        # crispy-bootstrap5 takes a help text for markup.
        "help_text": escape(question.help_text or ""),
        "widget": kind.widget({**kind.attrs, **kind.attrs_of.get(question.code, {})}),
        **kind.limits,
        **kind.limits_of.get(question.code, {}),
    }
    if kind.is_list:
        settings |= {"codes": [option.code for option in options], "choices": _grouped(options)}
    elif kind.is_chosen:
        settings["options"] = options
    return kind.cleans(**settings)


def _grouped(options: Sequence[Option]) -> list[Any]:
    """The choices of a list, each group under its heading."""
    groups = groupby(options, key=lambda option: option.group)
    return [
        ("", _("Please choose…")),
        *((name, tuple((option.code, option.label) for option in group)) for name, group in groups),
    ]


def _as_text(field: forms.Field, attrs: Mapping[str, Any]) -> forms.Field:
    """The same field for what a picker would drop."""
    field = copy.deepcopy(field)
    field.widget = forms.TextInput(dict(attrs))
    return field
