"""Silence proves nothing, unless a later one was heard of, our ears were open, and all is read."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from messaging import installation
from messaging.models import Inbound, Message
from messaging.tasks import delivery, sweeping
from people.models import User
from tests.messaging.conftest import Gateway
from tests.messaging.making import later, sms, state_of

pytestmark = pytest.mark.django_db
State = Message.State
BROKEN = "What arrived could not be kept."


@pytest.fixture(autouse=True)
def echo(settings: Settings, request: pytest.FixtureRequest) -> None:
    request.getfixturevalue("db")
    installation.may_send()
    settings.SMS_HOOK_SECRET, settings.MESSAGES_GRACE = "secret", 600


def ago(minutes: float) -> datetime:
    return timezone.now() - timedelta(minutes=minutes)


def set_to(message: Message, **changes: Any) -> Message:
    Message.objects.filter(pk=message.pk).update(**changes)
    return message


def silent(key: str = "receipt:1", **changes: Any) -> Message:
    """One of which nobody knows whether it arrived, sent half an hour ago."""
    return set_to(
        sms(key),
        **({"state": "parked", "attempts": 1, "handed_at": ago(30), "due_at": ago(30)} | changes),
    )


def heard(*, sent: float = 29, reported: float = 28, **changes: Any) -> Message:
    """One that arrived, and the minutes since it was sent and since it was reported."""
    one = {"state": "delivered", "attempts": 1, "handed_at": ago(sent), "moved_at": ago(reported)}
    return set_to(sms("receipt:2"), **(one | changes))


def arrival(
    kind: str = "status", provider: str = "sms", minutes: float = 20, **changes: Any
) -> Inbound:
    return Inbound.objects.create(
        key="status:1", kind=kind, provider=provider, payload={}, arrived_at=ago(minutes), **changes
    )


def test_a_later_one_was_heard_of_and_this_one_was_not() -> None:
    message = silent()
    heard()
    sweeping.sweep()
    assert state_of(message) == (
        State.NEW,
        "Nothing was heard of it, though of later ones: it is sent again.",
    )


@pytest.mark.parametrize(
    ("later_one", "why"),
    [
        ({"sent": 31}, "it was sent before"),
        ({"channel": "whatsapp"}, "another provider told it"),
        ({"state": "sent"}, "nobody told it"),
        (
            {"reported": 1},
            "our ears were closed for a while: older words may still be on their way",
        ),
        ({"sent": 15, "reported": 14}, "they may have been closed just when this one was told of"),
    ],
)
def test_nothing_is_concluded_from_a_later_one(later_one: dict[str, Any], why: str) -> None:
    message = silent()
    heard(**later_one)
    sweeping.sweep()
    assert state_of(message)[0] == State.PARKED, why


def test_nothing_is_concluded_before_the_grace_is_over(settings: Settings) -> None:
    message = silent(handed_at=ago(9))
    heard(sent=8.9, reported=8.8)
    sweeping.sweep()
    settings.MESSAGES_GRACE = 8 * 60
    before = state_of(message)[0]
    sweeping.sweep()
    assert (before, state_of(message)[0]) == (State.PARKED, State.NEW)


@pytest.mark.parametrize(
    ("what", "fate"),
    [
        ({}, "parked"),
        ({"failure": BROKEN}, "parked"),
        (
            {"failure": BROKEN, "kind": "message"},
            "parked",
        ),  # not even its kind is sure
        # somebody of the staff knows whose words these are
        ({"failure": BROKEN, "done_at": timezone.now(), "kind": "message"}, "new"),
        ({"done_at": timezone.now()}, "new"),
        ({"kind": "message"}, "new"),
        ({"provider": "whatsapp"}, "new"),
        ({"failure": BROKEN, "minutes": 31}, "new"),
    ],
)
def test_what_was_told_is_read_first(what: dict[str, Any], fate: str) -> None:
    message = silent()
    heard()
    arrival(**what)
    sweeping.sweep()
    assert state_of(message)[0] == fate


def test_silence_speaks_once(gateway: Gateway) -> None:
    message = silent()
    heard()
    sweeping.sweep()
    gateway.faults = ["drop"]
    delivery.deliver_waiting()
    later(message)
    set_to(message, handed_at=ago(30))
    sweeping.sweep()
    assert (state_of(message)[0], message.attempts, len(gateway.arrived)) == (State.PARKED, 2, 1)


def test_what_a_person_has_sent_again_is_left_to_people() -> None:
    by = User.objects.create_user(name="Hanae", email="hanae@example.org")
    message = silent(decided_by=by, decided_at=ago(31))
    heard()
    sweeping.sweep()
    assert state_of(message)[0] == State.PARKED


def test_without_an_echo_silence_proves_nothing(settings: Settings) -> None:
    settings.SMS_HOOK_SECRET = ""
    message = silent()
    heard()
    sweeping.sweep()
    assert state_of(message)[0] == State.PARKED
