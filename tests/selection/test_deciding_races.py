"""A hundred people leave while places pass on: nobody lost, no place twice, the order holds."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import timedelta
from threading import Event
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from applications import places as of_stop
from applications.actions import withdraw
from applications.clock import pass_places_on
from applications.models import Application, Move, WaitingList
from applications.models.waiting_lists import WaitingListQuerySet
from applications.places import fill
from messaging.models import Message
from tests.applications.test_candidacy_actions import at_once
from tests.cast import Cast, gather
from tests.selection.deciding import decided, opened, places, published

if TYPE_CHECKING:
    from programs.models import Stop

LEAVE, WAIT = 100, 130


def promoted() -> list[int]:
    """The ranks of those who were offered a place from the list, in order of time."""
    offers = Move.objects.filter(origin="waiting", target="accepted").order_by("pk")
    return [rank for rank in offers.values_list("application__rank", flat=True) if rank]


def counted(state: str) -> int:
    return Application.objects.filter(state=state).count()


@pytest.mark.django_db(transaction=True)
def test_a_hundred_leave_at_once_while_silent_places_are_passed_on() -> None:
    cast = gather()
    applications = opened(cast.stop, cast["RS1"], accepted=LEAVE + 10, waiting=WAIT)
    Message.objects.update(state="sent", sent_at=timezone.now() - timedelta(days=5))
    silent = [application.pk for application in applications[LEAVE : LEAVE + 10]]
    Application.objects.filter(pk__in=silent).update(confirm_by=timezone.now())

    def leave(number: int) -> str:
        if number % 10 == 0:
            pass_places_on()
        return str(withdraw(applications[number], by=None).state)

    assert at_once(leave, LEAVE) == ["withdrawn"] * LEAVE
    pass_places_on()
    assert [counted(state) for state in ("withdrawn", "lapsed", "accepted", "waiting")] == [
        100,
        10,
        110,
        20,
    ]
    assert promoted() == list(range(1, 111))
    assert Move.objects.filter(after__isnull=False).count() == 110


@pytest.mark.django_db(transaction=True)
def test_eight_who_offer_the_free_places_at_once_offer_each_once() -> None:
    cast = gather()
    opened(cast.stop, cast["RS1"], accepted=1, waiting=20)
    places(cast.stop, 6)
    offers = at_once(lambda _number: fill(cast.stop), 8, threads=8)
    assert sorted(len(made) for made in offers) == [0] * 7 + [5]  # type: ignore[arg-type]
    assert promoted() == [1, 2, 3, 4, 5]


def published_in_the_end(cast: Cast) -> str:
    """As somebody does who looks once more as often as they are asked to."""
    for _look in range(60):
        with suppress(ValidationError):
            published(cast.stop, by=cast["RS1"])
            return "published"
    return "never"


@pytest.mark.django_db(transaction=True)
def test_who_takes_a_file_back_while_it_is_published_is_told_once_or_not_at_all() -> None:
    cast = gather()
    places(cast.stop, 60)
    outcomes = ("accept", "wait", "decline")
    files = [
        decided(cast.stop, 20 + n, outcomes[n % 3], by=cast["RS1"], order=n) for n in range(60)
    ]
    begun = Event()

    def act(number: int) -> str:
        if number == 0:  # the first: the others wait for it, and there are fewer threads than they
            begun.set()
            return published_in_the_end(cast)
        begun.wait(60)
        return str(withdraw(files[number], by=None).state)

    answers = at_once(act, 60, threads=12)
    too_late = [n for n, answer in enumerate(answers) if answer == "decided"]  # told no by then
    states = [Application.objects.get(pk=files[n].pk).state for n in too_late]
    assert states == ["declined"] * len(too_late)
    withdrawn = ["decided" if n in too_late else "withdrawn" for n in range(1, 60)]
    assert answers == ["published", *withdrawn]
    told = Move.objects.filter(application__in=files, origin="submitted").exclude(
        target="withdrawn"
    )
    letters = Message.objects.filter(event__in=["accepted", "waiting_list", "declined"])
    assert letters.count() == told.count() == len({*told.values_list("application", flat=True)})
    assert Application.objects.get(pk=files[0].pk).state == "accepted"
    assert published(cast.stop, by=cast["RS1"]) == 0


def unlocked(self: WaitingListQuerySet, stop: Stop) -> WaitingList:
    """The row of the stop, held by nobody."""
    return self.select_related("stop").get(stop=stop)


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_same_people_are_offered_the_same_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cast = gather()
    applications = opened(cast.stop, cast["RS1"], accepted=20, waiting=40)
    counting = of_stop.free_places

    def slowly(stop: Stop) -> int:
        free = counting(stop)
        time.sleep(0.05)
        return free

    monkeypatch.setattr(WaitingListQuerySet, "locked", unlocked)
    monkeypatch.setattr(of_stop, "free_places", slowly)
    outcomes = at_once(lambda number: withdraw(applications[number], by=None).state, 20)
    assert (outcomes == ["withdrawn"] * 20, promoted() == list(range(1, 21))) == (False, False)
