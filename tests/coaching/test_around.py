"""What coaching says on the pages of other rooms: search, calendar, copies, one's own pages."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from coaching.agenda import of_application, of_participation
from coaching.calendar import days
from coaching.copying import copy
from coaching.models import Booking, CoachingRules, Step
from coaching.search import hits
from tests.coaching.arranged import make_booking, make_expert, make_slot, make_slots
from tests.coaching.test_public_booking import heads
from tests.pages import content_of
from tests.workshops.planned import make_participation, make_workshop
from workshops.seats.actions import register

if TYPE_CHECKING:
    from people.models import Participation
    from tests.cast import Cast


def session_of(cast: Cast, n: int = 1, days_ahead: int = 2, **values: object) -> Booking:
    """A session of person `n`."""
    at = timezone.now() + timedelta(days=days_ahead)
    slot = make_slot(make_expert(cast.stop, n), cast.stop, at=at)
    return make_booking(slot, make_participation(cast.stop, n, language="en"), **values)


def found(cast: Cast, words: str) -> list[Booking]:
    (list_of,) = hits(cast["RS1"], [cast.stop], words)
    return list(list_of.rows)


def test_the_search_finds_the_sessions_of_a_person(cast: Cast) -> None:
    one = session_of(cast, 1)
    session_of(cast, 2)
    session_of(cast, 3, state="cancelled")
    assert (found(cast, "0699 03 00 01"), found(cast, "Nobody")) == ([one], [])


def test_the_calendar_counts_the_sessions_of_an_expert_and_names_nobody_else(cast: Cast) -> None:
    slots = make_slots(make_expert(cast.stop), cast.stop, 3, at=timezone.now().replace(hour=10))
    for n, slot in enumerate(slots, start=1):
        make_booking(slot, make_participation(cast.stop, n))
    day = timezone.localdate(slots[0].starts_at)
    (entry,) = days(cast.stop, day, day)
    assert (entry.day, "Person" in entry.title, "3" in entry.title) == (day, False, True)
    assert days(cast.stop, day + timedelta(days=1), day + timedelta(days=9)) == []


def test_rules_are_copied_once_however_often(cast: Cast) -> None:
    CoachingRules.objects.create(stop=cast.stop, per_person=5)
    CoachingRules.objects.create(stop=cast.elsewhere, per_person=1)
    for _turn in range(2):
        copy(cast.stop, cast.elsewhere)
    assert CoachingRules.objects.get(stop=cast.elsewhere).per_person == 5
    copy(cast.elsewhere, cast.stop)
    CoachingRules.objects.filter(stop=cast.elsewhere).delete()
    copy(cast.elsewhere, cast.stop)
    assert CoachingRules.objects.count() == 0


def test_the_own_page_leads_to_experts_or_to_the_next_session(cast: Cast) -> None:
    own = make_participation(cast.stop, 1)
    cast.application.participation = own
    assert of_application(cast.application) == []
    slot = make_slot(make_expert(cast.stop), cast.stop)
    (thing,) = of_application(cast.application)
    assert "/fes/coaching/" in thing.html
    make_booking(slot, own)
    (thing,) = of_application(cast.application)
    assert "/session/" in thing.html


def test_steps_stand_on_the_path_until_they_are_done(cast: Cast) -> None:
    booking = session_of(cast, days_ahead=-2, state="held")
    own = booking.participation
    assert own
    step = Step.objects.create(participation=own, booking=booking, words="Open an account")
    (thing,) = of_participation(own)
    assert ("Open an account" in thing.html, "/step/" in thing.html) == (True, True)
    Step.objects.filter(pk=step.pk).update(done_at=timezone.now())
    (thing,) = of_participation(own)
    assert "Open an account" not in thing.html


def next_of(cast: Cast, own: Participation) -> tuple[str, bool]:
    """What stands first on one's page, and whether the other thing stands below it."""

    assert own.person == cast["AP1"]
    page = content_of(cast.client("AP1").get("/fes/me/"))
    return heads(page)[0], len(heads(page)) > 1


def test_whoever_has_all_their_sessions_is_offered_no_other_on_their_page(cast: Cast) -> None:
    own = cast["AP1"].participations.create(stop=cast.stop)
    CoachingRules.objects.create(stop=cast.stop, per_person=1)
    slot = make_slot(make_expert(cast.stop), cast.stop)
    assert "Talk with an expert" in content_of(cast.client("AP1").get("/fes/me/"))
    make_booking(slot, own)
    page = content_of(cast.client("AP1").get("/fes/me/"))
    assert (heads(page)[0], "Talk with an expert" in page) == ("Session with Expert 1", False)


def test_the_sooner_of_a_seat_and_a_session_is_the_next_thing(cast: Cast) -> None:
    own = cast["AP1"].participations.create(stop=cast.stop)
    register(make_workshop(cast.stop, at=timezone.now() + timedelta(days=5)), own)
    slots = [
        make_slot(make_expert(cast.stop, n), cast.stop, at=timezone.now() + timedelta(days=n))
        for n in (9, 2)
    ]
    make_booking(slots[0], own)
    assert next_of(cast, own) == ("Workshop 1", True)
    make_booking(slots[1], own)
    assert next_of(cast, own) == ("Session with Expert 2", True)
