"""Beside a workshop: copies, another stop's plan, cautions, votes, the calendar and its file."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError
from django.utils import timezone

from programs.models import Province, Theme
from tests.workshops.planned import make_participation, make_workshop
from workshops.hall.meetings import meeting_of
from workshops.models import (
    DateOption,
    DateVote,
    Equipment,
    Series,
    SoukDay,
    Trainer,
    Venue,
    Workshop,
)
from workshops.planning import date_views
from workshops.planning.cautions import of_market, of_time, souk_days
from workshops.planning.copies import copy_plan
from workshops.planning.proposing import fix, propose
from workshops.seats.actions import register

if TYPE_CHECKING:
    from programs.models import Stop
    from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("in_november")
HOME = "/desk/fes/workshops/"
FRIDAY, RAMADAN, THRONE = date(2027, 1, 8), date(2027, 2, 23), date(2027, 7, 30)


def named(name: str) -> dict[str, str]:
    """The same name in each language."""
    return {f"name_{code}": name for code in ("ar", "fr", "en")}


def kinds(stop: Stop, day: date, clock: time = time(10), minutes: int = 90) -> list[str]:
    """What speaks against a time."""
    stop.ends_on = date(2028, 1, 1)
    return [each.kind for each in of_time(stop, day, clock, minutes)]


def test_the_friday_prayer_is_a_caution(cast: Cast) -> None:
    assert kinds(cast.stop, FRIDAY, time(11), 90) == ["prayer"]
    assert kinds(cast.stop, FRIDAY, time(9), 90) == []


def test_ramadan_has_its_hours(cast: Cast) -> None:
    assert kinds(cast.stop, RAMADAN, time(18), 60) == ["ramadan"]
    assert kinds(cast.stop, RAMADAN, time(11), 60) == []


def test_a_day_of_rest_is_a_caution(cast: Cast) -> None:
    assert kinds(cast.stop, THRONE, time(9), 60) == ["holiday"]


def test_an_hour_at_night_is_a_caution(cast: Cast) -> None:
    assert kinds(cast.stop, date(2027, 1, 7), time(19), 120) == ["hour"]


def test_souk_days_are_of_the_provinces_that_are_meant(cast: Cast) -> None:
    sefrou = Province.objects.get(iso="MA-SEF")
    SoukDay.objects.create(center=cast.stop.center, province=sefrou, town="", weekday=3)
    thursday, souks = date(2027, 1, 7), souk_days(cast.stop)
    fes = Province.objects.get(iso="MA-FES").pk
    said = [[each.kind for each in of_market(souks, thursday, who)] for who in ([], [fes])]
    assert said == [["souk"], []]


def test_workshops_for_the_same_people_at_once_are_a_caution(cast: Cast) -> None:
    at = timezone.now() + timedelta(days=9)
    mine, other = (make_workshop(cast.stop, at=at) for _twice in range(2))
    page = cast.client("RS1").get(f"{HOME}{mine.number}/")
    texts = [each.text for each in page.context["cautions"] if each.kind == "audience"]
    assert texts == ["At the same time, for some of the same people: “Workshop 2”."]
    for each, code in ((mine, "digital"), (other, "idea")):
        each.for_themes.add(Theme.objects.get(code=code))
    page = cast.client("RS1").get(f"{HOME}{mine.number}/")
    assert [each.kind for each in page.context["cautions"] if each.kind == "audience"] == []


def test_workshops_for_other_entrepreneurs_at_once_are_none(cast: Cast) -> None:
    at = timezone.now() + timedelta(days=9)
    mine = make_workshop(cast.stop, at=at, for_kinds=["micro"])
    make_workshop(cast.stop, at=at, for_kinds=["project", "cooperative"])
    make_workshop(cast.stop, at=at, for_kinds=["project", "micro"])
    page = cast.client("RS1").get(f"{HOME}{mine.number}/")
    texts = [each.text for each in page.context["cautions"] if each.kind == "audience"]
    assert texts == ["At the same time, for some of the same people: “Workshop 3”."]


def test_what_should_come_first_and_is_not_published_is_a_caution(cast: Cast) -> None:
    first = make_workshop(cast.stop, state="draft", at=timezone.now() + timedelta(days=5))
    after = make_workshop(cast.stop, prerequisite=first)
    page = cast.client("RS1").get(f"{HOME}{after.number}/")
    said = [each.text for each in page.context["cautions"] if each.kind == "order"]
    assert said == ["“Workshop 1” comes first, and is not published: nobody has a seat there."]
    Workshop.objects.filter(pk=first.pk).update(state="cancelled")
    page = cast.client("RS1").get(f"{HOME}{after.number}/")
    assert [each.kind for each in page.context["cautions"] if each.kind == "order"] == []


def test_a_copy_leaves_out_room_trainer_and_equipment_that_are_taken(cast: Cast) -> None:
    venue = Venue.objects.create(center=cast.stop.center, seats=9, **named("A"))
    trainer = Trainer.objects.create(center=cast.stop.center, **named("Amina"))
    workshop = make_workshop(cast.stop, venue=venue, way="on_site")
    workshop.trainers.add(trainer)
    projector = Equipment.objects.create(center=cast.stop.center, **named("Projecteur"))
    workshop.equipment.add(projector)
    register(workshop, make_participation(cast.stop, 1))
    where = {"stop": cast.stop.pk}
    client = cast.client("RS1")
    client.post(f"{HOME}1/copy/", {**where, "on": workshop.starts_on.isoformat()})
    later = workshop.starts_on + timedelta(days=7)
    client.post(f"{HOME}1/copy/", {**where, "on": later.isoformat()})
    same, week = Workshop.objects.filter(stop=cast.stop, state="draft").order_by("number")
    found = [
        (each.venue, [*each.trainers.all(), *each.equipment.all()], each.taken, each.waiting)
        for each in (same, week)
    ]
    assert found == [(None, [], 0, 0), (venue, [trainer, projector], 0, 0)]


def test_a_year_that_was_typed_wrong_is_said_where_a_day_is_asked_for(cast: Cast) -> None:
    make_workshop(cast.stop, state="draft")
    far = {"stop": cast.stop.pk, "on": "9999-12-31", "on_0": "9999-12-31", "at_0": "10:00"}
    for page, field in (("copy", "on"), ("dates", "on_0")):
        form = cast.client("RS1").post(f"{HOME}1/{page}/", far).context["form"]
        assert form.errors == {field: ["This day is too far away: please look at the year."]}


def test_a_copy_of_a_workshop_that_was_held_gets_a_meeting_of_its_own(cast: Cast) -> None:
    held = make_workshop(cast.stop)
    meeting = meeting_of(held)
    on = (held.starts_on + timedelta(days=7)).isoformat()
    cast.client("RS1").post(f"{HOME}1/copy/", {"stop": cast.stop.pk, "on": on})
    copy_plan(cast.stop, cast.elsewhere)
    rows = Workshop.objects.order_by("pk").values_list("stop", "meeting")
    assert [*rows] == [
        (cast.stop.pk, meeting.pk),
        (cast.stop.pk, None),
        *[(cast.elsewhere.pk, None)] * 2,
    ]


def test_the_whole_plan_is_copied_and_twice_is_harmless(cast: Cast) -> None:
    source, target = cast.stop, cast.elsewhere
    series = Series.objects.create(stop=source, title_ar="س", title_fr="S", title_en="S")
    first = make_workshop(source, series=series)
    make_workshop(source, prerequisite=first, at=timezone.now() + timedelta(days=12))
    make_workshop(source, state="cancelled", at=timezone.now() + timedelta(days=13))
    for _twice in range(2):
        copy_plan(source, target)
    made = list(Workshop.objects.filter(stop=target).order_by("starts_at"))
    assert [(each.state, each.title_fr, str(each.series)) for each in made] == [
        ("draft", "Workshop 1", "س"),
        ("draft", "Workshop 2", "None"),
    ]
    assert made[1].prerequisite == made[0]
    assert {each.starts_on.weekday() for each in made[:1]} == {first.starts_on.weekday()}


@pytest.fixture
def voted(cast: Cast) -> tuple[Workshop, list[DateOption]]:
    """A draft with two dates, of which people prefer the second."""
    workshop = make_workshop(cast.stop, state="draft", published_at=None)
    days = [workshop.starts_on + timedelta(days=step) for step in (1, 2)]
    propose(
        workshop,
        [DateOption(workshop=workshop, starts_on=day, starts_clock=time(15)) for day in days],
    )
    options = list(workshop.date_options.all())
    for n in (1, 2):
        DateVote.objects.create(
            workshop=workshop,
            option=options[1],
            participation=make_participation(cast.stop, n),
        )
    return workshop, options


def test_the_best_date_stands_first_and_is_fixed(
    cast: Cast, voted: tuple[Workshop, list[DateOption]]
) -> None:
    workshop, options = voted
    page: Any = cast.client("RS1").get(f"{HOME}1/dates/")
    assert [(each.pk, each.chosen) for each in page.context["options"]] == [
        (options[1].pk, 2),
        (options[0].pk, 0),
    ]
    cast.client("RS1").post(f"{HOME}1/dates/{options[1].pk}/fixing/")
    workshop.refresh_from_db()
    assert (workshop.starts_on, workshop.starts_clock) == (options[1].starts_on, time(15))
    assert (workshop.date_options.count(), workshop.invitations.count()) == (0, 2)


def test_a_date_that_stays_proposed_keeps_its_votes(
    voted: tuple[Workshop, list[DateOption]],
) -> None:
    workshop, options = voted
    stays = DateOption(workshop=workshop, starts_on=options[1].starts_on, starts_clock=time(15))
    propose(workshop, [stays])
    assert [(each.pk, each.votes.count()) for each in workshop.date_options.all()] == [
        (options[1].pk, 2)
    ]


def test_a_trainer_who_is_taken_keeps_the_date_open(
    cast: Cast, voted: tuple[Workshop, list[DateOption]]
) -> None:
    workshop, options = voted
    trainer = Trainer.objects.create(center=cast.stop.center, **named("Amina"))
    workshop.trainers.add(trainer)
    make_workshop(cast.stop, at=options[1].starts_at).trainers.add(trainer)
    cast.client("RS1").post(f"{HOME}1/dates/{options[1].pk}/fixing/")
    assert workshop.date_options.count() == 2
    assert fix(workshop, options[0], by=cast["RS1"]).starts_on == options[0].starts_on


def test_the_calendar_shows_workshops_deadlines_and_days_of_rest(cast: Cast) -> None:
    at = datetime(2027, 1, 11, 10, tzinfo=timezone.get_default_timezone())
    make_workshop(cast.stop, at=at)
    type(cast.stop).objects.filter(pk=cast.stop.pk).update(
        starts_on=date(2026, 12, 15), ends_on=date(2027, 1, 20)
    )
    page = cast.client("RS1").get(f"{HOME}calendar/?view=month&day=2027-01-05")
    days = {
        f"{each.day:%d}": [entry.title for entry in each.entries] + list(each.notes)
        for week in page.context["calendar"].weeks
        for each in week
        if not each.apart and (each.entries or each.notes)
    }
    assert days["11"] == ["Workshop 1", "Proclamation of Independence Day"]
    assert days["20"] == ["The support ends"]


@pytest.mark.parametrize(
    "query", ["view=week&day=2027-01-05", "view=list", "view=x&day=9999-99-99"]
)
def test_any_address_of_the_calendar_is_a_page(cast: Cast, query: str) -> None:
    assert cast.client("RV").get(f"{HOME}calendar/?{query}").status_code == 200


def test_a_feed_is_read_by_its_key_until_its_person_leaves(cast: Cast) -> None:
    at = datetime(2027, 1, 11, 10, tzinfo=timezone.get_default_timezone())
    make_workshop(
        cast.stop, at=at, title_en="Costs; price, profit", title_ar="Costs; price, profit"
    )
    manager = cast.client("RS1")
    page: Any = manager.post(f"{HOME}calendar/feed/", follow=True)
    address = page.context["feed"].removeprefix("http://testserver")
    path = "/" + address.split("/", 3)[3] if address.startswith("http") else address
    read = cast.client().get(path)
    lines = read.content.decode().split("\r\n")
    assert (read.status_code, read["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert "SUMMARY:Costs\\; price\\, profit" in lines
    assert "DTSTART:20270111T090000Z" in lines or "DTSTART:20270111T100000Z" in lines
    cast["RS1"].memberships.all().delete()
    assert cast.client().get(path).status_code == 404


def test_a_feed_is_made_anew_or_taken_away(cast: Cast) -> None:
    manager, ways = cast.client("RS1"), []
    for _twice in range(2):
        page: Any = manager.post(f"{HOME}calendar/feed/", follow=True)
        ways.append("/calendar/" + page.context["feed"].split("/calendar/")[1])
    assert [cast.client().get(way).status_code for way in ways] == [404, 200]
    manager.post(f"{HOME}calendar/feed/removal/")
    gone = cast.client().get(ways[1]).status_code
    assert (gone, cast["RS1"].calendar_feeds.count()) == (404, 0)


def test_the_key_of_a_feed_is_shown_once_and_not_kept(cast: Cast) -> None:
    manager = cast.client("RS1")
    first: Any = manager.post(f"{HOME}calendar/feed/", follow=True)
    again: Any = manager.get(f"{HOME}calendar/")
    key = first.context["feed"].split("/calendar/")[1].split("/")[0]
    assert (again.context["feed"], len(key) >= 32) == ("", True)
    assert key not in str(list(cast["RS1"].calendar_feeds.values()))


def test_the_database_itself_gives_no_room_twice(cast: Cast) -> None:
    venue = Venue.objects.create(center=cast.stop.center, seats=9, **named("A"))
    at = timezone.now() + timedelta(days=9)
    room: dict[str, Any] = {"venue": venue, "way": "on_site"}
    make_workshop(cast.stop, at=at, **room)
    make_workshop(cast.stop, at=at, state="cancelled", **room)  # holds nothing any more
    make_workshop(cast.stop, at=at + timedelta(hours=1), **room)  # begins as the first one ends
    with pytest.raises(IntegrityError, match="no_room_twice"):
        make_workshop(cast.elsewhere, at=at + timedelta(minutes=59), **room)


def test_dates_that_come_too_late_are_refused_in_a_sentence(
    cast: Cast, voted: tuple[Workshop, list[DateOption]], monkeypatch: pytest.MonkeyPatch
) -> None:
    _workshop, options = voted

    def late(*args: Any) -> None:
        Workshop.objects.update(state="published", published_at=timezone.now())  # by a colleague
        propose(*args)

    monkeypatch.setattr(date_views, "propose", late)
    sent = {"on_0": f"{options[0].starts_on}", "at_0": "15:00"}
    answer = cast.client("RS1").post(f"{HOME}1/dates/", sent)
    assert (answer.status_code, list(answer.context["form"].non_field_errors())) == (
        422,
        ["The date of this workshop is fixed by now."],
    )
