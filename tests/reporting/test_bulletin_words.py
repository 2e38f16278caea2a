"""What stands under the numbers of a bulletin, as each language says it of so many."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from reporting.bulletin import words


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        ("ar", 2, ["ورشتان منجزتان", "جلستان مع خبير", "شريكان"]),
        ("ar", 8, ["ورشات منجزة", "جلسات مع خبير", "شركاء"]),
        ("ar", 24, ["ورشة منجزة", "جلسة مع خبير", "شريكا"]),
        ("fr", 1, ["atelier tenu", "séance avec un expert", "partenaire"]),
        ("fr", 6, ["ateliers tenus", "séances avec un expert", "partenaires"]),
    ],
)
def test_what_stands_under_a_number_is_said_as_of_so_many(
    language: str, count: int, said: list[str]
) -> None:
    with override(language):
        told = [words.things(code, count) for code in ("workshops", "sessions", "partners")]
    assert told == said
