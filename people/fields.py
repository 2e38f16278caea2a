"""How the pages of an account ask for a telephone, an e-mail address or a code."""

from typing import Any

from allauth.account.fields import EmailField as AnyEmailField
from allauth.account.fields import PhoneField as AnyPhoneField
from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import CodeField, Plain
from people.phones import to_e164


class PhoneField(Plain, AnyPhoneField):
    """A telephone number in any Moroccan spelling; its value is plain E.164 text."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs | {"validators": []})
        self.widget.attrs |= {"placeholder": "06 12 34 56 78", "inputmode": "tel", "dir": "ltr"}

    def to_python(self, value: str | None) -> str:
        """Read the number. Raises `ValidationError` with code `phone`."""
        written = super().to_python(value)
        return to_e164(written) if written else ""


class AddressField(Plain, AnyEmailField):
    """The e-mail address of an account, in small letters."""


class SentCodeField(CodeField):
    """A code that was sent, or that an application shows."""

    def __init__(self, **kwargs: Any) -> None:
        attributes = {
            "placeholder": _("Code"),
            "autocomplete": "one-time-code",
            "inputmode": "numeric",
            "dir": "ltr",
        }
        widget = forms.TextInput(attrs=attributes)
        words: dict[str, Any] = {"label": _("Code"), "widget": widget}
        super().__init__(**words | kwargs)
