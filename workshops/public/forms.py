"""What somebody says when they register: alone in one tap, or with a second person."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import WordsField
from people.fields import PhoneField


class Registering(forms.Form):
    """One seat; or two, for which the second person has a name and a telephone."""

    companion_name = WordsField(label=_("Name of the second person"), max_length=120)
    companion_phone = PhoneField(label=_("Their phone number"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.can_swap = False  # for what stands in the way, after a refusal
        self.with_two = bool(data) and data.get("count") == "2"
        for field in self.fields.values():
            field.required = not self.is_bound or self.with_two

    def seats(self) -> dict[str, Any]:
        """What `register` is told."""
        return {"count": 2, **self.cleaned_data} if self.with_two else {"count": 1}
