"""Allauth's own forms with our fields: a code or an e-mail address is read as it was meant."""

from allauth.account.forms import (
    AddEmailForm,
    ChangeEmailForm,
    ConfirmEmailVerificationCodeForm,
    ConfirmLoginCodeForm,
    VerifyPhoneForm,
)
from allauth.core import context, ratelimit
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from people.fields import AddressField, SentCodeField


class SignInCode(ConfirmLoginCodeForm):
    """The code that lets somebody in."""

    code = SentCodeField()

    def clean_code(self) -> str:
        """The right one; a wrong one counts for the network from which it is guessed."""
        try:
            code: str = super().clean_code()
        except ValidationError:
            ratelimit.consume(context.request, action="wrong_code")
            raise
        return code


class PhoneCode(VerifyPhoneForm):
    """The code that proves a new telephone."""

    code = SentCodeField()


class EmailCode(ConfirmEmailVerificationCodeForm):
    """The code that proves a new e-mail address."""

    code = SentCodeField()


class NewEmail(AddEmailForm):
    """Another e-mail address."""

    email = AddressField()


class OtherEmail(ChangeEmailForm):
    """The address to which a code is to be sent instead."""

    email = AddressField()


class SecondFactor(AuthenticateForm):
    """What the application shows, or a recovery code, to come in."""

    code = SentCodeField()


class SecondFactorAgain(ReauthenticateForm):
    """The same, of somebody who is in."""

    code = SentCodeField()


class FirstSecondFactor(ActivateTOTPForm):
    """What the application shows once it knows the secret."""

    code = SentCodeField(label=_("Authenticator code"))
