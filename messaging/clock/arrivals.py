"""What was told to us is read, one element at a time; one that cannot be read is kept, and stops no other."""

import logging

from celery import shared_task
from django.core.exceptions import ValidationError
from django.db import DatabaseError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop
from kombu.exceptions import OperationalError as NoBroker

from messaging.actions import arrivals, conversations, correspondents, statuses
from messaging.http import gateway_hook, meta_hook
from messaging.http.hooks import UNREADABLE, Told, Written
from messaging.models import Arrival, Message

logger = logging.getLogger(__name__)

BROKEN = gettext_noop("What arrived could not be kept.")
READERS = {Message.Channel.WHATSAPP: meta_hook, Message.Channel.SMS: gateway_hook}


def wake() -> None:
    """Ask for a reading now. Without a broker the next round of the clock reads."""
    try:
        read_arrivals.apply_async(retry=False)
    except NoBroker:
        logger.warning("The broker cannot be reached; what arrived is read with the next round.")


@shared_task(ignore_result=True)
def read_arrivals() -> None:
    """Read what waits, the oldest first. Any number of these may run at once."""
    while _read_next():
        pass


@shared_task(ignore_result=True)
def forget_arrivals() -> None:
    """Keep nothing longer than it is needed."""
    arrivals.forget()


def _read_next() -> bool:
    """Read the oldest element that nobody else is reading; False when there is none."""
    arrival, refusal = None, ""
    try:
        with transaction.atomic():
            arrival = Arrival.objects.waiting().select_for_update(skip_locked=True).first()
            if arrival is None:
                return False
            refusal = BROKEN
            _read(arrival)
            arrival.done_at = timezone.now()
            arrival.save(update_fields=["done_at"])
            refusal = ""
    except (ArithmeticError, LookupError, TypeError, ValueError, ValidationError):
        refusal = UNREADABLE
        logger.exception("An arrival cannot be read.")
    except OperationalError:
        refusal = ""  # a server in trouble: it is read again
        raise
    except DatabaseError:
        logger.exception("An arrival cannot be kept.")
    finally:
        if arrival is not None and refusal:  # also where something unforeseen goes its way: the next one is not held up
            Arrival.objects.filter(pk=arrival.pk, done_at=None).update(failure=refusal)
    return True


def _read(arrival: Arrival) -> None:
    reader = READERS[Message.Channel(arrival.provider)]
    if arrival.kind == "status":
        _record(reader.told(arrival.payload), channel=arrival.provider)
    elif found := reader.written(arrival.payload):
        _receive(found, channel=arrival.provider)


def _record(told: Told, *, channel: str) -> None:
    statuses.record(
        channel=channel,
        echo=told.echo,
        provider_id=told.provider_id,
        status=told.status,
        at=told.at,
        failure=told.failure,
    )
    if channel == Message.Channel.WHATSAPP and told.phone and told.user_id:
        correspondents.known(phone=told.phone, user_id=told.user_id, parent_id=told.parent_id)


def _receive(written: Written, *, channel: str) -> None:
    sender = None
    if channel == Message.Channel.WHATSAPP:
        phone = written.phone or written.shared_phone
        sender = correspondents.known(phone=phone, user_id=written.user_id, parent_id=written.parent_id)
    conversations.receive(
        channel=channel,
        sender=sender,
        address=(sender.phone or sender.user_id or "") if sender else written.phone,
        provider_id=written.provider_id,
        at=written.at,
        kind=written.kind,
        text=written.text,
        media_id=written.media_id,
        file_type=written.file_type,
        reply_to=written.reply_to,
    )
