"""What others hold is waited for and asked for again, three times in all; then it is said."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError, connection, transaction

from core import locks
from core.locks import hold, patient
from programs.models import Region

if TYPE_CHECKING:
    from collections.abc import Callable

STUCK = (
    psycopg.errors.DeadlockDetected,
    psycopg.errors.LockNotAvailable,
    psycopg.errors.SerializationFailure,
)


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "PAUSE", 0)


def failing(times: int, why: type[psycopg.Error]) -> tuple[Callable[[], str], list[int]]:
    """What fails so many times before it is done, and the turns that it took."""
    turns: list[int] = []

    def action() -> str:
        turns.append(len(turns))
        Region.objects.create(iso=f"T{len(turns)}", name_fr="T")
        if len(turns) <= times:
            raise OperationalError from why()
        return "done"

    return patient(action), turns


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("why", STUCK)
def test_two_collisions_are_tried_again_and_leave_nothing_behind(why: type[psycopg.Error]) -> None:
    action, turns = failing(2, why)
    assert (action(), len(turns)) == ("done", 3)
    assert list(Region.objects.filter(iso__startswith="T").values_list("iso", flat=True)) == ["T3"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("why", STUCK)
def test_the_third_collision_is_a_sentence(why: type[psycopg.Error]) -> None:
    action, turns = failing(3, why)
    with pytest.raises(ValidationError) as refusal:
        action()
    assert (refusal.value.code, len(turns)) == ("busy", 3)
    assert not Region.objects.filter(iso__startswith="T").exists()


@pytest.mark.django_db(transaction=True)
def test_what_is_broken_is_not_tried_again() -> None:
    action, turns = failing(1, psycopg.errors.DiskFull)
    with pytest.raises(OperationalError):
        action()
    assert len(turns) == 1


@pytest.mark.django_db(transaction=True)
def test_a_part_of_a_larger_transaction_is_not_repeated_alone() -> None:
    action, turns = failing(1, psycopg.errors.DeadlockDetected)
    with pytest.raises(OperationalError), transaction.atomic():
        action()
    assert len(turns) == 1


@pytest.mark.django_db(transaction=True)
def test_a_number_that_somebody_holds_is_waited_for_only_so_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(locks, "PATIENCE", "50ms")
    held, tried = threading.Event(), threading.Event()

    def holder() -> None:
        with transaction.atomic():
            hold(1, [7])
            held.set()
            tried.wait(60)
        connection.close()

    other = threading.Thread(target=holder)
    other.start()
    held.wait(60)
    try:
        with pytest.raises(ValidationError) as refusal:
            patient(lambda: hold(1, [8, 7]))()
    finally:
        tried.set()
        other.join()
    assert refusal.value.code == "busy"
    patient(lambda: hold(1, [8, 7]))()


@pytest.mark.django_db
def test_to_hold_nothing_asks_nothing(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        hold(1, [])
