"""What hardly ever changes is asked once in ten seconds, and an older answer is not kept."""

import sys
from concurrent.futures import ThreadPoolExecutor
from weakref import ref

import pytest

from core import lately
from core.lately import Newest

MANY = 50_000  # without its lock one of them failed after 5,000 to 40,000, in eight runs of eight


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time of a process, which the test sets."""
    time = [0.0]
    monkeypatch.setattr(lately, "monotonic", lambda: time[0])
    return time


def test_a_question_is_asked_once_in_ten_seconds(clock: list[float]) -> None:
    asked = []

    @lately.lately(most=2)
    def double(number: int) -> int:
        asked.append(number)
        return number * 2

    assert [double(1), double(1), double(2)] == [2, 2, 4]
    clock[0] = 10.0
    assert double(1) == 2
    double.forget()
    assert double(1) == 2
    assert asked == [1, 2, 1, 1]


@pytest.mark.usefixtures("clock")
def test_the_answers_that_were_given_first_make_room() -> None:
    asked = []

    @lately.lately(most=2)
    def same(number: int) -> int:
        asked.append(number)
        return number

    for number in (1, 2, 3, 3, 2, 1):
        same(number)
    assert asked == [1, 2, 3, 1]


def test_an_older_answer_is_not_kept_beside_the_newer_one(clock: list[float]) -> None:
    newest: Newest[set[int]] = Newest(most=9)
    answers = []
    for clock[0] in (0.0, 10.0, 20.0):
        answers.append(ref(newest.of("about", set)))
    assert [answer() for answer in answers] == [None, None, set()]


@pytest.mark.races
def test_many_who_ask_at_once_are_all_answered() -> None:
    newest: Newest[int] = Newest(most=1)
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)

    def ask(number: int) -> int:
        return sum(newest.of((number, each), lambda: 1) for each in range(MANY))

    try:
        with ThreadPoolExecutor(8) as crowd:
            assert [*crowd.map(ask, range(8))] == [MANY] * 8
    finally:
        sys.setswitchinterval(before)
