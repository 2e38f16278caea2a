"""Pages about an expert who pauses or leaves say what is true for whoever reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.utils import timezone

from coaching.booking.links import session_url
from coaching.hours import lives
from coaching.hours.handing import hand_over, leave
from coaching.models import Booking, Case
from messaging.models import Message
from people.models import Participation, User
from programs.models import Stop
from tests.coaching.arranged import TOMORROW, make_booking, make_expert, make_slot
from tests.pages import content_of
from tests.workshops.planned import make_participation

if TYPE_CHECKING:
    from tests.cast import Cast

ALONE = "It is handed over, and both are told: the person is asked to choose an hour."


@pytest.mark.parametrize(
    ("at_an_hour", "said"), [(True, "It is handed over, and both are told."), (False, ALONE)]
)
def test_a_team_reads_who_was_told_of_a_case_that_is_handed_over(
    cast: Cast, *, at_an_hour: bool, said: str
) -> None:
    going = make_expert(cast.stop, 1)
    coming = make_expert(cast.stop, 2, user=cast["EX1"])
    person = make_participation(cast.stop, 1)
    over = make_slot(going, cast.stop, at=timezone.now() - TOMORROW)
    make_booking(over, person, state=Booking.State.HELD)
    Case.objects.create(participation=person, expert=going)
    later = make_slot(coming, cast.stop, at=timezone.now() + 4 * TOMORROW)
    answer = cast.client("RS1", language="en").post(
        f"/desk/fes/coaching/experts/{going.pk}/cases/{person.pk}/",
        {"summary": "", "to": coming.pk, "slot": later.pk if at_an_hour else ""},
    )
    assert [str(each) for each in get_messages(answer.wsgi_request)] == [said]
    told = Message.objects.filter(person=person.person).values_list("event", flat=True)
    assert {*told} == {"session_booked" if at_an_hour else "session_next_expert"}
    assert Message.objects.filter(event="case_handed", person=cast["EX1"]).count() == 1


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_who_goes_on_with_another_expert_is_told_once_whom_and_where_to_choose_an_hour(
    cast: Cast, language: str
) -> None:
    going, coming = make_expert(cast.stop, 1), make_expert(cast.stop, 2, user=cast["EX1"])
    person = make_participation(cast.stop, 1)
    User.objects.filter(pk=person.person_id).update(language=language)
    Case.objects.create(participation=person, expert=going)
    for _press in range(2):
        known = Participation.objects.get(pk=person.pk)
        hand_over(going, known, to=coming, summary="", slot=None, by=cast["RS1"])
    (told,) = Message.objects.filter(event="session_next_expert")
    assert (told.person, told.language) == (person.person, language)
    assert told.body.endswith("/fes/coaching")


def test_who_is_left_without_a_session_to_come_is_asked_to_choose_an_hour_once(cast: Cast) -> None:
    going = make_expert(cast.stop)
    meets, alone = make_participation(cast.stop, 1), make_participation(cast.stop, 2)
    make_booking(make_slot(going, cast.stop), meets)
    for person in (meets, alone):
        Case.objects.create(participation=person, expert=going)
    for _press in range(2):
        leave(going, by=cast["RS1"])
    told = Message.objects.filter(event__in=["session_expert_left", "session_put_back"])
    assert sorted(told.values_list("person", "event")) == sorted(
        [(meets.person_id, "session_put_back"), (alone.person_id, "session_expert_left")]
    )
    assert Case.objects.filter(ended_at=None).count() == 0


def test_a_departure_that_was_cut_in_two_is_pressed_again(cast: Cast) -> None:
    going, person = make_expert(cast.stop, 1), make_participation(cast.stop, 1)
    make_booking(make_slot(going, cast.stop), person)
    page, client = f"/desk/fes/coaching/experts/{going.pk}/", cast.client("RS1")
    lives.leave(going)  # the first of its two transactions
    assert f"{page}leaving/" in content_of(client.get(page))
    client.post(f"{page}leaving/")
    assert f"{page}leaving/" not in content_of(client.get(page))
    assert [*Message.objects.values_list("event", flat=True)] == ["session_put_back"]


def test_nobody_of_a_stop_that_is_over_is_asked_to_choose_an_hour(cast: Cast) -> None:
    going, today = make_expert(cast.stop), timezone.localdate()
    before = make_participation(cast.stop, 1)
    Case.objects.create(participation=before, expert=going)
    days = {"starts_on": today - 90 * TOMORROW, "ends_on": today - TOMORROW}
    Stop.objects.filter(pk=cast.stop.pk).update(state="finished", **days)
    coming, other = make_expert(cast.stop, 2), make_participation(cast.stop, 2)
    Case.objects.create(participation=other, expert=going)
    answer = cast.client("RS1", language="en").post(
        f"/desk/fes/coaching/experts/{going.pk}/cases/{other.pk}/",
        {"summary": "", "to": coming.pk, "slot": ""},
    )
    assert [str(each) for each in get_messages(answer.wsgi_request)] == [
        "It is handed over. The stop is over: only the next expert is told."
    ]
    left = leave(going, by=cast["RS1"])
    assert (left.asked, Case.objects.filter(ended_at=None).count()) == (0, 1)
    assert Message.objects.filter(person__in=[before.person, other.person]).count() == 0


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("asks@example.org", "They are told kindly."),
        ("", "No address of theirs is known: please tell them."),
    ],
)
def test_a_team_reads_whether_somebody_who_is_not_taken_on_was_told(
    cast: Cast, address: str, said: str
) -> None:
    expert = make_expert(cast.stop, state="asked", email=address, phone="", user=None)
    page = f"/desk/fes/coaching/experts/{expert.pk}/refusal/"
    answer = cast.client("RS1", language="en").post(page)
    assert [str(each) for each in get_messages(answer.wsgi_request)] == [said]
    assert Message.objects.filter(event="expert_refused").count() == bool(address)


def test_who_gives_a_far_session_back_reads_that_the_expert_sees_it_and_no_more(cast: Cast) -> None:
    expert = make_expert(cast.stop, user=cast["EX1"])
    slot = make_slot(expert, cast.stop, at=timezone.now() + 4 * TOMORROW)
    person = make_participation(cast.stop, 1)
    booking = make_booking(slot, person)
    User.objects.filter(pk=person.person_id).update(language="en")
    answer = Client(headers={"accept-language": "en"}).post(f"{session_url(booking)}leaving/")
    assert [str(each) for each in get_messages(answer.wsgi_request)] == [
        "The session is cancelled, and the expert sees it. Thank you for saying so."
    ]
    assert Message.objects.filter(person=cast["EX1"]).count() == 0


@pytest.mark.parametrize(
    ("reader", "said"),
    [
        ("EX1", "You pause: nothing new is booked."),
        ("RS1", "They pause: nothing new is booked."),
    ],
)
def test_hours_of_an_expert_who_pauses_say_so_to_them_and_to_the_team(
    cast: Cast, reader: str, said: str
) -> None:
    both = ("You pause: nothing new is booked.", "They pause: nothing new is booked.")
    expert = make_expert(cast.stop, 1, user=cast["EX1"], state="paused")
    page = content_of(cast.client(reader, language="en").get(f"/expert/hours/{expert.pk}/"))
    assert [each for each in both if each in page] == [said]


def test_whoever_was_handed_over_stands_there_with_the_next_expert_while_the_session_stands(
    cast: Cast,
) -> None:
    going = make_expert(cast.stop, 1)
    coming = make_expert(cast.stop, 2, user=cast["EX1"])
    person = make_participation(cast.stop, 1)
    make_booking(make_slot(going, cast.stop, at=timezone.now() + 2 * TOMORROW), person)
    client, page = cast.client("RS1", language="en"), f"/desk/fes/coaching/experts/{going.pk}/"
    client.post(f"{page}cases/{person.pk}/", {"summary": "", "to": coming.pk, "slot": ""})
    shown = " ".join(content_of(client.get(f"{page}leaving/")).split())
    assert f"<bdi>{coming.name}</bdi> takes over. This session still stands." in shown


def test_a_team_reads_what_became_of_the_people_of_an_expert_who_left(cast: Cast) -> None:
    going = make_expert(cast.stop, 1)
    for number in (1, 2):
        Case.objects.create(participation=make_participation(cast.stop, number), expert=going)
    booked = make_slot(going, cast.stop, at=timezone.now() + 2 * TOMORROW)
    make_booking(booked, make_participation(cast.stop, 3))
    answer = cast.client("RS1", language="en").post(
        f"/desk/fes/coaching/experts/{going.pk}/leaving/"
    )
    assert [str(each) for each in get_messages(answer.wsgi_request)] == [
        (
            "They have left. Thank them well. Offered another hour: 0. Waiting for one: 1. "
            "Asked to choose an hour: 2."
        )
    ]


def test_a_team_reads_how_an_expert_meets_people(cast: Cast) -> None:
    expert = make_expert(cast.stop, modes=["phone", "center"])
    page = content_of(cast.client("RS1").get(f"/desk/fes/coaching/experts/{expert.pk}/"))
    assert "<dd>By telephone · At the center</dd>" in page
