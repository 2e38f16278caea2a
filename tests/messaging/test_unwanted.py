"""What is read again before a message leaves: its subject, its hour, whether it is wanted."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from messaging import actions
from messaging.models import Message, OptOut, Preference
from messaging.tasks import delivery, settling
from people.actions import record_consents, withdraw_consents
from people.models import User
from tests.cast import Cast
from tests.messaging.conftest import Gateway
from tests.messaging.making import state_of

State = Message.State
NIGHT = datetime(2026, 11, 23, 21, 1, tzinfo=UTC)  # Casablanca reads the same clock since September
MORNING = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def reminder(key: str = "reminder:24h:booking 17:v1", **changes: Any) -> Message:
    """A message as a room writes it: at a decent hour, to people who want it."""
    values: dict[str, Any] = {
        "key": key,
        "event": "reminder",
        "channel": "sms",
        "address": "+212699000001",
        "language": "fr",
        "body": key,
        "about": "booking:17",
        "version": 1,
        "due_at": timezone.now(),
    }
    return actions.put(Message(**(values | changes)))


@pytest.fixture(autouse=True)
def noon() -> Any:
    with time_machine.travel(datetime(2026, 11, 25, 10, 0, tzinfo=UTC), tick=True):
        yield


@pytest.mark.django_db
def test_a_booking_that_moved_lets_the_old_reminder_go_and_one_new_one_leaves(
    gateway: Gateway,
) -> None:
    old = reminder()
    actions.revise("booking:17", version=2)
    new = reminder("reminder:24h:booking 17:v2", version=2)
    belated = reminder(
        "reminder:2h:booking 17:v1"
    )  # by somebody who had read the booking before it moved
    delivery.deliver_waiting()
    assert [state_of(each)[0] for each in (old, new, belated)] == [
        State.DROPPED,
        State.SENT,
        State.DROPPED,
    ]
    assert [each["message"] for each in gateway.arrived] == ["reminder:24h:booking 17:v2"]


@pytest.mark.django_db
def test_an_older_version_that_is_told_late_changes_nothing(gateway: Gateway) -> None:
    actions.revise("booking:17", version=3)
    actions.revise("booking:17", version=2)
    assert state_of(reminder(version=2))[0] == State.NEW
    delivery.deliver_waiting()
    assert (Message.objects.get().state, gateway.arrived) == (State.DROPPED, [])


@pytest.mark.django_db
def test_about_what_was_called_off_nothing_is_said_any_more(gateway: Gateway) -> None:
    before = reminder()
    actions.call_off("booking:17")
    after = reminder("reminder:2h:booking 17:v9", version=9)
    delivery.deliver_waiting()
    assert [state_of(each)[0] for each in (before, after)] == [State.DROPPED, State.DROPPED]
    assert gateway.arrived == []


@pytest.mark.django_db
@pytest.mark.parametrize(("needed", "fate"), [(False, State.DROPPED), (True, State.SENT)])
def test_whoever_refused_gets_only_what_is_needed(
    gateway: Gateway,
    needed: bool,  # noqa: FBT001  Django calls it so
    fate: str,
) -> None:
    OptOut.objects.create(address="+212699000001", way="sms")
    message = reminder(needed=needed)
    delivery.deliver_waiting()
    assert (state_of(message)[0], len(gateway.arrived)) == (fate, int(needed))


@pytest.mark.django_db
def test_a_refusal_that_was_lifted_counts_no_more(gateway: Gateway) -> None:
    OptOut.objects.create(address="+212699000001", way="sms", lifted_at=timezone.now())
    reminder()
    delivery.deliver_waiting()
    assert len(gateway.arrived) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("needed", [False, True])
def test_whoever_wants_only_what_is_needed_gets_only_that(gateway: Gateway, needed: bool) -> None:  # noqa: FBT001  Django calls it so
    person = User.objects.create_user(name="Salma", phone="+212699000001")
    Preference.objects.create(person=person, only_needed=True)
    reminder(person=person, needed=needed)
    delivery.deliver_waiting()
    assert len(gateway.arrived) == int(needed)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("agreed_again", "changes", "fate"),
    [
        (False, {}, State.DROPPED),
        (False, {"needed": True}, State.SENT),
        (False, {"channel": "email", "address": "salma@example.org"}, State.SENT),
        (False, {"stop": None}, State.SENT),
        (True, {}, State.SENT),
    ],
)
def test_whoever_takes_their_consent_back_is_reminded_no_more_by_telephone(
    gateway: Gateway,
    cast: Cast,
    agreed_again: bool,  # noqa: FBT001  Django calls it so
    changes: dict[str, Any],
    fate: str,
) -> None:
    person = cast["AP1"]
    record_consents(person, stop=cast.stop, purposes=["processing", "reminders"])
    message = reminder(person=person, **({"stop": cast.stop} | changes))
    withdraw_consents(person, stop=cast.stop, purposes=["reminders"])
    if agreed_again:
        record_consents(person, stop=cast.stop, purposes=["reminders"])
    delivery.deliver_waiting()
    assert (state_of(message)[0], len(gateway.arrived)) == (
        fate,
        int(fate == State.SENT and message.channel == "sms"),
    )


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["refused", "moved", "called off", "expired", "reserved"])
def test_what_changes_between_the_claim_and_the_call_is_seen(gateway: Gateway, change: str) -> None:
    person = User.objects.create_user(name="Salma", phone="+212699000001")
    message = reminder(person=person)
    mine = delivery.claim()
    match change:
        case "refused":
            OptOut.objects.create(address="+212699000001", way="sms")
        case "moved":
            actions.revise("booking:17", version=2)
        case "called off":
            actions.call_off("booking:17")
        case "expired":
            Message.objects.update(expires_at=timezone.now())
        case _:
            Preference.objects.create(person=person, only_needed=True)
    delivery.deliver(mine.numbers[0], mine.lease)
    assert (state_of(message), gateway.arrived) == ((State.DROPPED, ""), [])


@pytest.mark.django_db
@pytest.mark.parametrize("claimed_before", [False, True])
def test_nobody_is_disturbed_at_night(gateway: Gateway, claimed_before: bool) -> None:  # noqa: FBT001  Django calls it so
    with time_machine.travel(NIGHT - timedelta(minutes=2), tick=False) as clock:
        message = reminder()
        claimed = delivery.claim() if claimed_before else delivery.Block(uuid4())
        clock.move_to(NIGHT)
        for number in claimed.numbers:
            delivery.deliver(number, claimed.lease)
        delivery.deliver_waiting()
        assert (state_of(message)[0], message.due_at, gateway.arrived) == (State.NEW, MORNING, [])
        clock.move_to(MORNING)
        delivery.deliver_waiting()
    assert (state_of(message)[0], len(gateway.arrived)) == (State.SENT, 1)


@pytest.mark.django_db
def test_a_sign_in_code_leaves_at_any_hour(gateway: Gateway) -> None:
    with time_machine.travel(NIGHT, tick=False):
        reminder(urgent=True)
        delivery.deliver_waiting()
    assert len(gateway.arrived) == 1


@pytest.mark.django_db
def test_a_persons_own_quiet_hours_are_kept(gateway: Gateway) -> None:
    person = User.objects.create_user(name="Salma", phone="+212699000001")
    Preference.objects.create(person=person, quiet_from=time(9), quiet_until=time(17))
    message = reminder(person=person)
    delivery.deliver_waiting()
    assert (state_of(message)[0], gateway.arrived) == (State.NEW, [])
    assert message.due_at == datetime(2026, 11, 25, 17, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_a_sign_in_code_waits_for_one_message_at_most(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "LOOK", 0)
    for number in range(3):
        reminder(f"{number}", about="")
    send: Callable[[Message], str] = delivery.channels.send

    def and_somebody_signs_in(message: Message) -> str:
        if message.key == "0":
            reminder("code", about="", urgent=True, secret=True)
        return send(message)

    monkeypatch.setattr(delivery.channels, "send", and_somebody_signs_in)
    delivery.deliver_waiting()
    assert [each["message"] for each in gateway.arrived] == ["0", "code", "1", "2"]


@pytest.mark.django_db
def test_what_is_sent_by_hand_is_not_the_postmans_and_is_dropped_when_unwanted() -> None:
    kept, moved = (
        reminder("kept", channel="by_hand", version=2),
        reminder("moved", channel="by_hand"),
    )
    actions.put(
        Message(key="other", channel="by_hand", address="+212699000002", language="fr", body="…")
    )
    OptOut.objects.create(address="+212699000002", way="staff")
    Message.objects.filter(key="moved").update(version=0)
    actions.revise("booking:17", version=1)
    delivery.deliver_waiting()
    settling.drop_unwanted_by_hand()
    states = dict(Message.objects.values_list("key", "state"))
    assert states == {"kept": State.NEW, "moved": State.DROPPED, "other": State.DROPPED}
    assert (kept.channel, moved.channel) == ("by_hand", "by_hand")


@pytest.mark.django_db
@pytest.mark.parametrize("claimed_before", [False, True])
def test_an_answer_that_came_too_late_stands_at_the_desk(
    gateway: Gateway,
    claimed_before: bool,  # noqa: FBT001  Django calls it so
) -> None:
    author = User.objects.create_user(name="ZZC author", email="author@example.org")
    late = reminder(author=author)
    mine = delivery.claim() if claimed_before else None
    Message.objects.update(expires_at=timezone.now())
    if mine:
        delivery.deliver(mine.numbers[0], mine.lease)
    else:
        delivery.deliver_waiting()
    assert (state_of(late), gateway.arrived) == ((State.FAILED, "It could not leave in time."), [])
