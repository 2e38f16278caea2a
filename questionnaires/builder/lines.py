"""The answers of a question as lines that are written, added, taken out and put in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.numbers import number
from questionnaires.builder.fields import LANGUAGES, Wording, by_language, weight, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from django.forms.boundfield import BoundField
    from django.http import QueryDict

    from programs.models import Theme
    from questionnaires.models import Choice, Question

MOST = 40
ORDER = "line"  # the hidden field that each line carries: their order in the page is theirs
FRESH = 2  # empty lines that a question without answers begins with


class Line(Wording):
    """One answer: its words, whether it bars somebody, and what it weighs by theme."""

    texts = ("label", "hint")

    def __init__(self, *args: Any, themes: Sequence[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "auto_id": False})
        self.themes = themes
        self.is_opened = False  # else what is seldom written is folded: a page has forty lines
        self.fields |= words("label", gettext_lazy("An answer"), longest=120)
        self.fields |= words("hint", gettext_lazy("In other words"), longest=120)
        self.fields["row"] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.fields["barred"] = forms.BooleanField(
            label=gettext_lazy("Who answers this may not apply"), required=False
        )
        self.fields |= {f"weight_{theme.code}": weight(theme) for theme in themes}

    @property
    def row(self) -> int | None:
        """The key of the answer that it rewords; nothing for a new one."""
        return number(str(self["row"].value() or "")) or None

    @property
    def row_field(self) -> BoundField:
        """The hidden field of that key."""
        return self["row"]

    @property
    def barred_field(self) -> BoundField:
        """The box that says whether it bars somebody."""
        return self["barred"]

    @property
    def place(self) -> str:
        """Its name in the page."""
        return str(self.prefix).removeprefix(f"{ORDER}-")

    @property
    def is_empty(self) -> bool:
        """Whether it is a new line in which nothing was written: it is left out."""
        return self.row is None and not any(
            self.data.get(self.add_prefix(name)) for name in self.fields if name != "row"
        )

    def clean(self) -> dict[str, Any] | None:
        """Refuse an answer without words, beside its field."""
        if not self.is_empty and not any(self.said("label").values()):
            self.add_error("label_ar", ValidationError(_("Please write this answer.")))
        return super().clean()

    @property
    def is_open(self) -> bool:
        """Whether its other words and its weights are fields, not only kept."""
        folded = [*(f"hint_{code}" for code in LANGUAGES), *self._weights()]
        return self.is_opened or any(name in self.errors for name in folded)

    def in_languages(self) -> Iterator[tuple[str, str, list[BoundField]]]:
        """The words that are shown: without the other ones as long as those are folded."""
        for code, name, fields in super().in_languages():
            yield code, name, fields if self.is_open else fields[:1]

    def kept(self) -> Iterator[BoundField]:
        """The fields that are folded and say something."""
        for name in (*(f"hint_{code}" for code in LANGUAGES), *self._weights()):
            if self[name].value():
                yield self[name]

    def in_short(self) -> str:
        """What it weighs, in a few words."""
        weights = [(theme.name, self[f"weight_{theme.code}"].value()) for theme in self.themes]
        return _(", ").join(f"{name} {value}" for name, value in weights if value)

    def _weights(self) -> list[str]:
        return [f"weight_{theme.code}" for theme in self.themes]

    def weighing(self) -> Iterator[BoundField]:
        """The fields of the weights."""
        for theme in self.themes:
            yield self[f"weight_{theme.code}"]

    @property
    def weighs(self) -> dict[str, int]:
        """What was typed there and is not nothing, by theme."""
        typed = {theme.code: self.cleaned_data.get(f"weight_{theme.code}") for theme in self.themes}
        return {code: value for code, value in typed.items() if value}


def stored(question: Question | None, themes: Sequence[Theme]) -> list[Line]:
    """The answers that a question has; a new question begins with empty lines."""
    rows = list(question.options.all()) if question is not None and question.pk else []
    barred = question.bars.get("answers", []) if question is not None else []
    lines = [
        Line(prefix=f"{ORDER}-{place}", initial=_initial(row, barred), themes=themes)
        for place, row in enumerate(rows, 1)
    ]
    missing = range(len(lines) + 1, FRESH + 1)
    return [*lines, *(Line(prefix=f"{ORDER}-{place}", themes=themes) for place in missing)]


def _initial(row: Choice, barred: Sequence[str]) -> dict[str, Any]:
    weights = {f"weight_{code}": value for code, value in row.weights.items()}
    is_barred = row.code in barred
    return {**by_language(row, Line.texts), **weights, "row": row.pk, "barred": is_barred}


def sent(data: QueryDict, themes: Sequence[Theme]) -> list[Line]:
    """The lines of a form that was sent, in the order in which they stood in the page."""
    places = [place for each in data.getlist(ORDER) if (place := number(each))]
    return [
        Line(data, prefix=f"{ORDER}-{place}", themes=themes)
        for place in list(dict.fromkeys(places))[:MOST]
    ]


def rearranged(lines: list[Line], wish: str, themes: Sequence[Theme], data: Any) -> list[Line]:
    """The lines after a button that needs no script: `add`, `up 3`, `down 3`, `out 3`, `more 3`."""
    verb, _space, place = wish.partition(" ")
    at = next((i for i, line in enumerate(lines) if line.place == place), None)
    if verb == "add" and len(lines) < MOST:
        free = max((int(line.place) for line in lines), default=0) + 1
        return [*lines, Line(data, prefix=f"{ORDER}-{free}", themes=themes)]
    if at is None:
        return lines
    if verb == "more":
        lines[at].is_opened = True
        return lines
    rest = [*lines[:at], *lines[at + 1 :]]
    steps: Mapping[str, int] = {"up": max(0, at - 1), "down": at + 1}
    if verb in steps:
        rest.insert(steps[verb], lines[at])
    return rest
