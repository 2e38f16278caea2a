"""Dates, numbers and phones are written as in Morocco, in both languages."""

from datetime import UTC, date, datetime

import pytest
from django.utils import formats, translation

from core.language import said_day
from portal.templatetags import house

LAST_DAY = date(2026, 12, 15)
AFTERNOON = datetime(2026, 12, 15, 14, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "text"),
    [("ar", "15 دجنبر 2026"), ("fr", "15 décembre 2026"), ("en", "15 December 2026")],
)
def test_a_day_has_its_moroccan_month(language: str, text: str) -> None:
    with translation.override(language):
        assert (house.day(LAST_DAY), formats.date_format(LAST_DAY)) == (text, text)


@pytest.mark.parametrize(
    ("language", "of_day", "of_moment"),
    [
        ("ar", "1 دجنبر 2026", "1 دجنبر 2026، 14:30"),
        ("fr", "1er décembre 2026", "1er décembre 2026 à 14:30"),
        ("en", "1 December 2026", "1 December 2026, 14:30"),
    ],
)
def test_the_first_of_a_month_is_an_ordinal_in_french_alone(
    language: str, of_day: str, of_moment: str
) -> None:
    first = AFTERNOON.replace(day=1)
    with translation.override(language):
        assert (house.day(first), house.moment(first)) == (of_day, of_moment)
        assert (formats.date_format(first), formats.localize(first)) == (of_day, of_moment)
    with translation.override("fr"):
        texts = [house.weekday(first), said_day("11 mars 2026"), said_day("21 mai")]
    assert texts == ["mardi 1er décembre", "11 mars 2026", "21 mai"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "15 دجنبر 2026، 14:30"),
        ("fr", "15 décembre 2026 à 14:30"),
        ("en", "15 December 2026, 14:30"),
    ],
)
def test_a_moment_is_on_24_hours_at_casablanca(language: str, text: str) -> None:
    with translation.override(language):
        assert (house.moment(AFTERNOON), formats.date_format(AFTERNOON, "DATETIME_FORMAT")) == (
            text,
            text,
        )


@pytest.mark.parametrize(
    ("language", "text"),
    [("ar", "الثلاثاء، 15 دجنبر"), ("fr", "mardi 15 décembre"), ("en", "Tuesday 15 December")],
)
def test_a_weekday_is_whole(language: str, text: str) -> None:
    with translation.override(language):
        assert house.weekday(LAST_DAY) == text


def test_the_clock_stands_alone() -> None:
    assert house.clock(AFTERNOON) == "14:30"


def test_an_absent_date_is_nothing() -> None:
    assert [house.day(None), house.moment(None), house.weekday(None), house.clock(None)] == [
        "",
        "",
        "",
        "",
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "1.234.567,5"),
        ("fr", "1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567,5"),
        ("en", "1,234,567.5"),
    ],
)
def test_a_number_has_latin_digits(language: str, text: str) -> None:
    with translation.override(language):
        assert (house.number(1234567.5), formats.number_format(1234567.5, force_grouping=True)) == (
            text,
            text,
        )


@pytest.mark.parametrize(
    ("language", "text"), [("ar", "23,3%"), ("fr", "23,3\N{NO-BREAK SPACE}%"), ("en", "23.3%")]
)
def test_the_sign_of_a_share_keeps_its_side(language: str, text: str) -> None:
    with translation.override(language):
        assert house.percent(84 / 360) == text


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("+212699000001", '<bdi dir="ltr">06 99 00 00 01</bdi>'),
        ("+212535000001", '<bdi dir="ltr">05 35 00 00 01</bdi>'),
        ("+33199000001", '<bdi dir="ltr">+33 1 99 00 00 01</bdi>'),
        ("ask <us>", '<bdi dir="ltr">ask &lt;us&gt;</bdi>'),
        ("", ""),
    ],
)
def test_a_phone_runs_left_to_right(stored: str, text: str) -> None:
    assert house.phone(stored) == text


def test_a_reference_is_escaped() -> None:
    assert house.reference("<FM>") == '<bdi dir="ltr">&lt;FM&gt;</bdi>'


def test_steps_are_done_now_and_next() -> None:
    assert house.steps(2, 3) == ["done", "now", "next"]


def test_an_unknown_pictogram_is_the_one_of_other() -> None:
    assert house.icon("no such thing") == house.icon("other")
