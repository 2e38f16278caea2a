"""What a partner types about somebody, and what somebody sends who opens a door."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import NumberField, WordsField

NOTE = forms.Textarea(attrs={"rows": 3, "dir": "auto"})


class Agreed(forms.Form):
    """Which text somebody has read."""

    version = NumberField(widget=forms.HiddenInput, min_value=1, max_value=32767)


class Answer(forms.Form):
    """An answer to what one has seen."""

    version = NumberField(widget=forms.HiddenInput, min_value=1, max_value=32767)


class Refusal(Answer):
    """A no, with what its person reads."""

    reason = WordsField(
        label=_("Why it is not for you, as they read it"),
        max_length=240,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_(
            "Please be kind and say what would help: a paper, another program, a later day."
        ),
    )


class Note(forms.Form):
    """What a partner notes for itself."""

    note = WordsField(label=_("Your own note"), max_length=1000, required=False, widget=NOTE)
