"""Days in words."""

from datetime import date, timedelta

import pytest
from babel.dates import format_date

from core.days import MONTHS, in_words

YEAR = [date(2026, 1, 1) + timedelta(days=days) for days in range(365)]
PATTERNS = ("d MMMM y", "EEEE d MMMM", "EEEE، d MMMM", "d MMMM", "d MMM", "d MMM y")


@pytest.mark.parametrize("locale", MONTHS)
def test_a_day_is_written_as_babel_writes_it(locale: str) -> None:
    others = [
        (in_words(day, pattern, locale), babels)
        for day in YEAR
        for pattern in PATTERNS
        if (babels := format_date(day, pattern, locale=locale)) != in_words(day, pattern, locale)
    ]
    assert others == []


def test_a_day_is_written_as_morocco_says_it() -> None:
    day = date(2026, 8, 15)
    assert in_words(day, "EEEE، d MMMM", "ar_MA") == "السبت، 15 غشت"
    assert in_words(day, "EEEE d MMMM y", "fr_MA") == "samedi 15 août 2026"
