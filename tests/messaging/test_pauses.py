"""A worker that pauses while it works: it never sends what others have sent meanwhile."""

import time
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from messaging.models import Message
from messaging.tasks import delivery, sweeping
from tests.messaging.conftest import Gateway
from tests.messaging.making import sms, state_of

State = Message.State


def between(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], None]) -> None:
    """`happens` between the handing over of the next message and the call of its provider."""
    hand_over = delivery.hand_over

    def slowly(number: int, lease: UUID) -> Message | None:
        message = hand_over(number, lease)
        monkeypatch.setattr(delivery, "hand_over", hand_over)
        happens()
        return message

    monkeypatch.setattr(delivery, "hand_over", slowly)


@pytest.mark.django_db
def test_a_worker_stopped_beyond_its_lease_does_not_send_what_another_one_sent(
    gateway: Gateway, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = sms()

    def others_send_it() -> None:
        time.sleep(0.1)
        Message.objects.filter(pk=message.pk).update(lease_until=timezone.now())  # it is over
        sweeping.sweep()
        assert state_of(message)[0] == State.PARKED
        Message.objects.filter(pk=message.pk).move(
            State.NEW, due_at=timezone.now()
        )  # silence, or staff, say: again
        delivery.deliver_waiting()
        assert state_of(message)[0] == State.SENT
        settings.MESSAGES_LEASE = 0.1

    settings.MESSAGES_LEASE = 300
    between(monkeypatch, others_send_it)
    delivery.deliver_waiting()
    assert (state_of(message), len(gateway.arrived)) == ((State.SENT, ""), 1)


@pytest.mark.django_db
def test_what_a_stopped_worker_did_not_send_leaves_with_the_next_round(
    gateway: Gateway, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MESSAGES_LEASE = 0.4
    message = sms()
    between(monkeypatch, lambda: time.sleep(0.21))
    delivery.deliver_waiting()
    settings.MESSAGES_LEASE = 300
    delivery.deliver_waiting()
    assert (state_of(message), message.attempts, len(gateway.arrived)) == ((State.SENT, ""), 1, 1)


@pytest.mark.django_db
def test_a_machine_that_was_frozen_sees_it_by_the_time_of_day(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    message, now = sms(), timezone.now

    def frozen() -> None:
        monkeypatch.setattr(timezone, "now", lambda: now() + timedelta(minutes=10))

    between(monkeypatch, frozen)
    delivery.deliver(message.pk, delivery.claim().lease)
    assert (state_of(message), gateway.arrived) == ((State.NEW, ""), [])
