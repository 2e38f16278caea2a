"""How a question is drawn: from all that its markup depends on, once, and only when it is shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field
from django import forms
from django.forms.utils import ErrorDict
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import escape, format_html
from django.utils.translation import gettext as _

from questionnaires.kinds import KINDS, Kind
from questionnaires.markup import ERROR, RECEIVED, VALUE, fragment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.forms.boundfield import BoundField

    from questionnaires.fields import Option
    from questionnaires.markup import Fragment

MOST_NUMBERED = 9  # lines of a list that one key reaches
MOST_DRAWN = 4096  # a questionnaire of 35 questions in three languages takes some 250, of 3 KB each


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that the field and the markup of a question depend on: two that are equal look the same.

    `clip` is the URL of the recorded voice, empty without one. `dense`: for somebody who fills in
    many: one choice is a list, whose lines are reached by their number or their first letters.
    """

    code: str
    kind: str
    language: str
    label: str
    help_text: str
    required: bool
    options: tuple[Option, ...]
    clip: str
    shown_if: str
    shown_if_values: tuple[str, ...]
    dense: bool = False

    @property
    def traits(self) -> Kind:
        """What is particular to its kind; a draft whose answers are unwritten asks for a text."""
        kind = KINDS[self.kind]
        return KINDS["text"] if kind.is_chosen and not self.options else kind

    def field(self) -> forms.Field:
        """A new form field: its widget, and what cleans it."""
        kind = self.traits
        settings: dict[str, Any] = {
            "required": self.required,
            "label": self._title(),
            "help_text": escape(self.help_text),  # crispy-bootstrap5 takes it for markup
            "widget": kind.widget({**kind.attrs, **kind.attrs_of.get(self.code, {})}),
            **kind.limits,
            **kind.limits_of.get(self.code, {}),
        }
        if kind.is_list or (self.dense and kind.is_chosen and not kind.takes_several):
            codes = [option.code for option in self.options]
            short = self.dense and not kind.is_list and len(codes) <= MOST_NUMBERED
            listed = _numbered(self.options) if short else self.options
            settings |= {"codes": codes, "choices": _grouped(listed)}
            if self.dense:
                settings["widget"] = forms.Select()
        elif kind.is_chosen:
            settings["options"] = self.options
        return kind.cleans(**settings)

    def _title(self) -> str:
        if self.required:
            return self.label
        return _("%(question)s (optional)") % {"question": self.label}


@lru_cache(MOST_DRAWN)
def drawn(drawing: Drawing, *, as_text: bool = False, wrong: bool = False) -> Fragment:
    """The markup of a question in its language; `as_text` keeps what a picker would drop."""
    with translation.override(drawing.language):
        field = drawing.field()
        if as_text and KINDS[drawing.kind].retyped is not None:
            field.widget = forms.TextInput(dict(KINDS[drawing.kind].retyped or {}))
        return _draw(field, drawing, wrong=wrong)


def _grouped(options: Sequence[Option]) -> list[Any]:
    """The choices of a list, each group under its heading."""
    groups = groupby(options, key=lambda option: option.group)
    return [
        ("", _("Please choose…")),
        *((name, tuple((option.code, option.label) for option in group)) for name, group in groups),
    ]


def _numbered(options: Sequence[Option]) -> list[Option]:
    """The same, each reached by one key."""
    return [
        replace(option, label=f"{number} · {option.label}")
        for number, option in enumerate(options, start=1)
    ]


def _draw(field: forms.Field, drawing: Drawing, *, wrong: bool = False) -> Fragment:
    """The markup of one question, as asked or with a place for what is wrong."""
    takes_file, required = isinstance(field, forms.FileField), field.required
    heard = "" if drawing.dense else " ".join(filter(None, [drawing.label, drawing.help_text]))
    html = render_to_string(
        "questionnaires/question.html",
        {
            "drawn": _drawn(_bound(drawing.code, field, wrong=wrong)),
            "text": heard,
            "clip": drawing.clip,
            "shown_if": drawing.shown_if,
            "shown_if_values": " ".join(drawing.shown_if_values),
            "received": _received() if takes_file else "",
            "required": required,
        },
    )
    return fragment(html)


def _bound(code: str, field: forms.Field, *, wrong: bool) -> BoundField:
    """Bind the field; its value and error are only markers."""
    if field.required:
        field.widget.attrs["aria-required"] = "true"
    field.required = False
    form = forms.Form({code: VALUE} if wrong else None, initial={code: VALUE}, auto_id="id_%s")
    form.fields[code] = field
    if wrong:
        # The errors are ours, made without this form.
        form._errors, form.cleaned_data = ErrorDict(), {}  # type: ignore[attr-defined]  # noqa: SLF001
        form.add_error(code, ERROR)
    return form[code]


def _drawn(field: BoundField) -> str:
    if getattr(field.field, "options", ()):
        return render_to_string(
            "questionnaires/choices.html", {"field": field, "form_show_errors": True}
        )
    return str(as_crispy_field(field))


def _received() -> str:
    sentence = _("Received: %(file)s. Another file takes its place.") % {"file": RECEIVED}
    return format_html('<p class="note" data-tone="good">{}</p>', sentence)
