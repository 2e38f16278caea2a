"""An expert's day: sessions in order, a brief for each, and until when a link opens it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coaching.models import Booking, Case, Report, Step
from coaching.session.access import led_by, number_for
from coaching.session.day import sessions
from coaching.session.links import day_url
from coaching.session.opened import Opened
from people.models import User
from tests.coaching.arranged import make_booking, make_expert, make_slot
from tests.coaching.held import SAID, make_session, of_ex1, step_rows
from tests.pages import content_of
from tests.workshops.planned import make_participation

if TYPE_CHECKING:
    from coaching.models import Expert
    from tests.cast import Cast

DAY = timedelta(days=1)


def day(expert: Expert) -> Opened:
    return Opened([expert], timezone.localdate())


def noon(days: int = 0) -> timedelta:
    """How long ago it was noon, so many days ago: in the middle of a day, whenever tests run."""
    now = timezone.localtime()
    return now - now.replace(hour=12, minute=0, second=0, microsecond=0) + days * DAY


def test_a_day_shows_its_sessions_in_order_and_those_of_no_other_day(cast: Cast) -> None:
    expert = of_ex1(cast)
    late = make_session(expert, cast.stop, 1, ago=noon() - timedelta(hours=1))
    early = make_session(expert, cast.stop, 2, ago=noon())
    make_session(expert, cast.stop, 3, ago=noon(1))
    make_session(expert, cast.stop, 4, ago=noon() + timedelta(hours=1), state="cancelled")
    assert [each.booking for each in sessions(day(expert).rows)] == [early, late]


def test_a_day_costs_the_same_for_one_session_and_for_three(cast: Cast) -> None:
    expert = of_ex1(cast)
    cast.client("EX1").get("/expert/")
    costs = []
    for many in (1, 3):
        for n in range(many):
            ago = noon() - timedelta(hours=2 * many, minutes=30 * n)
            make_session(expert, cast.stop, 10 * many + n, ago=ago)
        with CaptureQueriesContext(connection) as asked:
            assert cast.client("EX1").get("/expert/").status_code == 200
        costs.append(len(asked))
    assert costs[0] == costs[1]


def test_the_day_leads_to_days_of_which_nothing_was_written_yet(cast: Cast) -> None:
    expert = of_ex1(cast)
    over = make_session(expert, cast.stop, 1, ago=noon(3))
    make_session(expert, cast.stop, 2, ago=noon(4), state="held")
    make_session(expert, cast.stop, 3, ago=noon(-3))
    own, to_write = cast.client("EX1"), f"/expert/?day={over.slot.on}"
    page = own.get("/expert/")
    assert (to_write in content_of(page), page.context["to_write"]) == (True, [(over.slot.on, 1)])
    assert f"/expert/sessions/{over.pk}/report/" in content_of(own.get(to_write))
    own.post(f"/expert/sessions/{over.pk}/report/", {**SAID, **step_rows()})
    assert own.get("/expert/").context["to_write"] == []


def test_a_brief_tells_past_sessions_open_steps_and_what_the_expert_before_wrote(
    cast: Cast,
) -> None:
    before, expert = make_expert(cast.stop, 2), of_ex1(cast)
    person = make_participation(cast.stop, 1)
    was = make_session(before, cast.stop, person, ago=noon(9), state="held")
    now = make_session(expert, cast.stop, person, ago=noon())
    step = Step.objects.create(participation=person, booking=was, words="Ask the bank")
    Step.objects.create(participation=person, words="Done", done_at=timezone.now())
    mine = Case.objects.create(participation=person, expert=expert)
    Case.objects.create(
        participation=person,
        expert=before,
        ended_at=timezone.now(),
        summary="Sells bread",
        handed_to=mine,
    )
    [row] = sessions(day(expert).rows)
    assert (row.booking, list(row.past), list(row.steps)) == (now, [was], [step])
    assert (row.summary, row.minutes, row.is_long) == ("Sells bread", 25, False)


@pytest.mark.parametrize(
    ("mode", "days", "shown"),
    [
        ("phone", 0, "+212699030001"),
        ("whatsapp", 1, "+212699030001"),
        ("phone", 2, ""),
        ("video", 0, ""),
        ("center", 0, ""),
        ("phone", -8, ""),
    ],
)
def test_a_number_is_shown_only_for_a_call_from_the_day_before(
    cast: Cast, mode: str, days: int, shown: str
) -> None:
    booking = make_session(of_ex1(cast), cast.stop, ago=noon(-days), mode=mode)
    assert number_for(booking) == shown


def test_a_number_goes_once_something_is_written_of_the_session(cast: Cast) -> None:
    booking = make_session(of_ex1(cast), cast.stop, ago=noon(), state="held")
    assert number_for(booking) == ""


def test_an_expert_reads_a_person_until_thirty_days_after_their_last_session(cast: Cast) -> None:
    expert = of_ex1(cast)
    old = make_session(expert, cast.stop, 1, ago=noon(31), state="held")
    kept = make_session(expert, cast.stop, 2, ago=noon(32), state="held")
    last = make_session(expert, cast.stop, kept.participation or 0, ago=noon(2), state="held")
    client = cast.client("EX1")
    pages = {each: client.get(f"/expert/sessions/{each.pk}/") for each in (old, kept, last)}
    assert [page.status_code for page in pages.values()] == [404, 200, 200]
    assert set(led_by(cast["RS1"])) == {old, kept, last}


def test_nobody_but_its_expert_and_the_team_of_its_stop_leads_a_session(cast: Cast) -> None:
    booking = make_session(of_ex1(cast), cast.stop, ago=noon())
    make_expert(cast.stop, 2, user=cast["EX2"])
    found = {code: led_by(cast[code]).count() for code in ("EX1", "EX2", "RS1", "RS2", "AP1")}
    assert found == {"EX1": 1, "EX2": 0, "RS1": 1, "RS2": 0, "AP1": 0}
    assert led_by(booking.person).count() == 0


def test_who_helps_beside_another_reads_the_session_too(cast: Cast) -> None:
    beside = make_expert(cast.stop, 2, user=cast["EX2"])
    booking = make_session(of_ex1(cast), cast.stop, ago=noon(), state="held")
    Report.objects.create(booking=booking, outcome="held", beside=beside)
    assert list(led_by(cast["EX2"])) == [booking]


def test_the_link_of_a_day_opens_that_day_without_an_account_and_ends_with_it(cast: Cast) -> None:
    expert = of_ex1(cast)
    booking = make_session(expert, cast.stop, ago=noon())
    today = timezone.localdate()
    visitor = cast.client()
    page = visitor.get(day_url(expert, today))
    assert (page.status_code, f"s{booking.pk}" in content_of(page)) == (200, True)
    assert page.headers["Cache-Control"] == "private, no-store"
    over = visitor.get(day_url(expert, today - DAY))
    other = visitor.get(f"{day_url(expert, today + DAY)}{booking.pk}/report/")
    assert (over.status_code, other.status_code) == (404, 404)


def test_a_link_of_an_expert_who_has_left_opens_nothing(cast: Cast) -> None:
    expert = of_ex1(cast)
    expert.state = "left"
    expert.save()
    assert cast.client().get(day_url(expert, timezone.localdate())).status_code == 404


def test_a_link_of_an_expert_whose_account_is_closed_opens_nothing(cast: Cast) -> None:
    expert = of_ex1(cast)
    assert expert.user_id is not None
    User.objects.filter(pk=expert.user_id).update(is_active=False)
    assert cast.client().get(day_url(expert, timezone.localdate())).status_code == 404


def test_a_page_kept_on_the_phone_says_as_of_when_it_is(cast: Cast) -> None:
    make_session(of_ex1(cast), cast.stop, ago=noon())
    kept = cast.client("EX1").get("/expert/offline/")
    assert "data-unplugged" in content_of(kept)


def test_a_table_is_one_hour_of_the_day_with_each_of_its_people(cast: Cast) -> None:
    expert = of_ex1(cast)
    slot = make_slot(
        expert, cast.stop, at=timezone.now() - noon(), seats=3, theme=expert.themes.get()
    )
    for n in (1, 2):
        slot.refresh_from_db()
        make_booking(slot, make_participation(cast.stop, n))
    assert [each.name for each in sessions(day(expert).rows)] == ["Person 1", "Person 2"]
    assert Booking.objects.filter(is_alone=False).count() == 2
