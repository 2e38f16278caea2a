"""Telephones and moments as pages write them, quickly and as the libraries would."""

from __future__ import annotations

from datetime import timedelta

import phonenumbers
import pytest
from django.utils import timezone, translation

from core.written import ago, telephone


def by_library(number: str) -> str:
    parsed = phonenumbers.parse(number, "MA")
    national = phonenumbers.PhoneNumberFormat.NATIONAL
    return phonenumbers.format_number(parsed, national).replace("-", " ")


def test_a_mobile_telephone_is_written_as_the_library_writes_it() -> None:
    numbers = [f"+212{beginning}{beginning}123" for beginning in range(600, 800)]
    assert [telephone(number) for number in numbers] == [by_library(number) for number in numbers]


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("+212535123456", "05 35 12 34 56"),
        ("+33612345678", "+33 6 12 34 56 78"),
        ("ZZC", "ZZC"),
        ("", ""),
    ],
)
def test_other_telephones_are_written_as_people_know_them(number: str, written: str) -> None:
    assert telephone(number) == written


@pytest.mark.parametrize(("language", "said"), [("fr", "il y a 2 h"), ("en", "2 hr ago")])
def test_a_moment_of_today_is_said_by_how_long_ago_it_is(language: str, said: str) -> None:
    with translation.override(language):
        assert ago(timezone.now() - timedelta(hours=2)).replace("\N{NO-BREAK SPACE}", " ") == said
