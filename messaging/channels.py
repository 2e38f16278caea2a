"""The ways out: the e-mail server, the SMS gateway, and on a laptop the mailbox page."""

import smtplib
import ssl
from collections.abc import Callable
from functools import cache
from http import HTTPStatus

import httpx
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_noop

from messaging.models import Message

TIMEOUT = 15  # seconds


class NotSent(Exception):  # noqa: N818  it says what happened
    """The message certainly did not leave; `reason` is for staff. `final` when trying again cannot help."""

    def __init__(self, reason: str, *, final: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.final = final


class UnknownFate(Exception):  # noqa: N818  it says what happened
    """The answer was lost: the message may have arrived, or not."""


def send(message: Message) -> None:
    """Hand `message` to its channel. Raises `NotSent` or `UnknownFate`."""
    _ways()[message.channel](message)


def repeatable() -> Q:
    """The messages that may be sent again when their fate is unknown: codes, and those of a gateway that knows keys."""
    keyed = Q(channel=Message.Channel.SMS) if settings.SMS_GATEWAY_KEYED else Q(pk=None)
    return Q(secret=True) | keyed


def repeats_safely(message: Message) -> bool:
    """Whether `message` is one of those."""
    return message.secret or (message.channel == Message.Channel.SMS and settings.SMS_GATEWAY_KEYED)


def _ways() -> dict[str, Callable[[Message], None]]:
    if settings.DEMO:
        return {Message.Channel.EMAIL: to_mailbox, Message.Channel.SMS: to_mailbox}
    return {Message.Channel.EMAIL: by_email, Message.Channel.SMS: by_sms}


def to_mailbox(_message: Message) -> None:
    """Leave the message where it is: the demo's mailbox page shows every row of the outbox."""


def by_email(message: Message) -> None:
    """Send through the configured mail server, as text and in our layout."""
    with translation.override(message.language):
        words = {"language": message.language, "subject": message.subject, "body": message.body}
        html = render_to_string("messaging/mail.html", words)
    connection = get_connection(timeout=TIMEOUT)
    try:
        connection.open()
    except (smtplib.SMTPException, OSError) as refusal:
        raise NotSent(gettext_noop("The mail server cannot be reached.")) from refusal
    letter = EmailMultiAlternatives(
        message.subject,
        message.body,
        to=[message.address],
        connection=connection,
        headers={"X-Entity-Ref-ID": str(message.pk), "Auto-Submitted": "auto-generated"},
    )
    letter.attach_alternative(html, "text/html")
    try:
        letter.send()
    except (smtplib.SMTPRecipientsRefused, ValueError) as refusal:
        raise NotSent(gettext_noop("The mail server does not accept this address."), final=True) from refusal
    except smtplib.SMTPResponseException as refusal:
        raise NotSent(gettext_noop("The mail server refused the message.")) from refusal
    except (smtplib.SMTPException, OSError) as lost:
        raise UnknownFate from lost
    finally:
        connection.close()


@cache
def _trust() -> ssl.SSLContext:
    """The authorities that vouch for a gateway: read once per process, reading them takes longer than sending."""
    return httpx.create_ssl_context()


def by_sms(message: Message) -> None:
    """Post to the SMS gateway: bearer JSON, with our key so that a gateway that knows keys sends once."""
    if not settings.SMS_GATEWAY_URL:
        raise NotSent(gettext_noop("No SMS gateway is configured."), final=True)
    try:
        answer = httpx.post(
            settings.SMS_GATEWAY_URL,
            json={"to": message.address, "message": message.body, "from": settings.SMS_SENDER},
            headers={
                "Authorization": f"Bearer {settings.SMS_GATEWAY_TOKEN}",
                "Idempotency-Key": f"message-{message.pk}",
            },
            timeout=TIMEOUT,
            verify=_trust(),
        )
    except (httpx.ConnectError, httpx.ConnectTimeout) as refusal:
        raise NotSent(gettext_noop("The SMS gateway cannot be reached.")) from refusal
    except httpx.TransportError as lost:
        raise UnknownFate from lost
    if answer.status_code == HTTPStatus.TOO_MANY_REQUESTS:
        raise NotSent(gettext_noop("The SMS gateway asks for patience."))
    if answer.is_client_error:
        raise NotSent(gettext_noop("The SMS gateway refused the message."))
    if not answer.is_success:
        raise UnknownFate
