"""What people write about themselves, and what staff write about them."""

from typing import Any

from allauth.account.fields import PhoneField as AnyPhoneField
from django import forms

from people.models import User
from people.phones import to_e164


class PhoneField(AnyPhoneField):
    """A telephone number in any Moroccan spelling; its value is plain E.164 text."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs | {"validators": []})
        self.widget.attrs |= {"placeholder": "06 12 34 56 78", "inputmode": "tel", "dir": "ltr"}

    def to_python(self, value: str | None) -> str:
        """Read the number. Raises `ValidationError` with code `phone`."""
        written = super().to_python(value)
        return to_e164(written) if written else ""


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]  not generic when it runs
    """What a person may change about themselves; phone and e-mail change with a code, on their own pages."""

    class Meta:
        model = User
        fields = ["name", "language"]
        widgets = {"name": forms.TextInput(attrs={"dir": "auto", "autocomplete": "name"})}
