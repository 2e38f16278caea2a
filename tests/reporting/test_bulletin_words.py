"""What stands under the numbers of a bulletin, in a language that says two and ten otherwise."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from reporting.bulletin import words


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (2, ["ورشتان منجزتان", "جلستان مع خبير", "شريكان"]),
        (8, ["ورشات منجزة", "جلسات مع خبير", "شركاء"]),
        (24, ["ورشة منجزة", "جلسة مع خبير", "شريكا"]),
    ],
)
def test_what_stands_under_a_number_is_said_as_of_so_many(count: int, said: list[str]) -> None:
    with override("ar"):
        told = [words.things(code, count) for code in ("workshops", "sessions", "partners")]
    assert told == said
