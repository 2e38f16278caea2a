"""A restored copy of the database sends nothing until somebody says that it is the one."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from pytest_django.fixtures import Settings

from messaging import installation
from messaging.management.commands.sending import NO, TWIN, YES
from messaging.models import Installation, Message
from messaging.tasks import delivery, sweeping
from tests.messaging.conftest import Gateway
from tests.messaging.making import sms, state_of

State = Message.State


def output_of(*words: str, **options: bool) -> str:
    out = StringIO()
    call_command("sending", *words, stdout=out, **options)
    return out.getvalue()


@pytest.mark.django_db
def test_an_outbox_that_was_never_used_settles_in_and_sends(gateway: Gateway) -> None:
    sms()
    assert (installation.is_home(), Installation.objects.count()) == (True, 0)
    delivery.deliver_waiting()
    assert (installation.is_home(), Installation.objects.count(), len(gateway.arrived)) == (
        True,
        1,
        1,
    )


@pytest.mark.django_db
def test_a_copy_with_another_address_sends_nothing_until_told_to(
    gateway: Gateway, settings: Settings
) -> None:
    installation.may_send()
    settings.SITE_URL = "https://staging.example.ma"
    message = sms()
    delivery.deliver_waiting()
    sweeping.sweep()
    assert (state_of(message), gateway.arrived, installation.is_home()) == (
        (State.NEW, ""),
        [],
        False,
    )
    assert output_of() == f"{NO}\nDue now: 1.\n{TWIN}\n"
    assert output_of("allow") == f"{YES}\nDue now: 1.\n{TWIN}\n"
    delivery.deliver_waiting()
    assert len(gateway.arrived) == 1


@pytest.mark.django_db
def test_a_dump_loaded_into_the_same_database_is_a_copy(gateway: Gateway) -> None:
    installation.may_send()
    with (
        connection.cursor() as cursor
    ):  # as a load does: the same row, written by another transaction
        cursor.execute("SELECT id, fingerprint, since FROM messaging_installation")
        row = cursor.fetchone()
        cursor.execute("TRUNCATE messaging_installation")
        cursor.execute("SAVEPOINT loaded")
        cursor.execute(
            "INSERT INTO messaging_installation (id, fingerprint, since) VALUES (%s, %s, %s)", row
        )
    sms()
    delivery.deliver_waiting()
    assert (installation.is_home(), gateway.arrived) == (False, [])


@pytest.mark.django_db
def test_what_the_original_may_have_sent_is_let_go_when_asked(
    settings: Settings, gateway: Gateway
) -> None:
    installation.may_send()
    settings.SITE_URL = "https://new.example.ma"
    message = sms()
    assert output_of("allow", drop_waiting=True) == f"Set aside: 1.\n{YES}\nDue now: 0.\n{TWIN}\n"
    delivery.deliver_waiting()
    assert (state_of(message)[0], gateway.arrived) == (State.DROPPED, [])


@pytest.mark.django_db
def test_a_restored_copy_gives_no_number_that_the_lost_days_have_given(settings: Settings) -> None:
    numbers = {sms().pk}
    for copy in ("first", "second"):
        with (
            connection.cursor() as cursor
        ):  # as a load does: the sequence stands where the dump was made
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence('messaging_message', 'id'), %s)",
                [min(numbers)],
            )
        settings.SITE_URL = f"https://{copy}.example.ma"
        output_of("allow")
        for number in range(3):
            numbers.add(sms(f"{copy}:{number}").pk)
    assert len(numbers) == 7


@pytest.mark.django_db
def test_a_used_outbox_without_a_home_is_a_copy(gateway: Gateway) -> None:
    sms()
    delivery.deliver_waiting()
    Installation.objects.all().delete()
    sms("receipt:2")
    delivery.deliver_waiting()
    assert (installation.is_home(), len(gateway.arrived)) == (False, 1)
