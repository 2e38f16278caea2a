"""What candidacies of the demonstration were written.

Receipts, and links that wait, failed, or nobody knows of.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from applications.mails import private_link, public_link, write_receipt
from applications.models import Application
from messaging.channels.base import BY_HAND
from messaging.http.sms import REFUSED
from messaging.models import Message, OptOut, Preference
from messaging.occasions import EVENTS
from messaging.tasks.settling import MAYBE_ARRIVED
from messaging.words import render

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from people.models import User
    from programs.models import Stop

RECEIPTS = 20  # so many of the newest receipts stand in the mailbox
FOR_HANDS = 6
State = Message.State


def put_in(stop: Stop, staff: Mapping[str, User]) -> None:
    """Messages about the newest applications of `stop`, in every state that a desk may meet.

    And a few preferences.
    """
    sent = Application.objects.filter(stop=stop).select_related("stop__center", "applicant")
    applications = list(reversed(sent.order_by("-pk")[:RECEIPTS]))
    _receipts(applications)
    _letters(applications, staff["manager.fes"])


def _letters(applications: Sequence[Application], clerk: User) -> None:
    now = timezone.now()
    unknown, failed, delivered, planned, *others = reversed(applications)
    letters = [_letter(each, "private_link", now, channel=BY_HAND) for each in others[:FOR_HANDS]]
    letters[0].state, letters[0].handed_at, letters[0].decided_by = State.PREPARED, now, clerk
    early, lately = now - timedelta(hours=3), now - timedelta(minutes=20)
    letters += [
        _letter(
            unknown, "private_link", lately, state=State.PARKED, failure=MAYBE_ARRIVED, attempts=1
        ),
        _letter(failed, "private_link", early, state=State.FAILED, failure=REFUSED, attempts=6),
        _letter(delivered, "private_link", early, state=State.DELIVERED, attempts=1, sent_at=early),
        _letter(planned, "private_link", now + timedelta(days=1), urgent=False),
    ]
    Message.objects.bulk_create(letters)
    _preferences([each.applicant for each in others[FOR_HANDS : FOR_HANDS + 4] if each.applicant])


def _letter(application: Application, event: str, when: datetime, **changes: Any) -> Message:
    """The words of `event` for whoever sent `application`, in their language."""
    link = (
        public_link(application.stop)
        if changes.get("channel") == BY_HAND
        else private_link(application)
    )
    context = {
        "reference": application.reference or "",
        "link": link,
        "center": str(application.stop.center),
    }
    words = render(event, language=application.language, context=context, stop=application.stop)
    made: dict[str, Any] = {
        "key": f"demo:{event}:{application.pk}",
        "event": event,
        "channel": "sms",
        "address": application.phone,
        "person": application.applicant,
        "stop": application.stop,
        "language": application.language,
        "body": words.short,
        "urgent": EVENTS[event].urgent,
        "needed": EVENTS[event].needed,
        "created_at": min(when, timezone.now()),
        "due_at": when,
        "handed_at": when if "attempts" in changes else None,
        "moved_at": min(when, timezone.now()),
    }
    return Message(**(made | changes))


def _preferences(people: Sequence[User]) -> None:
    """One reads what is needed only, one has quiet hours, one chose SMS, one wrote STOP."""
    needed, quiet, chosen, refusing = people
    Preference.objects.bulk_create(
        [
            Preference(person=needed, only_needed=True),
            Preference(person=quiet, quiet_from="18:00", quiet_until="10:00"),
            Preference(person=chosen, channel="sms"),
        ]
    )
    OptOut.objects.create(address=refusing.phone or "", way="sms")


def _receipts(applications: Sequence[Application]) -> None:
    """The receipts of the newest applications, as if they had been sent."""
    for application in applications:
        write_receipt(application)
        Message.objects.filter(stop=application.stop, person=application.applicant).update(
            state=Message.State.SENT,
            created_at=application.submitted_at,
            due_at=application.submitted_at,
            sent_at=application.submitted_at,
            attempts=1,
        )
