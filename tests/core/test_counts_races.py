"""Guesses at once: as many pass as may, whoever comes first."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from core import counts

GUESSES, LIMIT, ROUNDS = 50, 10, 5


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("repeated", range(ROUNDS))
def test_of_fifty_guesses_at_once_exactly_ten_pass(repeated: int) -> None:
    ready = Barrier(GUESSES, timeout=60)

    def passes(_number: int) -> bool:
        try:
            connection.ensure_connection()
            ready.wait()
            return counts.count(f"guesses {repeated}", seconds=600).times <= LIMIT
        finally:
            connection.close()

    with ThreadPoolExecutor(GUESSES) as guessers:
        assert sum(guessers.map(passes, range(GUESSES))) == 10
