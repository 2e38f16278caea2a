"""Counters equal a recount by hand after anything that happens, whenever they are folded."""

import pytest

from reporting.counting.folding import fold
from reporting.models import Mark
from tests.cast import Cast
from tests.reporting.counting.by_hand import by_hand, kept
from tests.reporting.counting.histories import History, furnish, seeded


@pytest.mark.parametrize("seed", range(6))
def test_after_any_history_the_folded_counters_equal_a_recount(cast: Cast, seed: int) -> None:
    furnish(cast)
    history = History(cast, seeded(seed))
    for _ in range(8):
        history.go_on(60)
        fold()
        assert kept() == by_hand()
    assert Mark.objects.count() == 0


def test_the_histories_come_to_every_population(cast: Cast) -> None:
    furnish(cast)
    History(cast, seeded(1)).go_on(900)
    fold()
    counted = {line[1] for line, number in kept().items() if number}
    assert {line[1] for line in kept()} - counted == set()
