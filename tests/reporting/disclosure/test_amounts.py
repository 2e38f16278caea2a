"""Amounts of money: people by bands, and means that no one person makes."""

from random import Random

import pgtrigger
import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from applications.models import Application
from needs.models import Need
from programs.models import Stop, Theme
from questionnaires.models import Question
from reporting.disclosure.actions import release_month
from reporting.disclosure.counted import Asked, step_of
from reporting.disclosure.tables import published
from tests.reporting.disclosure.many import at, people_at, stop_of


@pytest.mark.parametrize(
    ("people", "largest", "second", "mean"),
    [
        (9, 20_000, 20_000, None),  # nine
        (10, 50_001, 1_000, None),  # one asks for more than half
        (10, 50_000, 25_001, None),  # two ask for more than three quarters
        (10, 50_000, 25_000, 10_000),
        (8, 10_000, 10_000, None),
    ],
)
def test_a_mean_is_of_ten_people_none_of_whom_makes_it(
    people: int, largest: int, second: int, mean: int | None
) -> None:
    assert Asked(people, 100_000, largest, second).mean == mean


def test_a_mean_is_rounded_down_to_five_thousand() -> None:
    assert Asked(30, 30 * 54_321, 100_000, 90_000).mean == 50_000


@pytest.mark.parametrize(
    ("mean", "shown"), [(4_999, None), (99_999, 95_000), (149_999, 100_000), (1_234_567, 1_000_000)]
)
def test_a_large_mean_is_rounded_to_a_step_as_large(mean: int, shown: int | None) -> None:
    assert Asked(30, 30 * mean, 1, 1).mean == shown


amounts = st.lists(st.integers(1_000, 3_000_000), min_size=10, max_size=60)


@given(amounts)
def test_whoever_asks_for_second_most_guesses_the_largest_amount_wrong_by_half(
    asked: list[int],
) -> None:
    """What the others ask for together is all that they do not know of it."""
    largest, second = sorted(asked, reverse=True)[:2]
    if Asked(len(asked), sum(asked), largest, second).mean:
        assert sum(asked) - largest - second >= largest / 2


@given(amounts, st.integers(1_000, 3_000_000))
def test_two_releases_leave_the_amount_of_one_newcomer_open_by_a_tenth(
    before: list[int], newcomer: int
) -> None:
    """Even to somebody who knows exactly how many there are, and that one person came."""
    first, second = (
        Asked(len(asked), sum(asked), *sorted(asked, reverse=True)[:2]).mean
        for asked in (before, [*before, newcomer])
    )
    if first and second:
        many = len(before)
        most = (second + step_of(second)) * (many + 1) - first * many
        least = second * (many + 1) - (first + step_of(first)) * many
        assert least <= newcomer <= most
        assert most - least >= newcomer / 10


@pytest.mark.django_db
@pytest.mark.usefixtures("in_english")
def test_a_form_that_asks_for_an_amount_has_its_tables() -> None:
    Stop.objects.all().delete()
    stop, theme = stop_of(2, 1), Theme.objects.get(code="financing")
    people_at(stop, 400, Random(3), [theme])  # noqa: S311  the same each time
    section = Application.objects.filter(stop=stop)[0].version.sections.all()[0]
    with pgtrigger.ignore():  # as if it had been published with this question
        Question.objects.create(section=section, code="looked_for", kind="money", position=90)
    for number, application in enumerate(Application.objects.filter(stop=stop).order_by("pk")):
        application.answers = {"looked_for": 30_000 if number % 2 else 130_000}
        application.save(update_fields=["answers"])
    Need.objects.all().delete()
    sent = Application.objects.filter(stop=stop).order_by("pk")
    Need.objects.bulk_create(
        Need(application=each, theme=theme, level=50)
        for place, each in enumerate(sent)
        if place % 5
    )
    with time_machine.travel(at(2027, 1), tick=False):
        release_month()
    tables = {table.cube: table for table in published(stop=stop) if table.theme == theme.code}
    means = [row.count for row in tables["mean"].rows if row.count]
    bands = {row.value for row in tables["amount"].rows if row.count}
    assert (bands, bool(means), min(means) >= 30_000) == ({"from_20k", "from_100k"}, True, True)
    assert "more than half" in tables["mean"].rule


@pytest.mark.django_db
@pytest.mark.usefixtures("in_english")
def test_where_no_form_asks_for_an_amount_no_table_is_shown() -> None:
    Stop.objects.all().delete()
    stop, theme = stop_of(2, 1), Theme.objects.get(code="financing")
    people_at(stop, 60, Random(3), [theme])  # noqa: S311  the same each time
    with time_machine.travel(at(2027, 1), tick=False):
        release_month()
    tables = {table.cube: table.why for table in published(stop=stop) if table.theme == theme.code}
    assert {tables["amount"], tables["mean"]} == {"Nobody was asked for what this table counts."}
