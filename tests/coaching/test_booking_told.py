"""What is written about a session: when, to whom, and what a digit does in answer."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coaching.booking.actions import cancel
from coaching.booking.letters import subject
from coaching.booking.links import session_link, session_of, session_url
from coaching.booking.occasions import BOOKINGS
from coaching.booking.reminders import remind
from coaching.clock import pass_sessions_on, remind_of_sessions
from coaching.models import Booking, BookingMove
from messaging.models import Message, Thread
from messaging.yes_no import otherwise, replies
from tests.coaching.arranged import make_booking, make_expert, make_slot
from tests.coaching.test_booking_life import booked
from tests.messaging.talking import heard, sent_to
from tests.workshops.planned import make_participation

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

    from tests.cast import Cast

YES, NO = True, False


def session(cast: Cast, *, starts_in: timedelta, n: int = 1) -> Booking:
    """A session that the team booked long ago."""
    slot = make_slot(make_expert(cast.stop, n), cast.stop, at=timezone.now() + starts_in)
    made = booked(slot, make_participation(cast.stop, n), by=cast["RS1"])
    BookingMove.objects.update(at=timezone.now() - timedelta(days=9))
    return made


def reminders(state: str = "new") -> list[str]:
    """Those in this state, by their occasion."""
    found = Message.objects.filter(event__in=("session_tomorrow", "session_soon"), state=state)
    return [*found.order_by("pk").values_list("event", flat=True)]


@pytest.mark.parametrize(
    ("starts_in", "found"),
    [
        (timedelta(hours=25), []),
        (timedelta(hours=23), ["session_tomorrow"]),
        (timedelta(hours=2), []),
        (timedelta(minutes=55), ["session_soon"]),
        (timedelta(minutes=5), []),
    ],
)
def test_a_reminder_leaves_a_day_and_an_hour_before(
    cast: Cast, starts_in: timedelta, found: list[str]
) -> None:
    session(cast, starts_in=starts_in)
    remind(timezone.now())
    assert reminders() == found


def test_the_same_reminder_is_written_once(cast: Cast) -> None:
    session(cast, starts_in=timedelta(hours=23))
    assert [remind_of_sessions() for _turn in range(2)] == [1, 0]


def test_who_has_just_booked_is_not_reminded_of_it(cast: Cast) -> None:
    session(cast, starts_in=timedelta(hours=23))
    BookingMove.objects.update(at=timezone.now() - timedelta(hours=1))
    assert remind(timezone.now()) == 0


def test_a_session_that_is_cancelled_drops_its_reminder(cast: Cast) -> None:
    made = session(cast, starts_in=timedelta(hours=23))
    remind(timezone.now())
    cancel(made)
    assert (reminders(), reminders("dropped")) == ([], ["session_tomorrow"])


def test_a_reminder_costs_as_much_for_one_as_for_three(cast: Cast) -> None:
    spent = []
    for first, many in ((1, 1), (4, 3)):
        for n in range(many):
            session(cast, starts_in=timedelta(hours=22), n=first + n)
        with CaptureQueriesContext(connection) as statements:
            remind(timezone.now())
        spent.append(len(statements))
    assert spent[0] == spent[1]


def test_the_digit_two_gives_a_session_back_and_says_so(cast: Cast) -> None:
    made = session(cast, starts_in=timedelta(hours=23))
    done = [replies()["session_booked"](subject(made.pk), NO) for _turn in range(2)]
    assert [each.event for each in done] == ["session_no", "session_no"]
    made.refresh_from_db()
    assert made.state == "cancelled"


def test_the_digit_three_puts_a_session_off_to_the_next_free_hour_and_never_back(
    cast: Cast,
) -> None:
    made = session(cast, starts_in=timedelta(days=3))
    hours = [timedelta(days=days) for days in (2, 5, 4)]
    expert = make_expert(cast.stop, 2)
    slots = [make_slot(expert, cast.stop, at=timezone.now() + hour) for hour in hours]
    put_off = otherwise()["session_moved"]
    for slot in (slots[2], slots[1]):
        assert put_off(subject(made.pk)).event == ""  # the move itself tells them
        made.refresh_from_db()
        assert (made.slot, made.state) == (slot, "booked")
    with pytest.raises(ValidationError) as refused:
        put_off(subject(made.pk))
    assert refused.value.code == "none"
    made.refresh_from_db()
    assert (made.slot, made.state) == (slots[1], "booked")
    told = Message.objects.filter(person=made.person, state="new").values_list("event", flat=True)
    assert [*told] == ["session_moved"]


@pytest.mark.parametrize("text", ["3", "٣", "3."])
def test_who_answers_three_by_sms_is_moved_and_told_once(
    cast: Cast, settings: Settings, text: str
) -> None:
    settings.SMS_HOOK_SECRET = "app-secret"
    made = session(cast, starts_in=timedelta(days=3))
    later = make_slot(make_expert(cast.stop, 2), cast.stop, at=timezone.now() + timedelta(days=4))
    person = made.person
    assert person
    sent = {"state": "sent", "channel": "sms", "address": str(person.phone)}
    asked = Message.objects.filter(person=person)
    asked.update(sent_at=timezone.now() - timedelta(hours=1), **sent)
    post = heard(sent["address"], text)
    made.refresh_from_db()
    done = (made.slot, post.did, Thread.objects.get().unread)
    assert done == (later, "Put the session off", 0)
    assert [*asked.filter(state="new").values_list("event", flat=True)] == ["session_moved"]


def test_three_is_for_the_team_where_nothing_was_asked_that_knows_it(
    cast: Cast, settings: Settings
) -> None:
    settings.SMS_HOOK_SECRET = "app-secret"
    sent_to(cast["AP1"], cast.stop, event="accepted", about="place:1")
    post = heard(str(cast["AP1"].phone), "3")
    assert (post.did, Thread.objects.get().unread) == ("", 1)


def test_what_is_only_offered_is_not_put_off(cast: Cast) -> None:
    made = session(cast, starts_in=timedelta(days=3))
    make_slot(make_expert(cast.stop, 2), cast.stop, at=timezone.now() + timedelta(days=4))
    Booking.objects.update(state="offered", offered_until=timezone.now() + timedelta(hours=2))
    with pytest.raises(ValidationError) as refused:
        otherwise()["session_booked"](subject(made.pk))
    assert refused.value.code == "moved"


def test_whoever_is_told_of_a_third_answer_can_give_it() -> None:
    offering = {event.code for event in BOOKINGS if "3 = " in event.reply}
    assert offering == set(otherwise())


@pytest.mark.parametrize(("yes", "state"), [(YES, "booked"), (NO, "cancelled")])
def test_a_digit_answers_an_offer(cast: Cast, *, yes: bool, state: str) -> None:
    until = timezone.now() + timedelta(hours=1)
    slot = make_slot(make_expert(cast.stop), cast.stop)
    person = make_participation(cast.stop, 1)
    offer = make_booking(slot, person, state="offered", offered_until=until)
    for event in ("session_offered", "session_expert_away"):
        replies()[event](subject(offer.pk), yes)
    offer.refresh_from_db()
    assert offer.state == state


def test_every_occasion_that_asks_has_somebody_who_acts_on_the_answer() -> None:
    asking = {event.code for event in BOOKINGS if event.reply}
    assert asking == asking & set(replies())


def test_a_letter_is_in_the_language_of_its_reader_and_leads_to_the_session(cast: Cast) -> None:
    made = session(cast, starts_in=timedelta(hours=47))
    mine, theirs = Message.objects.order_by("pk")
    assert (mine.language, mine.about, session_link(made) in mine.body) == (
        "ar",
        subject(made.pk),
        True,
    )
    assert (theirs.event, theirs.person, theirs.language) == (
        "expert_booked",
        made.expert.user,
        "fr",
    )
    assert session_of(session_url(made).split("/")[2]) == made


def test_an_expert_is_told_of_near_sessions_alone(cast: Cast) -> None:
    session(cast, starts_in=timedelta(days=3))
    assert [*Message.objects.values_list("event", flat=True)] == ["session_booked"]


def test_the_clock_has_nothing_to_do_where_nobody_waits(cast: Cast) -> None:
    session(cast, starts_in=timedelta(days=3))
    assert pass_sessions_on() == 0
