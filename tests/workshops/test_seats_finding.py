"""Staff find somebody among five hundred by a word or a number, without a script; undo is true."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from messaging.models import Message
from tests.workshops.planned import make_participation, make_participations, make_workshop
from workshops.models import Invitation, Seat, Series
from workshops.seats.actions import leave, register

if TYPE_CHECKING:
    from tests.cast import Cast
    from workshops.models import Workshop

pytestmark = pytest.mark.django_db


def page(workshop: Workshop, more: str = "") -> str:
    """The seats of a workshop at the desk."""
    return f"/desk/{workshop.stop.slug}/workshops/{workshop.number}/seats/{more}"


def list_of(workshop: Workshop, more: str = "") -> str:
    """Its invitation list."""
    return f"/desk/{workshop.stop.slug}/workshops/{workshop.number}/invitations/{more}"


def offered(answer: Any) -> list[str]:
    """Who may be chosen, by name."""
    choices = answer.context["form"].fields["participation"].choices
    return [label.partition(" · ")[0] for _key, label in choices]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("fatima", ["Fatima Alaoui", "فاطمة القادري"]),
        ("القادري", ["فاطمة القادري"]),
        ("0699 03 00 03", ["Driss Bennani"]),
        ("٠٦٩٩٠٣٠٠٠٣", ["Driss Bennani"]),
        ("nobody", []),
        (" ", []),
    ],
)
def test_somebody_is_found_by_name_sound_or_telephone(
    cast: Cast, words: str, names: list[str]
) -> None:
    workshop = make_workshop(cast.stop)
    for n, name in enumerate(("Fatima Alaoui", "فاطمة القادري", "Driss Bennani"), 1):
        make_participation(cast.stop, n, name=name)
    make_participation(cast.elsewhere, 9, name="Fatima of another stop")
    answer = cast.client("RS1").post(page(workshop, "finding/"), {"words": words})
    assert (answer.status_code, sorted(offered(answer))) == (200, sorted(names))


def test_who_was_found_is_put_in_with_a_second_person(cast: Cast) -> None:
    workshop = make_workshop(cast.stop)
    person = make_participation(cast.stop, 1, name="Driss Bennani")
    found = cast.client("RS1").post(page(workshop, "finding/"), {"words": "driss"})
    assert found.context["form"]["participation"].value() == person.pk  # the only one is chosen
    sent = {"participation": person.pk, "companion_name": "Amina"}
    cast.client("RS1").post(page(workshop, "entry/"), sent)
    seat = Seat.objects.get()
    assert (seat.participation, seat.count, seat.companion_name) == (person, 2, "Amina")


def test_what_is_refused_loses_nothing_that_was_typed(cast: Cast) -> None:
    workshop = make_workshop(cast.stop)
    person = make_participation(cast.stop, 1, name="Driss Bennani")
    make_participation(cast.stop, 2)
    sent = {"participation": person.pk, "companion_name": "Amina", "companion_phone": "12"}
    answer = cast.client("RS1").post(page(workshop, "entry/"), sent)
    form = answer.context["form"]
    kept = [form[name].value() for name in sent]
    assert (answer.status_code, kept, offered(answer)) == (
        422,
        [str(person.pk), "Amina", "12"],
        ["Driss Bennani"],
    )


@pytest.mark.parametrize("typed", ["x", "²", "9" * 19, "-1"])
def test_who_is_nobody_is_said_beside_the_field(cast: Cast, typed: str) -> None:
    workshop = make_workshop(cast.stop)
    answer = cast.client("RS1").post(page(workshop, "entry/"), {"participation": typed})
    errors = list(answer.context["form"].errors)
    assert (answer.status_code, errors) == (422, ["participation"])


def test_a_page_for_five_hundred_people_names_none_of_them_before_one_looks(cast: Cast) -> None:
    workshop = make_workshop(cast.stop)
    costs = []
    for many in (3, 500):
        make_participations(cast.stop, many) if many > 3 else None
        cast.client("RS1").post(page(workshop, "finding/"), {"words": "person"})
        with CaptureQueriesContext(connection) as asked:
            answer = cast.client("RS1").post(page(workshop, "finding/"), {"words": "person"})
        costs.append(len(asked))
    empty = cast.client("RS1").get(page(workshop))
    assert (costs[0], len(offered(answer)), answer.context["found"].more) == (costs[1], 20, True)
    assert offered(empty) == []


def test_names_and_numbers_that_are_looked_for_stand_in_no_address(cast: Cast) -> None:
    workshop = make_workshop(cast.stop)
    make_participation(cast.stop, 1, name="Driss Bennani")
    answer = cast.client("RS1").post(page(workshop, "finding/"), {"words": "driss"})
    body = answer.content.decode()
    assert ("words=" in body, answer.request["QUERY_STRING"]) == (False, "")


def test_people_are_put_on_the_invitation_list_by_hand_and_taken_off(cast: Cast) -> None:
    workshop, staff = make_workshop(cast.stop), cast.client("RS1")
    people = [make_participation(cast.stop, n, name=f"Salma {n}") for n in (1, 2, 3)]
    foreign = make_participation(cast.elsewhere, 9, name="Salma 9")
    register(workshop, people[2])
    found = staff.post(list_of(workshop, "finding/"), {"words": "salma"})
    assert [key for key, _name in found.context["choices"]] == [people[0].pk, people[1].pk]
    keys = [str(each.pk) for each in (*people, foreign)]
    for _twice in range(2):
        staff.post(list_of(workshop, "adding/"), {"people": [*keys, "x", "9" * 30]})
    rows = Invitation.objects.order_by("pk")
    added = [(row.participation, row.made_by) for row in rows]
    assert added == [(each, cast["RS1"]) for each in people[:2]]
    staff.post(list_of(workshop, f"{rows[0].pk}/removal/"))
    staff.post(list_of(workshop, "sending/"))
    invited = Message.objects.filter(event="workshop_invitation")
    assert [message.person for message in invited] == [people[1].person]


def test_who_was_written_to_is_not_taken_off(cast: Cast) -> None:
    workshop, staff = make_workshop(cast.stop), cast.client("RS1")
    staff.post(list_of(workshop, "adding/"), {"people": make_participation(cast.stop, 1).pk})
    staff.post(list_of(workshop, "sending/"))
    row = Invitation.objects.get()
    staff.post(list_of(workshop, f"{row.pk}/removal/"))
    assert Invitation.objects.count() == 1


def returning(cast: Cast, workshop: Workshop) -> list[int]:
    """The seats beside which "Undo" stands."""
    return sorted(cast.client("RS1").get(page(workshop)).context["returning"])


def test_undo_stands_only_where_the_seat_comes_back(cast: Cast) -> None:
    workshop = make_workshop(cast.stop, capacity=2)
    first, second, third = make_participations(cast.stop, 3)
    seats = [register(workshop, first), register(workshop, second)]
    for seat in seats:
        leave(seat, by=cast["RS1"], why="Twice")
    both = sorted(seat.pk for seat in seats)
    assert returning(cast, workshop) == both
    other = make_workshop(cast.stop, at=workshop.starts_at + timedelta(minutes=30))
    elsewhere = register(other, second)  # at that hour
    assert returning(cast, workshop) == [seats[0].pk]
    leave(elsewhere)
    assert returning(cast, workshop) == both
    register(workshop, first)  # by themselves, again
    assert returning(cast, workshop) == [seats[1].pk]
    register(workshop, third)  # nothing is free any more
    assert returning(cast, workshop) == []


def test_undo_does_what_it_says_for_each_beside_whom_it_stands(cast: Cast) -> None:
    workshop = make_workshop(cast.stop, at=timezone.now() + timedelta(days=3))
    seat = register(workshop, make_participation(cast.stop, 1))
    leave(seat, by=cast["RS1"], why="Twice")
    for key in returning(cast, workshop):
        cast.client("RS1").post(page(workshop, f"{key}/removal/undoing/"))
    assert Seat.objects.live().count() == 1


def test_undo_gives_nobody_a_second_seat_of_a_series(cast: Cast) -> None:
    series = Series.objects.create(stop=cast.stop, title_ar="سلسلة", title_fr="Cycle")
    one = make_workshop(cast.stop, series=series)
    other = make_workshop(cast.stop, series=series, at=timezone.now() + timedelta(days=17))
    person = make_participation(cast.stop, 1)
    seat = register(one, person)
    leave(seat, by=cast["RS1"], why="Twice")
    assert returning(cast, one) == [seat.pk]
    elsewhere = register(other, person)
    assert returning(cast, one) == []
    answer = cast.client("RS1").post(page(one, f"{seat.pk}/removal/undoing/"))
    assert (answer.status_code, len(answer.context["refused"])) == (422, 1)
    assert list(Seat.objects.live()) == [elsewhere]
