"""What somebody says when they book: how they meet, on which number, what it is about."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coaching.models import CALLED, Mode
from core.fields import WordsField
from core.written import telephone
from people.fields import PhoneField

if TYPE_CHECKING:
    from coaching.models import Slot
    from people.models import Participation

BESIDE = ("mode", "phone")  # refusals that stand beside a field of this name


class Confirming(forms.Form):
    """One slot, confirmed; `key` is that of this form: sent twice, it books once."""

    mode = forms.ChoiceField(label=_("How do you want to meet?"), widget=forms.RadioSelect)
    phone = PhoneField(label=_("Number on which the expert calls you"), required=False)
    words = WordsField(
        label=_("What is it about? (one line is enough)"), max_length=300, required=False
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, slot: Slot, participation: Participation, mode: str = ""
    ) -> None:
        first = mode if mode in slot.modes else next(iter(slot.modes), "")
        phone = telephone(participation.person.phone or "")
        super().__init__(data, initial={"mode": first, "phone": phone, "key": uuid.uuid4()})
        ways = [(each, Mode(each).label) for each in Mode.values if each in slot.modes]
        self.fields["mode"].choices = ways  # type: ignore[attr-defined]
        self.is_called = bool({*slot.modes} & {*CALLED})
        if not self.is_called:
            del self.fields["phone"]

    def clean_phone(self) -> str:
        """The number, where the expert calls. Raises ValidationError('phone') without one."""
        phone: str = self.cleaned_data["phone"]
        if self.cleaned_data.get("mode") in CALLED and not phone:
            raise ValidationError(_("Please write the number on which you answer."), code="phone")
        return phone

    def refuse(self, refusal: ValidationError) -> None:
        """Say beside its field, else above the form, what the booking refused."""
        code = getattr(refusal, "code", "")
        self.add_error(code if code in BESIDE and code in self.fields else None, refusal)


class ForCaller(Confirming):
    """The same, as a team reads it that books for somebody who calls."""

    mode = forms.ChoiceField(label=_("How do they want to meet?"), widget=forms.RadioSelect)
    phone = PhoneField(label=_("Number on which the expert calls them"), required=False)


class Asking(forms.Form):
    """What somebody adds who asks for a session and finds no hour."""

    words = WordsField(label=_("What is it about?"), max_length=300, required=False)
