"""Once a month, and by a press for a new stop; what was published stays."""

from datetime import date
from random import Random

import pytest
import time_machine
from django.core.exceptions import ValidationError

from programs.models import Stop, Theme
from reporting.disclosure.actions import release_first, release_month
from reporting.disclosure.tables import Place, days, published
from reporting.models import Cell
from tests.kept import once
from tests.reporting.disclosure.many import at, people_at, stop_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@once
def only_stop() -> Stop:
    """One with people who have needs, and no other."""
    Stop.objects.all().delete()
    made = stop_of(2, 1)
    people_at(made, 120, Random(4), list(Theme.objects.all()))  # noqa: S311  the same each time
    return made


@pytest.fixture
def stop() -> Stop:
    return only_stop()


def test_a_release_is_made_once_a_month(stop: Stop) -> None:
    made = []
    for moment in (at(2027, 1), at(2027, 1).replace(day=9), at(2027, 2)):
        with time_machine.travel(moment, tick=False):
            made.append(release_month())
    assert made == [date(2027, 1, 1), None, date(2027, 2, 1)]
    assert days(Place(stop=stop)) == [date(2027, 2, 1), date(2027, 1, 1)]


@pytest.mark.usefixtures("stop")
def test_a_month_whose_first_night_was_missed_is_released_later() -> None:
    with time_machine.travel(at(2027, 1).replace(day=5), tick=False):
        assert release_month() == date(2027, 1, 5)
    with time_machine.travel(at(2027, 2), tick=False):
        assert release_month() == date(2027, 2, 1)


def test_a_new_stop_has_its_first_release_by_a_press_and_no_second(stop: Stop) -> None:
    with time_machine.travel(at(2027, 1).replace(day=9), tick=False):
        release_first(stop=stop)
        with pytest.raises(ValidationError) as refusal:
            release_first(stop=stop)
    assert refusal.value.error_list[0].code == "published"
    assert days(Place(stop=stop)) == [date(2027, 1, 9)]
    assert days(Place()) == []


def test_a_stop_at_which_nobody_was_asked_for_needs_yet_is_no_part_of_a_release(stop: Stop) -> None:
    waits = stop_of(3, 2)
    people_at(waits, 40, Random(5), [])  # noqa: S311  the same each time
    with time_machine.travel(at(2027, 1), tick=False):
        with pytest.raises(ValidationError) as refusal:
            release_first(stop=waits)
        release_month()
    assert refusal.value.error_list[0].code == "empty"
    found = (Place(stop=waits), Place(region=waits.center.region), Place(stop=stop), Place())
    assert [len(days(place)) for place in found] == [0, 0, 1, 1]


@pytest.mark.usefixtures("stop")
def test_a_stop_made_on_the_day_of_a_release_waits_for_the_next_day() -> None:
    with time_machine.travel(at(2027, 1), tick=False):
        release_month()
        with pytest.raises(ValidationError) as refusal:
            release_first(stop=stop_of(3, 2))
    assert refusal.value.error_list[0].code == "today"


def test_the_month_waits_a_day_for_a_stop_published_this_morning(stop: Stop) -> None:
    with time_machine.travel(at(2027, 1), tick=False):
        release_first(stop=stop)
        assert release_month() is None
    with time_machine.travel(at(2027, 1).replace(day=2), tick=False):
        assert release_month() == date(2027, 1, 2)


def test_the_tables_of_an_only_stop_are_those_of_its_region_and_of_the_country(stop: Stop) -> None:
    with time_machine.travel(at(2027, 1), tick=False):
        release_month()
    own, region, country = (
        {
            (table.theme, table.cube): table.rows
            for table in tables
            if table.cube != "mean"  # of stops only
        }
        for tables in (
            published(stop=stop),
            published(region=stop.center.region),
            published(),
        )
    )
    assert own == region
    assert {key: own[key] for key in own if key[1] != "province"} == {
        key: country[key] for key in country if key[1] != "region"
    }


def test_lines_stand_there_whoever_applied(stop: Stop) -> None:
    with time_machine.travel(at(2027, 1), tick=False):
        release_month()
    tables = [table for table in published(stop=stop) if table.cube == "sector" and table.rows]
    assert {len(table.rows) for table in tables} == {18}


@pytest.mark.usefixtures("stop")
def test_every_published_number_is_a_multiple_of_five_and_not_below_it() -> None:
    with time_machine.travel(at(2027, 1), tick=False):
        release_month()
    numbers = {cell.number for cell in Cell.objects.all()} - {None}
    assert len(numbers) > 3
    assert [number for number in numbers if number is None or number < 5 or number % 5] == []
