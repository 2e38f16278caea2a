"""Statuses in any order; what nobody knows the fate of, what people decide."""

from datetime import timedelta
from itertools import permutations

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from pytest_django.fixtures import Settings

from messaging import actions, installation
from messaging.actions import statuses
from messaging.models import Message
from messaging.tasks import delivery, sweeping
from people.models import User
from tests.messaging.conftest import Gateway
from tests.messaging.making import later, sms, state_of

State = Message.State
PARKED = "Its fate is unknown: it may have arrived."


def record(message: Message, status: str) -> None:
    words = {"channel": "sms", "echo": message.echo, "provider_id": "sms_1", "failure": "x"}
    statuses.record(status=status, at=timezone.now(), **words)


def parked(gateway: Gateway, key: str = "receipt:1") -> Message:
    gateway.faults = ["drop"]
    message = sms(key)
    delivery.deliver_waiting()
    assert state_of(message) == (State.PARKED, PARKED)
    return message


@pytest.mark.django_db
@pytest.mark.parametrize(
    "order", list(permutations(["sent", "delivered", "read", "delivered"], 4))[::3]
)
def test_statuses_come_in_any_order(gateway: Gateway, order: tuple[str, ...]) -> None:
    message = sms()
    delivery.deliver_waiting()
    for status in order:
        record(message, status)
    assert (state_of(message)[0], len(gateway.arrived)) == (State.READ, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "then", "fate"), [("failed", "delivered", "delivered"), ("read", "failed", "read")]
)
def test_whoever_has_read_it_has_it(gateway: Gateway, first: str, then: str, fate: str) -> None:
    message = sms()
    delivery.deliver_waiting()
    record(message, first)
    record(message, then)
    assert (state_of(message)[0], len(gateway.arrived)) == (fate, 1)


@pytest.mark.django_db
def test_a_status_settles_what_was_parked(gateway: Gateway) -> None:
    message = parked(gateway)
    record(message, "delivered")
    delivery.deliver_waiting()
    assert (state_of(message), message.provider_id, len(gateway.arrived)) == (
        (State.DELIVERED, ""),
        "sms_1",
        1,
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "echo", ["message-", "message-x", "message-999999999999999999999", "other", ""]
)
def test_a_status_of_nothing_we_know_changes_nothing(echo: str) -> None:
    message = sms()
    statuses.record(channel="sms", echo=echo, provider_id="", status="delivered", at=timezone.now())
    record(message, "delivered")  # it was never handed to anybody
    assert state_of(message)[0] == State.NEW


@pytest.mark.django_db
@pytest.mark.parametrize("named", [True, False])
def test_a_provider_says_nothing_of_what_another_one_was_given(
    gateway: Gateway,
    named: bool,  # noqa: FBT001  Django calls it so
) -> None:
    message = sms()
    delivery.deliver_waiting()
    Message.objects.filter(pk=message.pk).update(provider_id="1")
    echo = message.echo if named else ""
    for channel in ("whatsapp", "sms"):
        assert (state_of(message)[0], len(gateway.arrived)) == (State.SENT, 1)
        statuses.record(
            channel=channel, echo=echo, provider_id="1", status="read", at=timezone.now()
        )
    assert state_of(message)[0] == State.READ


@pytest.mark.django_db
def test_what_a_killed_worker_left_is_before_a_person_within_a_quarter_of_an_hour() -> None:
    message = sms()
    installation.may_send()
    mine = delivery.claim()
    delivery.hand_over(message.pk, mine.lease)
    later(message)
    sweeping.sweep()
    assert state_of(message) == (State.PARKED, PARKED)
    soon = timezone.now() + timedelta(minutes=9)
    assert list(Message.objects.needing_a_person(soon)) == [message]
    assert list(Message.objects.needing_a_person(timezone.now())) == []


@pytest.mark.django_db
def test_a_late_answer_still_counts_when_the_lease_ran_out_meanwhile(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = sms()
    send = delivery.channels.send

    def slowly(handed: Message) -> str:
        later(handed)
        sweeping.sweep()
        return str(send(handed))

    monkeypatch.setattr(delivery.channels, "send", slowly)
    delivery.deliver_waiting()
    assert (state_of(message), len(gateway.arrived)) == ((State.SENT, ""), 1)


@pytest.mark.django_db
def test_people_decide_about_what_was_parked_and_only_once(gateway: Gateway) -> None:
    by = User.objects.create_user(name="Hanae", email="hanae@example.org")
    known, lost, again = (parked(gateway, key) for key in ("a", "b", "c"))
    actions.arrived(known, by=by)
    actions.give_up(lost, by=by)
    actions.send_again(again, by=by)
    delivery.deliver_waiting()
    assert [state_of(each)[0] for each in (known, lost, again)] == [
        State.SENT,
        State.FAILED,
        State.SENT,
    ]
    with pytest.raises(ValidationError) as refusal:
        actions.give_up(known, by=by)
    assert refusal.value.code == "moved"
    assert len(gateway.arrived) == 4


@pytest.mark.django_db
def test_by_hand_is_prepared_then_sent() -> None:
    by = User.objects.create_user(name="Hanae", email="hanae@example.org")
    message = sms(channel="by_hand")
    actions.prepare(message, by=by)
    actions.prepare(message, by=by)
    assert state_of(message)[0] == State.PREPARED
    actions.sent_by_hand(message, by=by)
    assert state_of(message)[0] == State.SENT


@pytest.mark.django_db
def test_what_a_person_sends_again_is_no_repetition_to_the_gateway(
    gateway: Gateway, settings: Settings
) -> None:
    settings.SMS_GATEWAY_KEYED = True
    message = sms()
    delivery.deliver_waiting()
    first = message.echo
    record(message, "failed")
    actions.send_again(message, by=User.objects.create_user(name="Amal", email="amal@example.org"))
    delivery.deliver_waiting()
    message.refresh_from_db()
    assert gateway.keys == [first, message.echo]
    assert len({*gateway.keys}) == 2
    statuses.record(
        channel="sms",
        echo=first,
        provider_id="sms_1",
        status="failed",
        at=timezone.now(),
        failure="late",
    )
    assert state_of(message) == (State.SENT, "")
