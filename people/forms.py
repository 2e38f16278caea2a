"""What people write about themselves, and what staff write about them."""

from typing import Any, cast

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm, RequestLoginCodeForm
from allauth.core import context, ratelimit
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.fields import CodeField, EmailField, WordsField
from people.fields import AddressField
from people.known import is_known
from people.models import Membership, User
from people.nobody import stand_in
from people.phones import to_e164
from programs.models import Center


def whose_code(*, email: str = "", phone: str = "") -> User:
    """Who is to get a code at this address; a stand-in where it is nobody's.

    Raises ValidationError when it got too many, or when this network guesses codes: whoever holds
    one may still try it, and a browser that is known for the address asks for another.
    """
    request, adapter, address = context.request, get_adapter(), email or phone
    guessing = not ratelimit.consume(request, action="wrong_code", dry_run=True)
    if (guessing and not is_known(request, address)) or not ratelimit.consume(
        request, action="request_login_code", key=address
    ):
        raise adapter.validation_error("too_many_login_attempts")
    found: User | None = (
        adapter.get_user_by_email(email) if email else adapter.get_user_by_phone(phone)
    )
    return found or stand_in()


class CodeForm(RequestLoginCodeForm):
    """Where to send a code to: one address, of either kind."""

    email = AddressField()

    def clean_phone(self) -> str:
        """As typed: whose it is, is asked once there is only one address."""
        return str(self.cleaned_data["phone"] or "")

    def clean_email(self) -> str:
        """The same."""
        return str(self.cleaned_data["email"] or "")

    def clean(self) -> dict[str, Any]:
        """Ask for one when there is none."""
        written: dict[str, Any] = super().clean()
        email, phone = written.get("email", ""), written.get("phone", "")
        if not self.errors and not (email or phone):
            raise forms.ValidationError(_("Give a phone number or an e-mail address."))
        if not self.errors:
            self._user = whose_code(email=email, phone=phone)
        return written


class SignInForm(LoginForm):
    """One field for the phone number or the e-mail address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attributes = {"dir": "ltr", "autocomplete": "username", "autocapitalize": "none"}
        self.fields["login"] = CodeField(
            label=_("Phone number or e-mail address"), widget=forms.TextInput(attrs=attributes)
        )
        self.fields.pop("remember", None)

    def clean_login(self) -> str:
        """The number in one form, whatever its spelling; an e-mail, or nonsense, as typed."""
        written: str = super().clean_login()
        if "@" in written:
            return written
        try:
            return to_e164(written)
        except forms.ValidationError as refusal:
            raise get_adapter().validation_error("invalid_login") from refusal

    def _clean_without_password(self, email: str | None, phone: str | None) -> dict[str, Any]:
        """Whom a code is sent to."""
        try:
            if not (email or phone):
                raise get_adapter().validation_error("invalid_login")
            self.user = whose_code(email=email or "", phone=phone or "")
        except forms.ValidationError as refusal:
            self.add_error("login", refusal)
        written: dict[str, Any] = self.cleaned_data
        return written


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a person may change about themselves; phone and e-mail change on pages with a code."""

    class Meta:
        model = User
        fields = ["name", "language"]
        field_classes = {"name": WordsField}
        widgets = {"name": forms.TextInput(attrs={"dir": "auto", "autocomplete": "name"})}


class InviteForm(forms.ModelForm):  # type: ignore[type-arg]
    """Who is invited, and as what; `by` is offered the roles and centers they may give."""

    by: User
    name = WordsField(label=_("name"), max_length=120)
    email = EmailField(
        label=_("e-mail"), help_text=_("The person signs in with it; the code goes there.")
    )
    language = forms.ChoiceField(label=_("language"), choices=settings.LANGUAGES)

    class Meta:
        model = Membership
        fields = ["role", "center", "partner"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grants = self.by.may_grant()
        role, center = (
            self.fields["role"],
            cast("forms.ModelChoiceField[Center]", self.fields["center"]),
        )
        choices = [choice for choice in Membership.Role.choices if choice[0] in grants]
        role.choices = choices  # type: ignore[attr-defined]
        center.queryset = grants[Membership.Role.REVIEWER]

    def clean(self) -> dict[str, Any]:
        """Refuse a role that the person holds already."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        place = {name: cleaned.get(name) for name in ("role", "center", "partner")}
        if Membership.objects.filter(
            user__email=cleaned.get("email", "").lower(), **place
        ).exists():
            raise forms.ValidationError(_("This person already holds this role."), code="twice")
        return cleaned
