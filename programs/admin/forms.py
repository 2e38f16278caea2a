"""What is cleaned before it is kept: how a center is reached, the logo of a partner."""

from __future__ import annotations

from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from core.fields import CodeField
from programs.logos import logo_afresh


class CenterForm(forms.ModelForm):  # type: ignore[type-arg]
    """A center; its phone is kept as E.164."""

    class Meta:
        field_classes = {"phone": CodeField}

    def clean_phone(self) -> str:
        """Read the number as people write it. Refuse what cannot be called."""
        text: str = self.cleaned_data["phone"]
        if not text:
            return ""
        refusal = ValidationError(
            _("Please write a phone number such as 06 12 34 56 78."), code="phone"
        )
        try:
            number = phonenumbers.parse(text, "MA")
        except phonenumbers.NumberParseException as unreadable:
            raise refusal from unreadable
        if phonenumbers.is_alpha_number(text) or not phonenumbers.is_possible_number(number):
            raise refusal
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class PartnerForm(forms.ModelForm):  # type: ignore[type-arg]
    """A partner; a new logo is drawn afresh."""

    def clean_logo(self) -> Any:
        """Keep the logo there is, or draw the one that came."""
        logo = self.cleaned_data["logo"]
        return logo_afresh(logo) if isinstance(logo, UploadedFile) else logo
