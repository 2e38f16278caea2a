"""The fields of the builder's forms: words in three languages, each in its own direction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.fields import NumberField, WordsField
from questionnaires.builder.cards import RIGHT_TO_LEFT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from django.forms.boundfield import BoundField

    from programs.models import Theme

LANGUAGES = [code for code, _name in settings.LANGUAGES]
LEAST_WEIGHT, LARGEST_WEIGHT = -99, 99


def weight(theme: Theme) -> NumberField:
    """How much an answer weighs for a theme."""
    wrong = gettext_lazy("A weight is a whole number.")
    return NumberField(
        label=theme.name,
        required=False,
        min_value=LEAST_WEIGHT,
        max_value=LARGEST_WEIGHT,
        error_messages={"invalid": wrong, "min_value": wrong, "max_value": wrong},
        widget=forms.TextInput({"size": 3, "maxlength": 4}),
    )


def words(name: str, label: Any, *, longest: int, rows: int = 0) -> dict[str, WordsField]:
    """A field for each language; what must be written is asked for when it is published."""
    fields = {}
    for language in LANGUAGES:
        attrs: dict[str, Any] = {
            "lang": language,
            "dir": "rtl" if language in RIGHT_TO_LEFT else "ltr",
            "maxlength": longest,
        }
        widget = forms.Textarea({**attrs, "rows": rows, "cols": False}) if rows else None
        fields[f"{name}_{language}"] = WordsField(
            label=label,
            required=False,
            max_length=longest,
            widget=widget or forms.TextInput(attrs),
        )
    return fields


class Wording(forms.Form):
    """A form with words in three languages; `texts` are the names of its fields without those."""

    texts: Sequence[str] = ()
    asked_for: str = ""  # the one that has to be written

    def clean(self) -> dict[str, Any] | None:
        """Refuse what is written in no language, beside the first field."""
        if self.asked_for:
            names = [f"{self.asked_for}_{language}" for language in LANGUAGES]
            if not any(self.cleaned_data.get(name) or name in self.errors for name in names):
                self.add_error(names[0], _("Please write it in one language at least."))
        return super().clean()

    def in_languages(self) -> Iterator[tuple[str, str, list[BoundField]]]:
        """For each language its code, its name, and the fields that are written in it."""
        for code, name in settings.LANGUAGES:
            yield code, str(name), [self[f"{text}_{code}"] for text in self.texts]

    def said(self, name: str) -> dict[str, str]:
        """What was written under `name`, by language."""
        return {code: self.cleaned_data.get(f"{name}_{code}") or "" for code in LANGUAGES}


def by_language(row: Any, names: Sequence[str]) -> dict[str, str]:
    """The texts of a row as the initial values of such a form."""
    return {
        f"{name}_{code}": getattr(row, f"{name}_{code}") or ""
        for name in names
        for code in LANGUAGES
    }


def write(row: Any, texts: Mapping[str, Mapping[str, str]]) -> None:
    """Put texts into the columns of their languages; modeltranslation keeps the plain one."""
    for name, said in texts.items():
        for code, text in said.items():
            setattr(row, f"{name}_{code}", text)
