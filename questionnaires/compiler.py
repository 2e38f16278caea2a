"""Makes a compiled form out of the rows of a version: only here is a questionnaire read from the database."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext as _

from people.names import fold
from programs.models import Province, Sector
from questionnaires import fields, writing
from questionnaires.compiled import CompiledForm, Page
from questionnaires.compiled_questions import CompiledQuestion
from questionnaires.fields import Option
from questionnaires.markup import Drawing, draw, pictogram
from questionnaires.models import Question, Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
Kind = Question.Kind


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists that questions of some kinds offer: provinces by region (the given region first), sectors."""

    provinces: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    sectors: tuple[Option, ...]


def compile_form(version_id: int, language: str, region: str) -> CompiledForm:
    """Read, draw and bind every question of a version, in one language, for people of one region."""
    with translation.override(language):
        sections = list(
            Section.objects.filter(version=version_id).order_by("position", "pk").prefetch_related("questions__options")
        )
        kinds = {question.kind for section in sections for question in section.questions.all()}
        lists = Lists(_provinces(region) if Kind.PROVINCE in kinds else (), _sectors() if Kind.SECTOR in kinds else ())
        asked = [[_asked(question, lists, language) for question in section.questions.all()] for section in sections]
        all_questions = tuple(question for page in asked for question in page)
        pages = tuple(
            Page(section.code, section.title, section.intro, number, tuple(questions), all_questions, language)
            for number, (section, questions) in enumerate(zip(sections, asked, strict=True), 1)
        )
    return CompiledForm(version_id, language, pages)


def _asked(question: Question, lists: Lists, language: str) -> CompiledQuestion:
    choices = list(question.options.all())
    options = _options(question, lists)
    field = _field(question, options, lists)
    drawing = Drawing(
        text=" ".join(filter(None, [question.label, question.help_text])),
        clip=reverse("questionnaires:clip", args=[question.pk, language])
        if getattr(question, f"clip_{language}")
        else "",
        shown_if=question.shown_if,
        shown_if_values=tuple(question.shown_if_values),
    )
    return CompiledQuestion(
        code=question.code,
        kind=question.kind,
        label=question.label,
        field=field,
        plain=draw(question.code, field, drawing),
        wrong=draw(question.code, field, drawing, wrong=True),
        options=_labels(question, options, lists),
        weights={choice.code: choice.weights for choice in choices if choice.weights} | _own_weights(question),
        shown_if=question.shown_if,
        shown_if_values=frozenset(map(str, question.shown_if_values)),
    )


def _own_weights(question: Question) -> dict[str, Mapping[str, int]]:
    """What a scale weighs per point, what a yes weighs."""
    return {writing.YES if question.kind == Kind.YES_NO else "*": question.weights} if question.weights else {}


def _options(question: Question, lists: Lists) -> tuple[Option, ...]:
    match question.kind:
        case Kind.SECTOR:
            return lists.sectors
        case Kind.YES_NO:
            return Option(writing.YES, _("Yes")), Option(writing.NO, _("No"))
        case Kind.SCALE:
            return tuple(Option(points, points) for points in writing.POINTS)
        case Kind.CHOICE | Kind.CHOICES:
            return tuple(
                Option(choice.code, choice.label, choice.hint or "", pictogram(choice.icon))
                for choice in question.options.all()
            )
    return ()


def _labels(question: Question, options: Iterable[Option], lists: Lists) -> dict[str, str]:
    if question.kind == Kind.PROVINCE:
        return {code: name for _region, provinces in lists.provinces for code, name in provinces}
    return {option.code: option.label for option in options}


def _field(question: Question, options: Sequence[Option], lists: Lists) -> forms.Field:
    """The form field of a question: its widget, and what cleans it."""
    common: dict[str, Any] = {
        "required": question.required,
        "label": question.label if question.required else _("%(question)s (optional)") % {"question": question.label},
        "help_text": escape(question.help_text or ""),  # crispy-bootstrap5 takes a help text for markup
    }
    if options:
        return _choosing(question, options, common)
    if question.kind == Kind.PROVINCE:
        choices = [("", _("Please choose…")), *lists.provinces]
        return fields.OneOf(codes=_labels(question, (), lists), choices=choices, widget=forms.Select, **common)
    return _written(question, common)


def _choosing(question: Question, options: Sequence[Option], common: dict[str, Any]) -> forms.Field:
    makes: dict[str, type[fields.Offering]] = {
        Kind.CHOICES: fields.SeveralOf,
        Kind.YES_NO: fields.YesNo,
        Kind.SCALE: fields.Scale,
    }
    widget = forms.CheckboxSelectMultiple if question.kind == Kind.CHOICES else forms.RadioSelect
    return makes.get(question.kind, fields.OneOf)(options=options, widget=widget, **common)


def _written(question: Question, common: dict[str, Any]) -> forms.Field:
    """A question that is answered by writing, or by sending a file."""
    number = {"dir": "ltr", "inputmode": "numeric", "autocomplete": "off", "maxlength": 40}
    phone = {"type": "tel", "dir": "ltr", "inputmode": "tel", "autocomplete": "tel"}
    match question.kind:
        case Kind.LONG_TEXT:
            widget: forms.Widget = forms.Textarea({"dir": "auto", "rows": 4, "cols": False})
            made: forms.Field = fields.Text(max_length=fields.LONG, widget=widget, **common)
        case Kind.INTEGER:
            made = fields.WholeNumber(widget=forms.TextInput(number), **common)
        case Kind.MONEY:
            made = fields.Money(widget=forms.TextInput(number), **common)
        case Kind.DATE:
            made = fields.Day(widget=forms.TextInput({"type": "date"}), **common)
        case Kind.PHONE:
            made = fields.Phone(widget=forms.TextInput(phone), **common)
        case Kind.EMAIL:
            made = fields.Email(
                max_length=fields.ADDRESS, widget=forms.EmailInput({"dir": "ltr", "autocomplete": "email"}), **common
            )
        case Kind.FILE:
            made = fields.Sent(widget=forms.FileInput({"accept": "image/*,.pdf"}), **common)
        case _:
            called = question.code == "name"
            widget = forms.TextInput({"dir": "auto", **({"autocomplete": "name"} if called else {})})
            made = fields.Text(max_length=fields.NAME if called else fields.SHORT, widget=widget, **common)
    return made


def _provinces(region: str) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Provinces by name within their regions, the given region first."""
    rows = sorted(
        Province.objects.select_related("region"),
        key=lambda row: (row.region.iso != region, fold(row.region.name), fold(row.name)),
    )
    return tuple(
        (name, tuple((row.iso, row.name) for row in group))
        for name, group in groupby(rows, key=lambda row: row.region.name)
    )


def _sectors() -> tuple[Option, ...]:
    return tuple(
        Option(row.code, row.name, row.hint or "", pictogram(row.icon))
        for row in Sector.objects.order_by("position", "code")
    )
