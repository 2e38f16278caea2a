"""What was told to us is read, one element at a time.

One that cannot be read is kept, and stops no other.
"""

import logging

from celery import shared_task
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError as NoBroker

from core.webhooks import UNREADABLE, Unreadable
from messaging.actions import conversations, correspondents, inbound, statuses
from messaging.channels.base import Told, Written, channels
from messaging.models import Inbound

logger = logging.getLogger(__name__)


def wake() -> None:
    """Ask for a reading now. Without a broker the next round of the clock reads."""
    try:
        read_inbound.apply_async(retry=False)
    except NoBroker:
        logger.warning("The broker cannot be reached; what arrived is read with the next round.")


@shared_task(ignore_result=True)
def read_inbound() -> None:
    """Read what waits, the oldest first. Any number of these may run at once."""
    while _read_next():
        pass


@shared_task(ignore_result=True)
def forget_inbound() -> None:
    """Keep nothing longer than it is needed."""
    inbound.forget()


def _read_next() -> bool:
    """Read the oldest element that nobody else is reading; False when there is none."""
    arrival, over = None, False
    try:
        with transaction.atomic():
            arrival = Inbound.objects.waiting().select_for_update(skip_locked=True).first()
            if arrival is None:
                return False
            _keep(_understood(arrival), channel=arrival.provider)
            Inbound.objects.filter(pk=arrival.pk).update(done_at=timezone.now())
        over = True
    except Unreadable:
        logger.exception("Arrival %s cannot be read.", arrival and arrival.pk)
        if arrival is not None:
            inbound.refuse(arrival, UNREADABLE)
        over = True
    except (DatabaseError, ObjectDoesNotExist, LookupError, ValueError):
        logger.exception("Arrival %s cannot be kept now.", arrival and arrival.pk)
    finally:
        if (
            arrival is not None and not over
        ):  # also where something unforeseen goes its way: none is lost or held up
            inbound.put_off(arrival)
    return (
        arrival is not None
    )  # without one, the database itself was away: the next round asks again


def _understood(arrival: Inbound) -> Told | Written | None:
    """What it says. Raises `Unreadable` where it is not of the form that its provider promises."""
    hook = channels()[arrival.provider].hook
    if hook is None:
        raise Unreadable
    try:
        element: Told | Written | None = (hook.told if arrival.kind == "status" else hook.written)(
            arrival.payload
        )
    except (ArithmeticError, LookupError, TypeError, ValueError, ValidationError) as odd:
        raise Unreadable from odd
    return element


def _keep(element: Told | Written | None, *, channel: str) -> None:
    match element:
        case Told():
            _record(element, channel=channel)
        case Written():
            _receive(element, channel=channel)


def _record(status: Told, *, channel: str) -> None:
    statuses.record(
        channel=channel,
        echo=status.echo,
        provider_id=status.provider_id,
        status=status.status,
        at=status.at,
        failure=status.failure,
    )
    if channels()[channel].names_writers and status.phone and status.user_id:
        correspondents.known(phone=status.phone, user_id=status.user_id, parent_id=status.parent_id)


def _receive(written: Written, *, channel: str) -> None:
    sender = None
    if channels()[channel].names_writers:
        phone = written.phone or written.shared_phone
        sender = correspondents.known(
            phone=phone, user_id=written.user_id, parent_id=written.parent_id
        )
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
