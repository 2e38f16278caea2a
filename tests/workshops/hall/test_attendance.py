"""Who came: by the link, by a tap on the sheet, by what a phone kept; each mark counts once."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from applications.models import Application
from people.in_short import InShort
from people.models import Participation
from programs.models import Theme
from tests.cast import Cast
from tests.needs.needing import needing
from tests.workshops.planned import make_participation, make_workshop
from workshops.hall.arrivals import Row, Tap, arrive, mark
from workshops.hall.meetings import meeting_of
from workshops.hall.sheet import sheet_of
from workshops.models import Arrival, Seat, Trainer, Workshop
from workshops.seats.actions import leave

pytestmark = pytest.mark.django_db


def seated(workshop: Workshop, n: int, **values: Any) -> Seat:
    """Person `n` has a seat."""
    participation = make_participation(workshop.stop, n)
    kept = {"state": "seated", "position": n, **values}
    return Seat.objects.create(workshop=workshop, participation=participation, **kept)


def known(workshop: Workshop) -> list[tuple[str, str]]:
    """The state of each arrival, and how it is known."""
    return list(workshop.arrivals.order_by("pk").values_list("state", "how"))


def tap(row: object, state: str = "present", **values: Any) -> Tap:
    """One mark."""
    return Tap(values.pop("key", uuid4()), Row.read(str(row)), state, **values)


def address(workshop: Workshop, more: str = "") -> str:
    """The sheet of a workshop."""
    return f"/desk/{workshop.stop.slug}/workshops/{workshop.number}/attendance/{more}"


def send(browser: Client, workshop: Workshop, *marks: dict[str, Any]) -> Any:
    """What a phone kept reaches us."""
    return browser.post(address(workshop, "marks/"), {"marks": json.dumps(marks)})


def test_the_click_that_lets_somebody_in_is_their_arrival_once(cast: Cast) -> None:
    workshop = make_workshop(cast.stop)
    seat = seated(workshop, 1)
    arrive(seat)
    arrive(seat)
    assert known(workshop) == [("present", "link")]


def test_whoever_waits_or_left_does_not_arrive_by_a_link(cast: Cast) -> None:
    workshop = make_workshop(cast.stop)
    came = [arrive(seated(workshop, n, state=state)) for n, state in ((1, "waiting"), (2, "left"))]
    assert (came, known(workshop)) == ([None, None], [])


def test_who_came_in_by_the_link_and_leaves_before_the_hour_was_not_there(cast: Cast) -> None:
    workshop = make_workshop(cast.stop, at=timezone.now() + timedelta(minutes=10))
    clicked, at_the_door = seated(workshop, 1), seated(workshop, 2)
    Workshop.objects.filter(pk=workshop.pk).update(taken=2)
    meeting_of(workshop)
    arrive(clicked)
    mark(workshop, [tap(f"s{at_the_door.pk}")], by=cast["RS1"], how="door")
    for seat in (clicked, at_the_door):
        leave(seat)
    assert known(workshop) == [("present", "door")]


def test_a_click_heals_an_absence_and_leaves_an_excuse(cast: Cast) -> None:
    workshop = make_workshop(cast.stop)
    late, excused = seated(workshop, 1), seated(workshop, 2)
    marks = [tap(f"s{late.pk}", "absent"), tap(f"s{excused.pk}", "excused")]
    mark(workshop, marks, by=cast["RS1"], how="sheet")
    arrive(late)
    arrive(excused)
    assert known(workshop) == [("present", "link"), ("excused", "sheet")]


def test_the_later_of_two_marks_counts_whichever_reaches_us_first(cast: Cast) -> None:
    workshop = make_workshop(cast.stop)
    seat = seated(workshop, 1)
    mark(workshop, [tap(f"s{seat.pk}", "present")], by=cast["RS1"], how="sheet")
    early = tap(f"s{seat.pk}", "absent", ago=timedelta(minutes=9))
    mark(workshop, [early], by=cast["EX1"], how="door")
    assert known(workshop) == [("present", "sheet")]


def test_a_mark_sent_twice_counts_once(cast: Cast) -> None:
    workshop = make_workshop(cast.stop)
    seat = seated(workshop, 1)
    first, second = tap(f"s{seat.pk}", "absent"), tap(f"s{seat.pk}", "present")
    kept = [mark(workshop, [each], by=cast["RS1"], how="door") for each in (first, second, first)]
    assert (kept, known(workshop)) == ([1, 1, 0], [("present", "door")])


def test_a_line_of_another_sheet_is_refused_and_nothing_of_its_marks_is_kept(cast: Cast) -> None:
    workshop, other = make_workshop(cast.stop), make_workshop(cast.stop)
    ours, foreign = seated(workshop, 1), seated(other, 2)
    with pytest.raises(ValidationError) as refused:
        mark(workshop, [tap(f"s{ours.pk}"), tap(f"s{foreign.pk}")], by=cast["RS1"], how="door")
    assert (refused.value.code, known(workshop)) == ("row", [])


def test_the_second_person_of_a_seat_and_a_walk_in_have_lines_of_their_own(cast: Cast) -> None:
    workshop = make_workshop(cast.stop)
    seat = seated(workshop, 1, count=2, companion_name="Aïcha")
    walk_in = uuid4()
    marks = [tap(f"t{seat.pk}"), tap(f"w{walk_in}", name="Brahim")]
    mark(workshop, marks, by=cast["RS1"], how="door")
    rows = [(row.name, row.state) for row in sheet_of(workshop).rows]
    assert rows == [("Brahim", "present"), ("Person 1", ""), ("Aïcha", "present")]


def test_one_tap_on_the_sheet_marks_without_a_script(cast: Cast) -> None:
    workshop = make_workshop(cast.stop)
    seat = seated(workshop, 1)
    sent = {"key": str(uuid4()), "mark": f"s{seat.pk} excused"}
    answer = cast.client("RS1").post(address(workshop), sent)
    assert (answer.status_code, known(workshop)) == (302, [("excused", "sheet")])


def test_a_walk_in_without_a_name_is_a_sentence_and_no_arrival(cast: Cast) -> None:
    workshop = make_workshop(cast.stop)
    sent = {"key": str(uuid4()), "mark": f"w{uuid4()} present", "name": " "}
    answer = cast.client("RS1").post(address(workshop), sent)
    assert answer.status_code == 422
    assert "Please write the name of whoever came." in answer.content.decode()
    assert known(workshop) == []


def test_of_what_a_phone_kept_each_mark_is_answered_by_itself(cast: Cast) -> None:
    workshop = make_workshop(cast.stop)
    seat, keys = seated(workshop, 1), [str(UUID(int=number)) for number in range(3)]
    marks: list[dict[str, Any]] = [
        {"key": keys[0], "row": f"s{seat.pk}", "state": "present", "ago": 90_000},
        {"key": keys[1], "row": "s999999", "state": "present"},
        {"key": keys[2], "row": f"w{UUID(int=9)}", "state": "present", "name": "Brahim"},
    ]
    answers = [send(cast.client("RS1"), workshop, *marks).json() for _again in range(2)]
    assert (
        answers[0]
        == answers[1]
        == {
            "done": keys,
            "refused": {keys[1]: "This line is not on the sheet."},
        }
    )
    assert known(workshop) == [("present", "door"), ("present", "door")]
    came = workshop.arrivals.get(seat=seat)
    assert round((timezone.now() - came.at).total_seconds(), -1) == 90


@pytest.mark.parametrize(
    "body", ["", "{}", "[1]", "[[]]", '[{"key": 1}]', "[" * 9, "[" * 100_000, "null"]
)
def test_what_no_phone_of_ours_sends_is_refused_without_a_fault(cast: Cast, body: str) -> None:
    workshop = make_workshop(cast.stop)
    answer = cast.client("RS1").post(address(workshop, "marks/"), {"marks": body})
    assert (answer.status_code in {200, 422}, known(workshop)) == (True, [])


def test_a_trainer_opens_the_sheet_of_their_workshop_and_of_no_other(cast: Cast) -> None:
    own, other = make_workshop(cast.stop), make_workshop(cast.stop)
    trainer = Trainer.objects.create(
        center=cast.stop.center, user=cast["EX1"], name_ar="م", name_fr="M", name_en="M"
    )
    own.trainers.add(trainer)
    seated(own, 1)
    pages = [cast.client("EX1").get(address(each)) for each in (own, other)]
    assert [page.status_code for page in pages] == [200, 404]
    assert "Person 1" in pages[0].content.decode()
    assert "+2126990300" not in pages[0].content.decode()


def test_the_sheet_tells_what_people_need_and_no_more(cast: Cast) -> None:
    workshop = make_workshop(cast.stop)
    file = cast.application
    place = Participation.objects.create(stop=cast.stop, person=cast["AP1"])
    file.participation = place
    file.save()
    needing(file, "digital", 80)
    needing(file, "marketing", 90)
    Seat.objects.create(workshop=workshop, participation=place, state="seated", position=1)
    [row] = sheet_of(workshop).rows
    themes = [Theme.objects.get(code=code).name for code in ("marketing", "digital")]
    assert row.short == InShort(Application.Kind.SELF_EMPLOYED.label, tuple(themes))


def test_a_sheet_costs_the_same_for_one_and_for_three(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    workshop = make_workshop(cast.stop)
    seated(workshop, 1)
    with django_assert_num_queries(4):
        sheet_of(workshop)
    for n in (2, 3):
        arrive(seated(workshop, n))
    with django_assert_num_queries(4):
        sheet_of(workshop)
    assert Arrival.objects.count() == 2
