"""What is typed for a bulletin: what follows, in Arabic and in French."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import NumberField, WordsField
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
