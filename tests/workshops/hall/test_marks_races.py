"""Marks that arrive at once: a key counts once, whoever sends it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from tests.cast import gather
from tests.workshops.hall.test_attendance import known, seated, tap
from tests.workshops.planned import make_workshop
from workshops.hall.arrivals import mark
from workshops.models import Mark

SENDERS, ROUNDS = 12, 3


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_repeated", range(ROUNDS))
def test_twelve_sendings_of_the_same_mark_at_once_count_once(_repeated: int) -> None:
    cast = gather()
    workshop = make_workshop(cast.stop)
    seat, key, walk_in = seated(workshop, 1), uuid4(), uuid4()
    ready = Barrier(SENDERS)

    def send(number: int) -> int:
        try:
            connection.ensure_connection()
            ready.wait()
            taps = [tap(f"s{seat.pk}", key=key), tap(f"w{walk_in}", name="Brahim")]
            return mark(workshop, taps[: 1 + number % 2], by=cast["RS1"], how="door")
        finally:
            connection.close()

    with ThreadPoolExecutor(SENDERS) as senders:
        new = sum(senders.map(send, range(SENDERS)))
    assert (new, Mark.objects.filter(key=key).count()) == (1 + SENDERS // 2, 1)
    assert known(workshop) == [("present", "door"), ("present", "door")]
