"""E-mail by SMTP: text and HTML in the reader's direction, with ways to answer and to say stop."""

import smtplib
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_noop

from core.calling import NotSent, UnknownFate
from messaging.http.links import harmless, own_links
from messaging.http.replies import reply_address
from messaging.links import unsubscribe_url
from messaging.models import Message

TIMEOUT = 15  # seconds
AWAY = gettext_noop("The mail server cannot be reached.")
TRUST = gettext_noop("The mail server does not accept our password.")
NO_ADDRESS = gettext_noop("The mail server does not accept this address.")
REFUSED = gettext_noop("The mail server refused the message.")
FOR_GOOD = 500  # an SMTP code from here on is a final no


def by_email(message: Message) -> str:
    """Send through the configured mail server; the Message-ID, which an answer names."""
    connection = get_connection(timeout=TIMEOUT)
    letter = letter_of(message)
    letter.connection = connection
    try:
        _open(connection)
        _send(letter)
    finally:
        connection.close()
    return str(letter.extra_headers["Message-ID"])


def _open(connection: BaseEmailBackend) -> None:
    try:
        connection.open()
    except smtplib.SMTPAuthenticationError as refusal:
        raise NotSent(TRUST) from refusal
    except (smtplib.SMTPException, OSError) as refusal:
        raise NotSent(AWAY) from refusal


def _send(letter: EmailMultiAlternatives) -> None:
    try:
        letter.send()
    except ValueError as refusal:  # an address or a header that no mail may have
        raise NotSent(NO_ADDRESS, final=True) from refusal
    except smtplib.SMTPRecipientsRefused as refusal:
        codes = [code for code, _words in refusal.recipients.values()]
        raise NotSent(NO_ADDRESS, final=min(codes, default=0) >= FOR_GOOD) from refusal
    except smtplib.SMTPSenderRefused as refusal:
        raise NotSent(REFUSED) from refusal
    except smtplib.SMTPResponseException as refusal:
        raise NotSent(REFUSED, final=refusal.smtp_code >= FOR_GOOD) from refusal
    except (smtplib.SMTPException, OSError) as lost:
        raise UnknownFate from lost


def letter_of(message: Message) -> EmailMultiAlternatives:
    """The mail as it leaves."""
    typed = (
        []
        if message.author_id
        else [words for words in message.context.values() if isinstance(words, str)]
    )
    body = harmless(message.body, typed=typed)
    subject = " ".join(harmless(message.subject, typed=typed).split())
    no_more = "" if message.needed else unsubscribe_url(message)
    with translation.override(message.language):
        context = {
            "language": message.language,
            "subject": subject,
            "body": own_links(body),
            "no_more": no_more,
        }
        html = render_to_string("messaging/mail.html", context)
    answers = [address] if (address := reply_address(message)) else None
    headers = _headers(message)
    if no_more:  # RFC 8058: the mail program shows its own button, which posts
        headers |= {
            "List-Unsubscribe": f"<{no_more}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    letter = EmailMultiAlternatives(
        subject, body, to=[message.address], reply_to=answers, headers=headers
    )
    letter.attach_alternative(html, "text/html")
    return letter


def _headers(message: Message) -> dict[str, str]:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"
    return {
        "Message-ID": f"<{message.echo}.{message.attempts}@{domain}>",
        "X-Entity-Ref-ID": message.echo,
        "Auto-Submitted": "auto-generated",
        "Content-Language": message.language,
    }
