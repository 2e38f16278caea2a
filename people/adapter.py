"""How allauth reaches our people.

By telephone or e-mail, with a six-digit code, without sign-up or password.
"""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.fields import PhoneField
from people.known import remember
from people.limits import too_often
from people.models import User

PHONE_KEY = (
    "phone proved by a code"  # in the session: the telephone whose owners may choose their name
)
LIMITED = {"too_many_login_attempts", "rate_limited"}  # refusals that end by themselves
WORKING_DAY = timedelta(hours=12)  # until the second factor is asked for again
PROVED_BY_THE_CODE = {
    "allauth.account.stages.PhoneVerificationStage",
    "allauth.account.stages.EmailVerificationStage",
}


class PeopleAdapter(DefaultAccountAdapter):
    """Accounts whose phone may be shared. Sending is left to the room that sends."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "invalid_login": _(
            "Please write your phone number, such as 06 12 34 56 78, or your e-mail address."
        ),
        "too_many_login_attempts": _(
            "The code was wrong too often, and is of no use any more. Please ask for another one."
        ),
        "incorrect_code": _("This is not the code that we sent. Please check it."),
    }

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """Allauth's refusals in our words; that of a limit says when it lets somebody in again."""
        if code in LIMITED:
            return ValidationError(too_often(context.request), code=code)
        refusal: ValidationError = super().validation_error(code, *args)
        return refusal

    def add_message(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Say it on the next page; of a limit, when it lets somebody in again."""
        if kwargs.get("message") == self.error_messages["rate_limited"]:
            kwargs["message"] = too_often(request)
        super().add_message(request, *args, **kwargs)

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  allauth's signature
        """Nobody signs up.

        Applying makes the account of an entrepreneur, an invitation that of everybody else.
        """
        return False

    def phone_form_field(self, **kwargs: Any) -> PhoneField:
        """A field that reads every Moroccan spelling of a number."""
        return PhoneField(**kwargs)

    def get_login_stages(self) -> list[str]:
        """The code that let somebody in has proved its address; the other one needs no proof."""
        return [stage for stage in super().get_login_stages() if stage not in PROVED_BY_THE_CODE]

    def get_user_by_phone(self, phone: str) -> User | None:
        """Whom a code for `phone` lets in: the first of those who share it, never staff.

        For a person who is signed in and changes their number, nobody's number is taken: it may be
        shared.
        """
        if context.request.user.is_authenticated:
            return None
        return User.objects.sharing(phone).first()

    def get_user_by_email(self, email: str) -> User | None:
        """Whom a code sent to `email` lets in, by one statement: first who has proved it."""
        theirs = EmailAddress.objects.filter(email=email.lower())
        numbers = User.objects.filter(email=email.lower()).values("pk").union(theirs.values("user"))
        proved = Exists(theirs.filter(user=OuterRef("pk"), verified=True))
        return (
            User.objects.filter(pk__in=numbers, is_active=True)
            .order_by(proved.desc(), "pk")
            .first()
        )

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        """The person's phone, and whether a code has proved it."""
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone(self, user: User, phone: str, verified: bool) -> None:  # noqa: FBT001  allauth's
        """Give the person another phone."""
        user.phone, user.phone_verified = phone, verified
        user.save(update_fields=["phone", "phone_verified"])

    def set_phone_verified(self, user: User, phone: str) -> None:
        """Keep that a code sent to `phone` was typed in; a change of number is finished by it."""
        if user.phone != phone or not user.phone_verified:
            self.set_phone(user, phone, verified=True)

    def login(self, request: HttpRequest, user: User) -> None:
        """Begin the session; that of staff ends with their day, whatever is done meanwhile."""
        super().login(request, user)
        if user.is_staff:
            request.session.set_expiry(timezone.now() + WORKING_DAY)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Go on to where the person wanted; people who share the phone choose their name first."""
        answer: HttpResponseRedirect = super().post_login(request, user, **kwargs)
        records = get_authentication_records(request, user)
        proof: dict[str, str] = next(
            (record for record in records if record["method"] == "code"), {}
        )
        if proof.get("email"):
            EmailAddress.objects.get_or_create(
                user=user,
                email=proof["email"].lower(),
                defaults={"verified": True, "primary": True},
            )
        phone = proof.get("phone", "")
        if phone and request.session.get(PHONE_KEY) != phone:
            request.session[PHONE_KEY] = phone
            if User.objects.sharing(phone).count() != 1:
                answer = redirect(f"{reverse('people:who')}?{urlencode({'next': answer.url})}")
        if address := phone or proof.get("email", ""):
            remember(request, answer, address)
        return answer


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second factor that staff cannot do without."""

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Staff keep at least one application or passkey; somebody else may give theirs up."""
        if (
            not authenticator.user.is_staff
            or authenticator.type == Authenticator.Type.RECOVERY_CODES
        ):
            return True
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        return bool(others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())
