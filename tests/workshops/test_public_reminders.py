"""Reminders leave a day and an hour before, once, and never for a seat that has moved on."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from messaging.models import Message
from messaging.yes_no import replies
from tests.cast import Cast
from tests.workshops.planned import make_participation, make_workshop
from workshops.models import Seat, SeatMove, Workshop
from workshops.public.reminders import remind
from workshops.seats.actions import leave, register
from workshops.seats.letters import subject
from workshops.seats.links import seat_link

EVENTS = ("workshop_tomorrow", "workshop_soon")


def seated(cast: Cast, *, starts_in: timedelta, since: timedelta = timedelta(days=9)) -> Seat:
    """A seat that was taken so long ago."""
    workshop = make_workshop(cast.stop, at=timezone.now() + starts_in)
    seat = register(workshop, make_participation(cast.stop, 1))
    SeatMove.objects.update(at=timezone.now() - since)
    return seat


def reminders(state: str = "new") -> list[str]:
    """Those in this state, by their occasion."""
    found = Message.objects.filter(event__in=EVENTS, state=state)
    return [*found.order_by("pk").values_list("event", flat=True)]


@pytest.mark.parametrize(
    ("starts_in", "found"),
    [
        (timedelta(hours=25), []),
        (timedelta(hours=23), ["workshop_tomorrow"]),
        (timedelta(hours=2), []),
        (timedelta(minutes=55), ["workshop_soon"]),
        (timedelta(minutes=5), []),
    ],
)
def test_a_reminder_leaves_a_day_and_an_hour_before(
    cast: Cast, starts_in: timedelta, found: list[str]
) -> None:
    seated(cast, starts_in=starts_in)
    remind(timezone.now())
    assert reminders() == found


def test_the_same_reminder_is_written_once(cast: Cast) -> None:
    seated(cast, starts_in=timedelta(hours=23))
    assert [remind(timezone.now()) for _turn in range(2)] == [1, 0]


def test_who_has_just_said_yes_is_not_reminded_of_it(cast: Cast) -> None:
    seated(cast, starts_in=timedelta(hours=23), since=timedelta(hours=1))
    remind(timezone.now())
    assert reminders() == []


def test_a_seat_that_was_given_back_drops_its_reminder(cast: Cast) -> None:
    seat = seated(cast, starts_in=timedelta(hours=23))
    remind(timezone.now())
    leave(seat)
    assert (reminders(), reminders("dropped")) == ([], ["workshop_tomorrow"])


@pytest.mark.parametrize("gone", ["waiting", "cancelled", "draft"])
def test_nobody_is_reminded_of_what_they_do_not_have(cast: Cast, gone: str) -> None:
    seat = seated(cast, starts_in=timedelta(hours=23))
    if gone == "waiting":
        Seat.objects.filter(pk=seat.pk).update(state="waiting")
    else:
        Workshop.objects.update(state=gone)
    assert remind(timezone.now()) == 0


def test_a_workshop_that_moved_is_reminded_of_at_its_new_hour(cast: Cast) -> None:
    seat = seated(cast, starts_in=timedelta(hours=23))
    remind(timezone.now())
    Workshop.objects.filter(pk=seat.workshop_id).update(version=1)
    assert remind(timezone.now()) == 1


def test_a_reminder_says_how_to_cancel_and_leads_to_the_seat(cast: Cast) -> None:
    seat = seated(cast, starts_in=timedelta(hours=23))
    remind(timezone.now())
    message = Message.objects.get(event="workshop_tomorrow")
    assert (message.language, message.about) == ("ar", subject(seat.pk))
    assert seat_link(seat) in message.body


def test_the_digit_two_gives_the_seat_back(cast: Cast) -> None:
    seat = seated(cast, starts_in=timedelta(hours=23))
    for event in EVENTS:
        replies()[event](subject(seat.pk), False)  # noqa: FBT003  the protocol says which is which
    seat.refresh_from_db()
    assert seat.state == "left"


def test_a_reminder_costs_as_much_for_one_as_for_three(cast: Cast) -> None:
    spent = []
    for n in (1, 3):
        workshop = make_workshop(cast.stop, at=timezone.now() + timedelta(hours=23), capacity=9)
        for each in range(n):
            register(workshop, make_participation(cast.stop, 10 * n + each))
        SeatMove.objects.update(at=timezone.now() - timedelta(days=9))
        with CaptureQueriesContext(connection) as statements:
            remind(timezone.now())
        spent.append(len(statements))
    assert spent[0] == spent[1]
