"""A crowd against the served product, each with a connection of its own; 1,000 of them in `bench`.

The same load with the lock switched off must be red, or it shows nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection

from bench.crowds import product
from bench.seat_rounds import Load, expected, played
from tests.cast import gather
from tests.ports import free_port

if TYPE_CHECKING:
    from bench.seat_rounds import Round

LOAD = Load(clients=60, seats=8, waiting=20, leaving=4)


def raced(application: str) -> Round:
    """One round against `application`, on the database of this worker."""
    own = connection.settings_dict
    where = "&".join(f"{name}={own[name.upper()]}" for name in ("host", "port", "user"))
    stop, port = gather().stop, free_port()
    with product(port, f"postgresql:///{own['NAME']}?{where}", application):
        return played(stop, LOAD, port)


@pytest.mark.django_db(transaction=True)
def test_a_crowd_over_http_fills_the_seats_in_order_and_each_freed_one_is_offered_once() -> None:
    assert raced("microlabs.wsgi:application") == expected(LOAD)


@pytest.mark.django_db(transaction=True)
def test_the_same_crowd_goes_wrong_without_the_lock() -> None:
    came = raced("bench.unlocked:application")
    assert (came == expected(LOAD), came.oversold) == (False, 0)
