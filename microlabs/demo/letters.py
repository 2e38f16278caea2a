"""The messages of the demonstration besides the receipts: some wait for a hand, one failed, of one nobody knows."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from applications.mails import private_link, public_link
from messaging.channels import BY_HAND
from messaging.events import EVENTS
from messaging.http.sms import REFUSED
from messaging.models import Message, OptOut, Preference
from messaging.tasks.settling import MAYBE_ARRIVED
from messaging.words import render

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from applications.models import Application
    from people.models import User

FOR_HANDS = 6
State = Message.State


def put_in(applications: Sequence[Application], clerk: User) -> None:
    """Messages about the newest of these applications, in every state that a desk may meet, and a few wishes."""
    now = timezone.now()
    unknown, failed, delivered, planned, *others = reversed(applications)
    letters = [_letter(each, "private_link", now, channel=BY_HAND) for each in others[:FOR_HANDS]]
    letters[0].state, letters[0].handed_at, letters[0].decided_by = State.PREPARED, now, clerk
    early, lately = now - timedelta(hours=3), now - timedelta(minutes=20)
    letters += [
        _letter(unknown, "private_link", lately, state=State.PARKED, failure=MAYBE_ARRIVED, attempts=1),
        _letter(failed, "private_link", early, state=State.FAILED, failure=REFUSED, attempts=6),
        _letter(delivered, "private_link", early, state=State.DELIVERED, attempts=1, sent_at=early),
        _letter(planned, "private_link", now + timedelta(days=1), urgent=False),
        _digest(clerk, now),
    ]
    Message.objects.bulk_create(letters)
    _wishes([each.applicant for each in others[FOR_HANDS : FOR_HANDS + 4] if each.applicant])


def _letter(file: Application, event: str, when: datetime, **changes: Any) -> Message:
    """The words of `event` for whoever sent `file`, in their language."""
    link = public_link(file.stop) if changes.get("channel") == BY_HAND else private_link(file)
    context = {"reference": file.reference or "", "link": link, "center": str(file.stop.center)}
    words = render(event, language=file.language, context=context, stop=file.stop)
    made: dict[str, Any] = {
        "key": f"demo:{event}:{file.pk}",
        "event": event,
        "channel": "sms",
        "address": file.phone,
        "person": file.applicant,
        "stop": file.stop,
        "language": file.language,
        "body": words.short,
        "urgent": EVENTS[event].urgent,
        "needed": EVENTS[event].needed,
        "created_at": min(when, timezone.now()),
        "due_at": when,
        "handed_at": when if "attempts" in changes else None,
        "moved_at": min(when, timezone.now()),
    }
    return Message(**(made | changes))


def _digest(clerk: User, now: datetime) -> Message:
    """The summary that staff find in their mail in the morning."""
    desk = f"{settings.SITE_URL}{reverse('messaging:by_hand')}".removesuffix("/")
    context = {
        "lines": f"{FOR_HANDS}: {desk}",
        "wishes": f"{settings.SITE_URL}{reverse('messaging:wishes')}".removesuffix("/"),
    }
    words = render("digest", language=clerk.language, context=context, stop=None)
    return Message(
        key=f"demo:digest:{clerk.pk}",
        event="digest",
        channel="email",
        address=clerk.email or "",
        person=clerk,
        language=clerk.language,
        subject=words.subject,
        body=words.long,
        state=State.SENT,
        sent_at=now,
        attempts=1,
    )


def _wishes(people: Sequence[User]) -> None:
    """One who reads what is needed only, one with quiet hours, one who chose SMS, one who wrote STOP."""
    needed, quiet, chosen, refusing = people
    Preference.objects.bulk_create(
        [
            Preference(person=needed, only_needed=True),
            Preference(person=quiet, quiet_from="18:00", quiet_until="10:00"),
            Preference(person=chosen, channel="sms"),
        ]
    )
    OptOut.objects.create(address=refusing.phone or "", way="sms")
