"""The ways out: e-mail, SMS, WhatsApp, and on a laptop the mailbox page."""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.db.models import Q

from messaging.http import whatsapp
from messaging.http.mail import by_email
from messaging.http.sms import by_sms
from messaging.http.whatsapp import by_whatsapp
from messaging.models import Message

Channel = Message.Channel


def send(message: Message) -> str:
    """Hand `message` to its channel; the provider's id of it, or nothing. Raises `NotSent` or `UnknownFate`."""
    return _ways()[Channel(message.channel)](message)


def configured() -> frozenset[Channel]:
    """The channels by which this installation sends without anybody's hand."""
    if settings.DEMO:
        return frozenset({Channel.EMAIL, Channel.SMS})
    sms = {Channel.SMS} if settings.SMS_GATEWAY_URL else set()
    return frozenset({Channel.EMAIL} | sms | ({Channel.WHATSAPP} if whatsapp.configured() else set()))


def has_echo(channel: str) -> bool:
    """Whether the provider of `channel` tells us afterwards what became of a message."""
    if channel == Channel.WHATSAPP:
        return bool(settings.WHATSAPP_APP_SECRET)
    return channel == Channel.SMS and bool(settings.SMS_HOOK_SECRET)


def repeatable() -> Q:
    """The messages that may be sent again when their fate is unknown: codes, and those of a gateway that knows keys."""
    keyed = Q(channel=Channel.SMS) if settings.SMS_GATEWAY_KEYED else Q(pk=None)
    return Q(secret=True) | keyed


def repeats_safely(message: Message) -> bool:
    """Whether `message` is one of those."""
    return message.secret or (message.channel == Channel.SMS and settings.SMS_GATEWAY_KEYED)


def _ways() -> Mapping[Channel, Callable[[Message], str]]:
    if settings.DEMO:
        return dict.fromkeys(Channel, to_mailbox)
    return {Channel.EMAIL: by_email, Channel.SMS: by_sms, Channel.WHATSAPP: by_whatsapp}


def to_mailbox(_message: Message) -> str:
    """Leave the message where it is: the demo's mailbox page shows every row of the outbox."""
    return ""
