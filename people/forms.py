"""What people write about themselves, and what staff write about them."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.fields import PhoneField as AnyPhoneField
from allauth.account.forms import LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _

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


class SignInForm(LoginForm):
    """One field for the phone number or the e-mail address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Phone number or e-mail address")
        self.fields["login"].widget.attrs = {"dir": "ltr", "autocomplete": "username", "autocapitalize": "none"}
        self.fields.pop("remember", None)

    def clean_login(self) -> str:
        """The number in one form, whatever its spelling; an e-mail, or nonsense, as it was typed."""
        written: str = super().clean_login()
        if "@" in written:
            return written
        try:
            return to_e164(written)
        except forms.ValidationError as refusal:
            raise get_adapter().validation_error("invalid_login") from refusal


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a person may change about themselves; phone and e-mail change with a code, on their own pages."""

    class Meta:
        model = User
        fields = ["name", "language"]
        widgets = {"name": forms.TextInput(attrs={"dir": "auto", "autocomplete": "name"})}
