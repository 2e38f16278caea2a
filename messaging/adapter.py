"""Sign-in codes and allauth's other mails leave through our outbox, in the person's language."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from allauth.account import app_settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from messaging.actions.letters import Letter, Reader, write
from messaging.models import Message
from people.adapter import PeopleAdapter
from people.models import User
from people.nobody import NUMBER, stand_in

SIGN_IN = "account/email/login_code"


class AccountAdapter(PeopleAdapter):
    """Our people's adapter, with a voice."""

    def send_verification_code_sms(self, user: User, phone: str, code: str, **kwargs: Any) -> None:  # noqa: ARG002
        """Send the code to the telephone that was typed, which it proves: never to the e-mail."""
        _send_code(code, Reader(user, phone, "", user.language))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write allauth's mail into the outbox; a code in our own words."""
        person = self.get_user_by_email(email)
        if template_prefix == SIGN_IN:
            person = person or stand_in()
        language = person.language if person else get_language()
        if "code" in context:
            _send_code(context["code"], Reader(person, "", email, language))
            return
        mail = self.render_mail(template_prefix, email, context | {"email": email})
        words = {"title": mail.subject, "words": mail.body}
        reader = Reader(
            person, "", email, get_language()
        )  # the language in which allauth has just written it
        write(
            Letter(key=f"account:{uuid4()}", event="account_notice", reader=reader, context=words)
        )


@transaction.atomic
def _send_code(code: str, reader: Reader) -> None:
    """Write it down once for each asking; it is of no use after its time.

    For nobody it is written down too, and taken away before anybody sees it: an SMS costs, and a
    stranger would learn that somebody typed their number.
    """
    over = timezone.now() + timedelta(seconds=app_settings.LOGIN_BY_CODE_TIMEOUT)
    letter = Letter(
        key=f"code:{uuid4()}",
        event="sign_in_code",
        reader=reader,
        context={"code": code},
        expires_at=over,
        secret=True,
    )
    write(letter)
    nobodys = Message.objects.filter(key=letter.key, person=NUMBER)
    nobodys._raw_delete(nobodys.db)  # noqa: SLF001  one statement, whether there is one or none
