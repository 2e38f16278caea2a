"""A sign-in code stays in the outbox no longer than it is of use."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from messaging import installation
from messaging.models import Message
from messaging.tasks import delivery, sweeping
from tests.messaging.conftest import Gateway
from tests.messaging.making import later, sms, state_of


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("demo", "changes", "kept"),
    [
        (False, {}, ""),
        (False, {"expires_at": timezone.now()}, ""),
        (True, {}, "code 123456"),
        (False, {"secret": False}, "code 123456"),
    ],
)
def test_a_sign_in_code_is_forgotten_once_nothing_more_happens_to_it(
    gateway: Gateway,
    settings: Settings,
    demo: bool,  # noqa: FBT001  Django calls it so
    changes: dict[str, Any],
    kept: str,
) -> None:
    settings.DEMO = demo
    values: dict[str, Any] = {"secret": True, "body": "code 123456"}
    message = sms(**(values | changes))
    delivery.deliver_waiting()
    message.refresh_from_db()
    assert (message.body, len(gateway.arrived)) == (
        kept,
        0 if demo or changes.get("expires_at") else 1,
    )


@pytest.mark.django_db
def test_a_sign_in_code_that_could_not_be_sent_is_forgotten_after_the_last_attempt(
    gateway: Gateway,
) -> None:
    gateway.faults = [403] * 6
    message = sms(secret=True, body="code 123456")
    bodies = []
    for _attempt in range(6):
        delivery.deliver_waiting()
        later(message)
        message.refresh_from_db()
        bodies.append(message.body)
    assert bodies == ["code 123456"] * 5 + [""]


@pytest.mark.django_db
@pytest.mark.parametrize("says_when", [True, False])
def test_a_sign_in_code_of_unknown_fate_is_forgotten_when_it_is_over_and_alarms_nobody(
    caplog: pytest.LogCaptureFixture,
    says_when: bool,  # noqa: FBT001  Django calls it so
) -> None:
    installation.may_send()
    now = timezone.now()
    message = sms(
        secret=True,
        body="code 123456",
        expires_at=now + timedelta(minutes=5) if says_when else None,
    )
    eleven_minutes_ago, hour_ago = now - timedelta(minutes=11), now - timedelta(minutes=61)
    killed = {
        "state": "sending",
        "attempts": 6,
        "handed_at": eleven_minutes_ago,
        "lease_until": now,
    }  # at the last one
    Message.objects.filter(pk=message.pk).update(**killed)
    caplog.set_level(logging.WARNING)
    sweeping.sweep()
    assert (state_of(message)[0], message.body, caplog.messages) == (
        Message.State.PARKED,
        "code 123456",
        [],
    )
    over = {"expires_at": now} if says_when else {"handed_at": hour_ago}
    Message.objects.filter(pk=message.pk).update(**over)
    sweeping.sweep()
    assert (state_of(message)[0], message.body, message.context) == (Message.State.FAILED, "", {})
