"""Sign-in codes and allauth's other mails leave through our outbox, in the person's language."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from allauth.account import app_settings
from django.utils import timezone
from django.utils.translation import get_language

from messaging import mails
from messaging.actions import write
from messaging.models import Message
from people.adapter import PeopleAdapter
from people.models import User


class AccountAdapter(PeopleAdapter):
    """Our people's adapter, with a voice."""

    def send_verification_code_sms(self, user: User, phone: str, code: str, **kwargs: Any) -> None:  # noqa: ARG002
        """Send the code by SMS."""
        _send_code(code, channel=Message.Channel.SMS, address=phone, person=user)

    def send_unknown_account_sms(self, phone: str, **kwargs: Any) -> None:
        """Nothing: an SMS costs, and a stranger's number would learn that somebody typed it."""

    def send_account_already_exists_sms(self, phone: str, **kwargs: Any) -> None:
        """Nothing, for the same reasons."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write allauth's mail into the outbox; a code in our own words."""
        person = User.objects.filter(email=email.lower()).first()
        if "code" in context:
            _send_code(context["code"], channel=Message.Channel.EMAIL, address=email, person=person)
            return
        letter = self.render_mail(template_prefix, email, context | {"email": email})
        write(
            key=f"account:{uuid4()}",
            channel=Message.Channel.EMAIL,
            address=email,
            language=get_language(),
            subject=letter.subject,
            body=letter.body,
            person=person,
        )


def _send_code(code: str, *, channel: Message.Channel, address: str, person: User | None) -> None:
    language = person.language if person else get_language()
    subject, body = mails.sign_in_code(code, language=language)
    write(
        key=f"code:{uuid4()}",
        channel=channel,
        address=address,
        language=language,
        subject=subject if channel == Message.Channel.EMAIL else "",
        body=body,
        person=person,
        expires_at=timezone.now() + timedelta(seconds=app_settings.LOGIN_BY_CODE_TIMEOUT),
        secret=True,
    )
