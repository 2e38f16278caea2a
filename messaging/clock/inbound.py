"""Reads what arrived, one element at a time; one that is unreadable is kept, and stops no other."""

import logging
from typing import Any

from celery import shared_task
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DatabaseError, transaction
from django.utils.translation import gettext_noop
from kombu.exceptions import OperationalError as NoBroker

from core.webhooks import UNREADABLE, Unreadable, clean
from messaging import filing
from messaging.actions import conversations, correspondents, inbound, statuses
from messaging.channels.addresses import EMAIL, one_form
from messaging.channels.base import Told, Written, channels
from messaging.http import inbound_mail
from messaging.http.inbound_mail import Reply
from messaging.models import Inbound, Post
from messaging.models.inbound import MACHINE

logger = logging.getLogger(__name__)
ODD = (ArithmeticError, LookupError, TypeError, ValueError, ValidationError)
ANSWERS_NOTHING = gettext_noop("It answers no message of ours that is still known.")


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
            arrival.post = _made_of(arrival)
            inbound.finish(arrival)
        over = True
    except Unreadable as odd:
        logger.warning("Arrival %s cannot be read.", arrival and arrival.pk, exc_info=odd.__cause__)
        if arrival is not None:
            inbound.refuse(arrival, str(odd) or UNREADABLE)
        over = True
    except (DatabaseError, ObjectDoesNotExist, LookupError, ValueError):
        logger.exception("Arrival %s cannot be kept now.", arrival and arrival.pk)
    finally:
        # also where something unforeseen goes its way: none is lost or held up
        if arrival is not None and not over:
            inbound.put_off(arrival)
    return arrival is not None  # without one, the database was away: the next round asks again


def _made_of(arrival: Inbound) -> Post | None:
    """What comes of it. Raises `Unreadable` where it is not of the form that was promised."""
    if arrival.raw is not None:
        return _mailed(arrival, bytes(arrival.raw))
    return _keep(_understood(arrival), channel=arrival.provider)


def _mailed(arrival: Inbound, raw: bytes) -> Post | None:
    """The answer in a mail; what its head says is noted, whatever becomes of it."""
    recipient = arrival.payload.get("recipient", "")
    try:
        sheet = inbound_mail.sheet_of(raw)
        arrival.payload |= clean({"from": sheet.sender, "subject": sheet.subject})
        answers = inbound_mail.whom_it_answers(raw, recipient=recipient)
        arrival.stop = answers.stop if answers else None
        if inbound_mail.by_a_machine(raw):
            arrival.kind = MACHINE
            return None
        if answers is None and (stop := filing.filed(raw, recipient=recipient)):
            arrival.stop = stop
            return None
        reply = inbound_mail.read(raw, recipient=recipient)
    except inbound_mail.ODD_MAIL as odd:
        raise Unreadable from odd
    if reply is None or not EMAIL.knows(reply.address):
        raise Unreadable(ANSWERS_NOTHING)
    return _answered(reply, arrival)


def _answered(reply: Reply, arrival: Inbound) -> Post | None:
    """Its words, then each of its files as something that came by itself."""
    common: dict[str, Any] = {
        "channel": "email",
        "sender": None,
        "address": reply.address,
        "at": reply.at,
        "reply_to": reply.answers.echo,
        # only its reader has the address for an answer
        "proved": reply.address == one_form(reply.answers.address),
    }
    readable = Post.Kind.TEXT if reply.text or reply.quoted else Post.Kind.OTHER
    post = conversations.receive(
        kind=readable,
        text=reply.text,
        quoted=reply.quoted,
        provider_id=reply.provider_id,
        **common,
    )
    for number, name in enumerate(reply.files if post else []):
        file = conversations.receive(
            kind=Post.Kind.FILE,
            text="",
            provider_id=f"{reply.provider_id}:{number}",
            media_id=f"{arrival.pk}:{number}",
            **common,
        )
        if file:  # afterwards: the name of a file stops no messages and answers no question
            Post.objects.filter(pk=file.pk).update(text=name)
    return post


def _understood(arrival: Inbound) -> Told | Written | None:
    """What an element of a webhook says. Raises `Unreadable`."""
    hook = channels()[arrival.provider].hook
    if hook is None:
        raise Unreadable
    try:
        report: Told | Written | None = (hook.told if arrival.kind == "status" else hook.written)(
            arrival.payload
        )
    except ODD as odd:
        raise Unreadable from odd
    return report


def _keep(report: Told | Written | None, *, channel: str) -> Post | None:
    match report:
        case Told():
            _record(report, channel=channel)
        case Written():
            return _receive(report, channel=channel)
    return None


def _record(report: Told, *, channel: str) -> None:
    statuses.record(
        channel=channel,
        echo=report.echo,
        provider_id=report.provider_id,
        status=report.status,
        at=report.at,
        failure=report.failure,
    )
    if channels()[channel].names_writers and report.phone and report.user_id:
        correspondents.known(phone=report.phone, user_id=report.user_id, parent_id=report.parent_id)


def _receive(written: Written, *, channel: str) -> Post | None:
    sender = None
    if channels()[channel].names_writers:
        phone = written.phone or written.shared_phone
        sender = correspondents.known(
            phone=phone, user_id=written.user_id, parent_id=written.parent_id
        )
    return conversations.receive(
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
