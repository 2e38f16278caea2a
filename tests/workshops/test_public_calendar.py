"""Calendar files as other programs read them: the hour, the number of the change, what is off."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.test import Client

from tests.cast import Cast
from tests.workshops.planned import make_participation, make_workshop
from workshops.models import Seat, Workshop
from workshops.public import calendars
from workshops.seats.actions import leave, register
from workshops.seats.links import seat_url

pytestmark = pytest.mark.usefixtures("in_november")
CASABLANCA = ZoneInfo("Africa/Casablanca")
WINTER, RAMADAN, SUMMER = (
    datetime(2026, 12, 15, 9, 0, tzinfo=CASABLANCA),
    datetime(2027, 2, 20, 14, 30, tzinfo=CASABLANCA),
    datetime(2027, 7, 15, 18, 0, tzinfo=CASABLANCA),
)


def seat_at(cast: Cast, at: datetime, **values: object) -> Seat:
    """A seat in a workshop of that moment."""
    return register(make_workshop(cast.stop, at=at, **values), make_participation(cast.stop, 1))


def event_of(calendar: bytes) -> icalendar.Event:
    """The one event of a file."""
    (found,) = icalendar.Calendar.from_ical(calendar).walk("VEVENT")
    assert isinstance(found, icalendar.Event)
    return found


@pytest.mark.parametrize(
    ("at", "moment"),
    [
        (WINTER, datetime(2026, 12, 15, 9, 0, tzinfo=UTC)),
        (RAMADAN, datetime(2027, 2, 20, 14, 30, tzinfo=UTC)),
        (SUMMER, datetime(2027, 7, 15, 18, 0, tzinfo=UTC)),
    ],
)
def test_the_hour_is_that_of_casablanca_in_every_season(
    cast: Cast, client: Client, at: datetime, moment: datetime
) -> None:
    file = client.get(f"{seat_url(seat_at(cast, at))}calendar.ics")
    event = event_of(file.content)
    assert file["Content-Type"] == "text/calendar; charset=utf-8"
    assert (event.start.astimezone(UTC), event.end - event.start) == (moment, timedelta(hours=1))


def test_the_zone_itself_says_when_the_legal_hour_changed(cast: Cast) -> None:
    """What a reader computes that knows no zone but the file's own."""
    calendar = calendars.of_seats([seat_at(cast, WINTER)]).replace(b"Africa/Casablanca", b"Ours")
    (zone,) = icalendar.Calendar.from_ical(calendar).walk("VTIMEZONE")
    assert isinstance(zone, icalendar.Timezone)
    read = zone.to_tz()
    days = [(2026, 7, 1), (2026, 12, 15), (2027, 2, 20), (2027, 7, 15)]
    offsets = [datetime(*day, 12, tzinfo=read).utcoffset() for day in days]
    assert offsets == [timedelta(hours=1), timedelta(0), timedelta(0), timedelta(0)]


def test_a_move_keeps_the_name_of_the_event_and_raises_its_number(cast: Cast) -> None:
    seat = seat_at(cast, WINTER)
    before = event_of(calendars.of_seats([seat]))
    workshop = seat.workshop
    workshop.starts_on, workshop.version = RAMADAN.date(), workshop.version + 1
    workshop.save()
    seat = Seat.objects.select_related("workshop").get(pk=seat.pk)
    after = event_of(calendars.of_seats([seat]))
    assert after["UID"] == before["UID"]
    assert int(str(after["SEQUENCE"])) > int(str(before["SEQUENCE"]))
    assert after.start.date() == RAMADAN.date()


@pytest.mark.parametrize(
    ("what", "status"), [("seated", "CONFIRMED"), ("left", "CANCELLED"), ("over", "CANCELLED")]
)
def test_what_is_off_is_sent_as_cancelled(cast: Cast, what: str, status: str) -> None:
    seat = seat_at(cast, WINTER)
    if what == "left":
        leave(seat)
    if what == "over":
        Workshop.objects.update(state="cancelled")
    seat = Seat.objects.select_related("workshop").get(pk=seat.pk)
    assert event_of(calendars.of_seats([seat]))["STATUS"] == status


def test_words_of_people_add_no_line_and_lose_no_letter(cast: Cast) -> None:
    title = "بيع؛ منتوجات, التعاونية; على الفيسبوك \\ دورة أولى للمبتدئين\nBEGIN:VALARM"
    seat = seat_at(cast, WINTER, title_ar=title, title_fr=title, title_en=title)
    calendar = calendars.of_seats([seat])
    assert str(event_of(calendar)["SUMMARY"]) == title
    assert max(map(len, calendar.split(b"\r\n"))) <= 75
    assert calendar.count(b"\r\nBEGIN:VALARM") == 1


def test_the_path_of_somebody_is_one_file_of_all_their_seats(cast: Cast) -> None:
    person = cast["AP1"]
    own = make_participation(cast.stop, 1)
    own.person = person
    own.save()
    for at in (WINTER, RAMADAN):
        register(make_workshop(cast.stop, at=at), own)
    file = cast.client("AP1").get("/fes/me/calendar.ics").content
    names = {str(each["UID"]) for each in icalendar.Calendar.from_ical(file).walk("VEVENT")}
    assert len(names) == 2


def test_a_calendar_program_follows_without_signing_in(cast: Cast, client: Client) -> None:
    seat = seat_at(cast, WINTER)
    link = calendars.feed_link(seat.participation)
    path = link[link.index("/calendar/") :]
    file = client.get(path)
    names = [str(each["UID"]) for each in icalendar.Calendar.from_ical(file.content).walk("VEVENT")]
    assert (len(names), client.get(path.replace("/path", "x/path")).status_code) == (1, 404)


def test_the_address_of_ones_seats_is_made_anew_and_taken_away(cast: Cast, client: Client) -> None:
    own = make_participation(cast.stop, 1)
    own.person = cast["AP1"]
    own.save()

    def path() -> str:
        link = calendars.feed_link(own)
        return link[link.index("/calendar/") :] if link else ""

    mine, old = cast.client("AP1"), path()
    mine.post("/fes/workshops/feed/")
    new = path()
    assert [client.get(each).status_code for each in (old, new)] == [404, 200]
    mine.post("/fes/workshops/feed/removal/")
    page = mine.get("/fes/me/")
    assert (client.get(new).status_code, path(), page.context["feed"]) == (404, "", "")
    mine.post("/fes/workshops/feed/")
    assert [client.get(each).status_code for each in (old, new, path())] == [404, 404, 200]


def test_nobody_ends_the_address_of_somebody_else(cast: Cast, client: Client) -> None:
    link = calendars.feed_link(make_participation(cast.stop, 1))
    answers = [
        cast.client(who).post(f"/fes/workshops/feed/{end}").status_code
        for who in ("AP2", "RS1")
        for end in ("", "removal/")
    ]
    kept = client.get(link[link.index("/calendar/") :]).status_code
    assert (answers, kept) == ([404] * 4, 200)
