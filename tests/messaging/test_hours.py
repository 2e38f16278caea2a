"""When one may write: by the clock of Casablanca, on days like others and on those that are not."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from hypothesis import given
from hypothesis import strategies as some

from messaging import holidays
from messaging.hours import Calendar, Hours, Ramadan, forget, next_moment
from messaging.models import Period
from programs.holidays import days_of

CASABLANCA = ZoneInfo("Africa/Casablanca")
CALENDAR = Calendar(
    holidays=frozenset({date(2027, 1, 11), date(2027, 3, 9), date(2027, 3, 10)}),
    ramadans=(Ramadan(date(2027, 2, 8), date(2027, 3, 8), (time(10), time(17))),),
)
MOMENTS = some.datetimes(
    datetime(2026, 10, 1),  # noqa: DTZ001
    datetime(2027, 6, 1),  # noqa: DTZ001
    timezones=some.sampled_from([UTC, CASABLANCA]),
)
CLOCK = some.times().map(lambda found: found.replace(microsecond=0))


def at(written: str, *, own: Hours | None = None, calendar: Calendar = CALENDAR) -> str:
    """The moment from a time in Casablanca on, by the same clock."""
    now = datetime.strptime(written, "%a %Y-%m-%d %H:%M").replace(tzinfo=CASABLANCA)
    return (
        next_moment(now, calendar=calendar, own=own)
        .astimezone(CASABLANCA)
        .strftime("%a %Y-%m-%d %H:%M")
    )


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("Mon 2026-11-23 07:59", "Mon 2026-11-23 08:00"),
        ("Mon 2026-11-23 08:00", "Mon 2026-11-23 08:00"),
        ("Mon 2026-11-23 20:59", "Mon 2026-11-23 20:59"),
        ("Mon 2026-11-23 21:00", "Tue 2026-11-24 08:00"),
        ("Mon 2026-11-23 00:00", "Mon 2026-11-23 08:00"),
        ("Fri 2026-11-27 11:59", "Fri 2026-11-27 11:59"),
        ("Fri 2026-11-27 12:00", "Fri 2026-11-27 14:30"),
        ("Fri 2026-11-27 14:29", "Fri 2026-11-27 14:30"),
        ("Thu 2026-11-26 13:00", "Thu 2026-11-26 13:00"),
        ("Mon 2027-01-11 10:00", "Tue 2027-01-12 08:00"),
        ("Sun 2027-01-10 22:00", "Tue 2027-01-12 08:00"),
        ("Mon 2027-02-08 08:30", "Mon 2027-02-08 10:00"),
        ("Mon 2027-02-08 17:00", "Tue 2027-02-09 10:00"),
        ("Fri 2027-02-12 13:00", "Fri 2027-02-12 14:30"),
        ("Mon 2027-03-08 18:00", "Thu 2027-03-11 08:00"),
    ],
)
def test_one_may_write(now: str, then: str) -> None:
    assert at(now) == then


@pytest.mark.parametrize(
    ("now", "own", "then"),
    [
        ("Mon 2026-11-23 09:00", (time(22), time(10)), "Mon 2026-11-23 10:00"),
        ("Mon 2026-11-23 20:00", (time(19), time(10)), "Tue 2026-11-24 10:00"),
        ("Mon 2026-11-23 12:00", (time(11), time(15)), "Mon 2026-11-23 15:00"),
        ("Mon 2026-11-23 15:00", (time(11), time(15)), "Mon 2026-11-23 15:00"),
        ("Fri 2026-11-27 11:30", (time(14), time(16)), "Fri 2026-11-27 11:30"),
        ("Fri 2026-11-27 12:30", (time(14), time(16)), "Fri 2026-11-27 16:00"),
        (
            "Mon 2027-02-15 12:00",
            (time(8), time(18)),
            "Mon 2027-02-15 12:00",
        ),  # a month without a word is too long
        ("Fri 2027-03-05 12:00", (time(8), time(18)), "Thu 2027-03-11 18:00"),
        ("Mon 2026-11-23 12:00", (time(9), time(9)), "Mon 2026-11-23 12:00"),
    ],
)
def test_a_person_has_quiet_hours_of_their_own(now: str, own: Hours, then: str) -> None:
    assert at(now, own=own) == then


def test_the_hours_are_those_of_the_clock_on_the_wall_before_and_after_the_change_of_2026() -> None:
    nights = [datetime(2026, month, 15, 23, tzinfo=UTC) for month in (8, 10)]
    mornings = [
        next_moment(night, calendar=Calendar()).astimezone(UTC).strftime("%d %H:%M")
        for night in nights
    ]
    assert mornings == ["16 07:00", "16 08:00"]


def test_a_calendar_that_leaves_no_day_sends_nothing() -> None:
    never = Calendar(
        holidays=frozenset(date(2026, 11, 1) + timedelta(days=day) for day in range(200))
    )
    assert at("Mon 2026-11-23 10:00", calendar=never) == "Fri 2027-01-22 10:00"


@given(now=MOMENTS, own=some.none() | some.tuples(CLOCK, CLOCK))
def test_the_moment_is_never_before_and_stays_when_asked_again(
    now: datetime, own: Hours | None
) -> None:
    then = next_moment(now, calendar=CALENDAR, own=own)
    assert then >= now
    assert next_moment(then, calendar=CALENDAR) == then
    wall = then.astimezone(CASABLANCA)
    assert time(8) <= wall.time() < time(21)
    assert wall.date() not in CALENDAR.holidays
    assert wall.weekday() != 4 or not time(12) <= wall.time() < time(14, 30)
    assert (
        not CALENDAR.ramadans[0].first <= wall.date() <= CALENDAR.ramadans[0].last
        or 10 <= wall.hour < 17
    )


@given(now=MOMENTS, own=some.tuples(CLOCK, CLOCK))
def test_somebody_s_own_hours_are_kept_or_leave_nothing_for_a_week(
    now: datetime, own: Hours
) -> None:
    house, then = (next_moment(now, calendar=CALENDAR, own=each) for each in (None, own))
    quiet = Calendar(ramadans=(Ramadan(date.min, date.max, own),)) if own[0] < own[1] else None
    if quiet and then - house > timedelta(0):
        wall = then.astimezone(CASABLANCA).time()
        assert not own[0] <= wall < own[1]


@pytest.mark.django_db
def test_the_table_is_asked_once_a_minute(django_assert_num_queries: pytest.FixtureRequest) -> None:
    Period.objects.all().delete()
    with django_assert_num_queries(1):  # type: ignore[operator]  # pytest-django's own
        first, second = Calendar.load(), Calendar.load()
    assert (first, second) == (Calendar(), Calendar())
    Period.objects.create(
        kind="holiday", name="عطلة", starts_on=date(2030, 1, 1), ends_on=date(2030, 1, 2)
    )
    forget()
    assert Calendar.load() == Calendar(frozenset({date(2030, 1, 1), date(2030, 1, 2)}))


@pytest.mark.django_db
def test_the_calendar_is_filled_four_years_ahead_and_what_staff_took_away_stays_away() -> None:
    Period.objects.filter(name_en="Labor Day").delete()
    today = date.today()  # noqa: DTZ011  the table was filled today
    assert holidays.fill(apps, today) == 0
    assert holidays.fill(apps, today.replace(year=today.year + 1, day=1)) == 1
    labour_days = Period.objects.filter(name_en="Labor Day").values_list("starts_on", flat=True)
    assert list(labour_days) == [date(today.year + 4, 5, 1)]


def test_a_year_has_its_holidays_and_its_ramadan_in_three_languages() -> None:
    eid = next(row for row in days_of(2027) if row["name_en"].startswith("Eid al-Fitr"))
    assert (eid["name_ar"], eid["name_fr"], eid["starts_on"], eid["ends_on"]) == (
        "عيد الفطر (تقديري)",
        "Fête de la rupture du jeûne (estimé)",
        date(2027, 3, 9),
        date(2027, 3, 10),
    )
    fasting = [
        (row["starts_on"], row["ends_on"]) for row in days_of(2033) if row["kind"] == "ramadan"
    ]
    assert fasting == [
        (date(2032, 12, 3), date(2033, 1, 2)),
        (date(2033, 11, 23), date(2033, 12, 23)),
    ]
