"""Many at work on the same messages: nobody waits for somebody who waits for them."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection, transaction
from django.utils import timezone

from messaging.actions.outbox import revise_many
from messaging.models import Message, Topic
from messaging.tasks import settling
from tests.crew import together
from tests.messaging.making import sms

pytestmark = pytest.mark.django_db(transaction=True)
State = Message.State


@contextmanager
def in_somebodys_hands(message: Message) -> Iterator[None]:
    """Somebody else is changing this one, and is not done with it."""
    begun, over = threading.Event(), threading.Event()

    def change() -> None:
        with transaction.atomic():
            Message.objects.filter(pk=message.pk).update(failure="x")
            begun.set()
            over.wait(60)
        connection.close()

    with ThreadPoolExecutor() as others:
        done = others.submit(change)
        assert begun.wait(60)
        try:
            yield
        finally:
            over.set()
        done.result(60)


@pytest.mark.parametrize(
    ("settle", "state", "fate"),
    [
        (settling.drop_unwanted, State.NEW, State.DROPPED),
        (settling.give_back, State.SENDING, State.PARKED),
    ],
)
def test_who_settles_waits_for_nobody(settle: Callable[[], None], state: str, fate: str) -> None:
    past = timezone.now() - timedelta(hours=1)
    messages = [sms(f"receipt:{number}", expires_at=past) for number in range(3)]
    Message.objects.update(state=state, lease_until=past)
    with connection.cursor() as cursor, in_somebodys_hands(messages[1]):
        cursor.execute("SET lock_timeout = '3s'")
        settle()
        cursor.execute("RESET lock_timeout")
    assert [*Message.objects.order_by("pk").values_list("state", flat=True)] == [fate, state, fate]


def test_many_subjects_change_at_once_in_whatever_order_they_are_named() -> None:
    names = [f"booking:{number}" for number in range(500)]
    for version in range(1, 4):
        orders = [names, [*reversed(names)]] * 2
        changes = [partial(revise_many, order, version=version) for order in orders]
        assert together(changes) == [None] * 4
    assert Topic.objects.filter(version=3).count() == 500
