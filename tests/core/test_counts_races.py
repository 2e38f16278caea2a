"""Guesses at once: as many pass as may, whoever comes first."""

import pytest

from core import counts
from tests.crew import together

GUESSES, LIMIT, ROUNDS = 50, 10, 5


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("repeated", range(ROUNDS))
def test_of_fifty_guesses_at_once_exactly_ten_pass(repeated: int) -> None:
    def passes() -> bool:
        return counts.count(f"guesses {repeated}", seconds=600).times <= LIMIT

    assert sum(together([passes] * GUESSES)) == 10
