"""Counts that limits are kept by: each is counted, whatever fails around it; none names anybody."""

from contextlib import suppress
from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core import counts
from core.clock import forget_counts
from core.models import Count

pytestmark = pytest.mark.django_db
HOUR = 3600


def test_a_count_begins_with_the_first_and_ends_a_fixed_while_later() -> None:
    begun = timezone.now()
    with time_machine.travel(begun, tick=False):
        assert counts.count("a", seconds=HOUR).times == 1
    with time_machine.travel(begun + timedelta(minutes=59), tick=False):
        second = counts.count("a", seconds=HOUR)
        assert (second.times, second.until - begun) == (2, timedelta(hours=1))
    with time_machine.travel(begun + timedelta(minutes=60), tick=False):
        assert counts.counted("a").times == 0
        assert counts.count("a", seconds=HOUR).times == 1


def test_counting_is_one_statement() -> None:
    with CaptureQueriesContext(
        connection,
    ) as statements:
        counts.count("a", seconds=HOUR)
    assert len(statements) == 1


def test_several_may_be_counted_at_once_and_taken_back_to_none() -> None:
    assert counts.count("a", seconds=HOUR, more=3).times == 3
    for _ in range(5):
        counts.take_back("a")
    assert counts.counted("a").times == 0
    counts.count("a", seconds=HOUR)
    counts.forget("a")
    assert counts.counted("a").times == 0


def test_no_telephone_and_no_address_stands_in_the_table() -> None:
    counts.count("code for +212699000001 zzc-ap1@example.org", seconds=HOUR)
    kept = Count.objects.get()
    assert (len(kept.key), set(kept.key) - set("0123456789abcdef")) == (64, set())


def test_counts_that_are_over_are_removed_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counts, "BLOCK", 2)
    for number in range(5):
        counts.count(f"old {number}", seconds=HOUR)
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        counts.count("new", seconds=HOUR)
        with CaptureQueriesContext(connection) as statements:
            forget_counts()
        removals = [each["sql"] for each in statements if each["sql"].startswith("DELETE")]
        assert (len(removals), counts.counted("new").times, Count.objects.count()) == (3, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_what_is_counted_in_a_transaction_that_is_taken_back_is_counted() -> None:
    with transaction.atomic():
        counts.count("a", seconds=HOUR)
        transaction.set_rollback(True)
    assert counts.counted("a").times == 1


@pytest.mark.django_db(transaction=True)
def test_what_is_counted_in_a_transaction_that_has_failed_is_counted() -> None:
    with suppress(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        try:
            cursor.execute("SELECT 1/0")
        finally:
            counts.count("a", seconds=HOUR)
    assert counts.counted("a").times == 1
