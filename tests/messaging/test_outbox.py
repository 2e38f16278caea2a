"""The outbox: a message is written once, leaves once; what could not be sent is said, not lost."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

import httpx
import pytest
from django.core import mail
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from kombu.exceptions import OperationalError
from pytest_django.fixtures import Settings

from core import calling
from messaging import installation
from messaging.channels import base as channels
from messaging.models import Message
from messaging.tasks import delivery
from tests.crew import together
from tests.messaging.conftest import Gateway
from tests.messaging.making import later, letter, sms, state_of

State = Message.State


@pytest.mark.django_db
def test_the_same_key_twice_is_one_message() -> None:
    assert sms().pk == sms(body="other").pk
    assert Message.objects.get().body == "توصلنا بطلبكم"


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_the_same_key_twice_in_parallel_is_one_message(gateway: Gateway) -> None:
    together([sms] * 8)
    delivery.deliver_waiting()
    assert (Message.objects.count(), len(gateway.arrived)) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_a_message_of_a_transaction_that_failed_was_never_written() -> None:
    with suppress(ZeroDivisionError), transaction.atomic():
        sms(body=str(sms().pk / 0))
    assert Message.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_without_a_broker_the_request_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(**_options: Any) -> None:
        raise OperationalError

    monkeypatch.setattr(delivery.deliver_waiting, "apply_async", away)
    assert sms().state == State.NEW


@pytest.mark.django_db
def test_an_sms_leaves_with_our_key_and_token(gateway: Gateway) -> None:
    message = sms()
    delivery.deliver_waiting()
    assert gateway.arrived == [
        {"to": "+212699000001", "message": "توصلنا بطلبكم", "from": "Microlabs"}
    ]
    assert (gateway.keys, gateway.bearers) == ([f"message-{message.pk}"], ["Bearer secret-token"])
    assert state_of(message) == (State.SENT, "")


@pytest.mark.django_db
def test_a_mail_leaves_as_text_and_in_our_layout() -> None:
    message = letter(body="Bonjour <b>vous</b>", language="fr")
    delivery.deliver_waiting()
    sent = mail.outbox[0]
    assert (sent.subject, sent.to, sent.body) == ("Reçu", ["a@example.org"], "Bonjour <b>vous</b>")
    assert isinstance(sent, mail.EmailMultiAlternatives)
    page, kind = sent.alternatives[0]
    assert (kind, str(page).count('<html lang="fr" dir="ltr">'), str(page).count("<b>vous")) == (
        "text/html",
        1,
        0,
    )
    assert state_of(message) == (State.SENT, "")


@pytest.mark.django_db
def test_a_message_that_is_not_due_waits(gateway: Gateway) -> None:
    sms(due_at=timezone.now() + timedelta(minutes=5))
    delivery.deliver_waiting()
    assert gateway.arrived == []


@pytest.mark.django_db
def test_a_message_that_came_too_late_is_dropped(gateway: Gateway) -> None:
    message = sms(expires_at=timezone.now() - timedelta(seconds=1))
    delivery.deliver_waiting()
    assert (gateway.arrived, state_of(message)) == ([], (State.DROPPED, ""))


@pytest.mark.django_db
def test_a_refusal_is_tried_again_after_a_pause(gateway: Gateway) -> None:
    gateway.faults = [429]
    message = sms()
    delivery.deliver_waiting()
    delivery.deliver_waiting()
    assert state_of(message) == (State.NEW, "The SMS gateway asks for patience.")
    later(message)
    delivery.deliver_waiting()
    assert (state_of(message), len(gateway.arrived)) == ((State.SENT, ""), 1)


@pytest.mark.django_db
def test_after_six_refusals_staff_read_why(gateway: Gateway) -> None:
    gateway.faults = [403] * 9
    message = sms()
    for _attempt in range(8):
        delivery.deliver_waiting()
        later(message)
    assert state_of(message) == (State.FAILED, "The SMS gateway does not accept our token.")
    assert len(gateway.faults) == 3


@pytest.mark.django_db
@pytest.mark.parametrize("fault", ["drop", 500])
def test_a_lost_answer_is_not_repeated_blindly(gateway: Gateway, fault: int | str) -> None:
    gateway.faults = [fault]
    message = sms()
    for _attempt in range(3):
        delivery.deliver_waiting()
        later(message)
    assert state_of(message) == (State.PARKED, "Its fate is unknown: it may have arrived.")
    assert len(gateway.keys) == 1


@pytest.mark.django_db
def test_a_gateway_that_knows_keys_is_asked_again_with_the_same_key(
    gateway: Gateway, settings: Settings
) -> None:
    settings.SMS_GATEWAY_KEYED = True
    gateway.faults = ["drop"]
    message = sms()
    delivery.deliver_waiting()
    later(message)
    delivery.deliver_waiting()
    assert (state_of(message), gateway.keys) == ((State.SENT, ""), [f"message-{message.pk}"] * 2)


@pytest.mark.django_db
def test_a_sign_in_code_is_sent_again_when_its_fate_is_unknown(gateway: Gateway) -> None:
    gateway.faults = ["drop"]
    message = sms(secret=True)
    delivery.deliver_waiting()
    later(message)
    delivery.deliver_waiting()
    assert (state_of(message), len(gateway.arrived)) == ((State.SENT, ""), 2)


@pytest.mark.django_db
@pytest.mark.parametrize(("secret", "fate"), [(True, State.SENT), (False, State.PARKED)])
def test_what_a_killed_worker_was_sending_is_settled(
    gateway: Gateway,
    secret: bool,  # noqa: FBT001  Django calls it so
    fate: str,
) -> None:
    message = sms(secret=secret)
    installation.move_in()
    mine = delivery.claim()
    assert delivery.hand_over(message.pk, mine.lease) == message
    delivery.deliver_waiting()
    assert (state_of(message), len(gateway.arrived)) == ((State.SENDING, ""), 0)
    later(message)
    delivery.deliver_waiting()
    assert state_of(message)[0] == fate


@pytest.mark.django_db
def test_what_a_killed_worker_had_only_claimed_leaves_with_the_next(gateway: Gateway) -> None:
    message = sms()
    delivery.claim()
    delivery.deliver_waiting()
    assert (state_of(message), len(gateway.arrived)) == ((State.NEW, ""), 0)
    later(message)
    delivery.deliver_waiting()
    assert (state_of(message), len(gateway.arrived)) == ((State.SENT, ""), 1)


@pytest.mark.django_db
@pytest.mark.parametrize("ended", [RuntimeError, SystemExit])
def test_a_worker_that_ends_in_the_middle_leaves_the_rest_to_the_next(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch, ended: type[BaseException]
) -> None:
    messages = [sms(f"receipt:{number}") for number in range(3)]

    def unforeseen(_message: Message) -> str:
        raise ended

    with monkeypatch.context() as broken:
        broken.setattr(channels, "send", unforeseen)
        with pytest.raises(ended):
            delivery.deliver_waiting()
    delivery.deliver_waiting()
    assert [state_of(message)[0] for message in messages] == [State.SENDING, State.SENT, State.SENT]
    assert len(gateway.arrived) == 2


@pytest.mark.django_db
def test_an_answer_that_cannot_be_deciphered_leaves_the_fate_unknown(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    def corrupted(*_asked: Any, **_what: Any) -> httpx.Response:
        return httpx.Response(200, headers={"Content-Encoding": "gzip"}, content=b"no gzip")

    monkeypatch.setattr(calling.client(), "post", corrupted)
    message = sms()
    delivery.deliver_waiting()
    assert (state_of(message)[0], gateway.arrived) == (State.PARKED, [])


@pytest.mark.django_db
def test_a_worker_whose_lease_is_over_does_not_send(gateway: Gateway) -> None:
    message = sms()
    mine = delivery.claim()
    later(message)
    assert delivery.hand_over(message.pk, mine.lease) is None
    delivery.deliver_waiting()
    assert delivery.hand_over(message.pk, mine.lease) is None
    assert (state_of(message), len(gateway.arrived)) == ((State.SENT, ""), 1)


@pytest.mark.django_db
def test_without_a_gateway_the_reason_is_said(settings: Settings) -> None:
    settings.SMS_GATEWAY_URL = ""
    message = sms()
    delivery.deliver_waiting()
    assert state_of(message) == (State.FAILED, "No SMS gateway is configured.")


@pytest.mark.django_db
def test_a_gateway_that_is_away_is_tried_again(settings: Settings) -> None:
    settings.SMS_GATEWAY_URL = "http://127.0.0.1:9/"
    message = sms()
    delivery.deliver_waiting()
    assert state_of(message) == (State.NEW, "The SMS gateway cannot be reached.")


@pytest.mark.django_db
def test_a_mail_server_that_is_away_is_tried_again(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    message = letter()
    delivery.deliver_waiting()
    assert state_of(message) == (State.NEW, "The mail server cannot be reached.")


@pytest.mark.django_db
def test_in_the_demonstration_nothing_leaves_this_computer(
    gateway: Gateway, settings: Settings
) -> None:
    settings.DEMO = True
    messages = [sms(), letter(key="receipt:2")]
    delivery.deliver_waiting()
    assert [state_of(message)[0] for message in messages] == [State.SENT, State.SENT]
    assert (gateway.arrived, mail.outbox) == ([], [])


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_dispatchers_at_once_send_each_message_once(gateway: Gateway) -> None:
    keys = [f"receipt:{number}" for number in range(120)]
    for key in keys:
        sms(key=key, body=key)
    together([delivery.deliver_waiting] * 6)
    assert sorted(each["message"] for each in gateway.arrived) == sorted(keys)
    assert Message.objects.filter(state=State.SENT).count() == 120


@pytest.mark.django_db
def test_a_round_in_which_nothing_is_due_asks_little(gateway: Gateway) -> None:
    sms(due_at=timezone.now() + timedelta(hours=1))
    delivery.deliver_waiting()  # the outbox settles in
    with CaptureQueriesContext(connection) as one_round:
        delivery.deliver_waiting()
    asked = [query["sql"] for query in one_round if query["sql"].startswith(("SELECT", "WITH"))]
    assert (len(asked), gateway.arrived) == (6, [])
