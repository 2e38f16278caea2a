"""Who takes a number."""

from __future__ import annotations

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import WordsField
from people.fields import PhoneField


class Taking(forms.Form):
    """A first name to be called by, and a telephone if one wants to be called from afar."""

    name = WordsField(label=_("Your first name"), max_length=80)
    phone = PhoneField(
        label=_("Your phone number"),
        required=False,
        help_text=_("If you like: we write to you when it is almost your turn."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
