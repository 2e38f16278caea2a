"""What stands under the numbers of a bulletin, in a language that says two and ten otherwise."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from reporting.bulletin import words


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        ("fr", 1, ["atelier tenu", "séance avec un expert", "partenaire"]),
        ("fr", 8, ["ateliers tenus", "séances avec un expert", "partenaires"]),
        ("ar", 2, ["ورشتان منجزتان", "جلستان مع خبير", "شريكان"]),
        ("ar", 8, ["ورشات منجزة", "جلسات مع خبير", "شركاء"]),
        ("ar", 24, ["ورشة منجزة", "جلسة مع خبير", "شريكا"]),
    ],
)
def test_what_stands_under_a_number_is_said_as_of_so_many(
    language: str, count: int, said: list[str]
) -> None:
    with override(language):
        told = [words.things(code, count) for code in ("workshops", "sessions", "partners")]
    assert told == said
