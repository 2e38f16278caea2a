"""What is typed for a bulletin: what follows, in Arabic and in French."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.fields import NumberField, WordsField
from core.typesetting import without_font
from reporting.models.bulletins import LONGEST


def _text(language: str, direction: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 5, "lang": language, "dir": direction})


class Follows(forms.Form):
    """The text in both languages, and the version that was read before it was changed."""

    arabic = WordsField(
        label=_("What follows, in Arabic"),
        max_length=LONGEST,
        required=False,
        widget=_text("ar", "rtl"),
    )
    french = WordsField(
        label=_("What follows, in French"),
        max_length=LONGEST,
        required=False,
        widget=_text("fr", "ltr"),
    )
    seen = NumberField(widget=forms.HiddenInput, min_value=0, required=False)

    def clean_arabic(self) -> str:
        """As it can be printed. Raises ValidationError."""
        return _printable(self.cleaned_data["arabic"])

    def clean_french(self) -> str:
        """As it can be printed. Raises ValidationError."""
        return _printable(self.cleaned_data["french"])


def _printable(text: str) -> str:
    """`text`, if our fonts have all its letters: said before anything is printed."""
    if odd := without_font(text):
        said = _("No font has these letters: %(letters)s Please write it without them.")
        raise ValidationError(said % {"letters": " ".join(odd)}, code="letters")
    return text
