"""Figures are counted again when something was written, and only then."""

import pytest
from django.db import connection

from applications.models import Application
from reporting.counts import build_when_changed
from reporting.models import Count
from tests.cast import gather

pytestmark = pytest.mark.django_db(transaction=True)


def told() -> None:
    """PostgreSQL tells now what was written, not some seconds later."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")


def test_nothing_is_counted_when_nothing_was_written() -> None:
    gather()
    told()
    first = build_when_changed()
    assert (first is None, build_when_changed()) == (False, None)
    assert {*Count.objects.values_list("counted_at", flat=True)} == {first}


def test_what_was_written_is_counted() -> None:
    cast = gather()
    told()
    build_when_changed()
    Application.objects.filter(stop=cast.stop).update(gender="woman")
    told()
    second = build_when_changed()
    women = Count.objects.get(
        stop=cast.stop, population="applications", breakdown="gender", value="woman"
    )
    assert (women.counted_at, women.count) == (
        second,
        Application.objects.received().filter(stop=cast.stop).count(),
    )
