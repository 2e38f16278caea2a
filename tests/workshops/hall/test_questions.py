"""Questions of a workshop: asked once, wanted once by each, owed until somebody has answered."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from people.todo import Desk
from tests.cast import Cast, gather
from tests.workshops.hall.test_attendance import seated
from tests.workshops.planned import make_workshop
from workshops.hall.asking import answer, ask, promise_open, vote
from workshops.hall.todo_items import todo
from workshops.models import Question, Seat, Trainer, Vote, Workshop
from workshops.seats.links import seat_url


def wall_of(browser: Any, seat: Any, have: str = "") -> Any:
    """What a poll of a participant gets."""
    return browser.get(f"{seat_url(seat)}questions/wall/{have}")


def ranked(workshop: Workshop) -> list[tuple[str, int]]:
    """The questions as they are ranked."""
    return [(each.text, each.votes) for each in workshop.questions.ranked()]


@pytest.mark.django_db
def test_a_question_sent_twice_is_asked_once(cast: Cast) -> None:
    workshop = make_workshop(cast.stop)
    seat, key = seated(workshop, 1), uuid4()
    for _again in range(2):
        ask(seat, "How much?", key)
    assert ranked(workshop) == [("How much?", 0)]


@pytest.mark.django_db
def test_the_most_wanted_question_stands_first_and_each_wants_it_once(cast: Cast) -> None:
    workshop = make_workshop(cast.stop)
    seats = [seated(workshop, n) for n in (1, 2, 3)]
    ask(seats[0], "First", uuid4())
    second = ask(seats[0], "Second", uuid4())
    for seat in (*seats, seats[1]):  # one of them twice, and whoever asked
        vote(seat, second)
    assert ranked(workshop) == [("Second", 2), ("First", 0)]
    vote(seats[1], second, wanted=False)
    assert ranked(workshop) == [("Second", 1), ("First", 0)]


@pytest.mark.django_db
def test_whoever_leaves_and_comes_back_has_one_voice(cast: Cast) -> None:
    workshop = make_workshop(cast.stop)
    first = ask(seated(workshop, 1), "First", uuid4())
    seat = seated(workshop, 2)
    vote(seat, first)
    Seat.objects.filter(pk=seat.pk).update(state="left")
    seat.refresh_from_db()
    again = workshop.seats.create(participation=seat.participation, state="seated", position=9)
    vote(again, first)
    vote(seat, first, wanted=False)
    assert ranked(workshop) == [("First", 1)]


@pytest.mark.django_db
def test_whoever_left_asks_nothing_and_an_eleventh_question_is_refused(cast: Cast) -> None:
    workshop = make_workshop(cast.stop)
    seat, gone = seated(workshop, 1), seated(workshop, 2, state="left")
    for number in range(10):
        ask(seat, f"Question {number}", uuid4())
    codes = []
    for each in (seat, gone):
        with pytest.raises(ValidationError) as refused:
            ask(each, "More", uuid4())
        codes.append(refused.value.code)
    assert codes == ["many", "seat"]


@pytest.mark.django_db
def test_a_poll_is_one_statement_and_draws_with_another_only_what_changed(
    cast: Cast, client: Any, django_assert_num_queries: Any
) -> None:
    workshop = make_workshop(cast.stop)
    seat = seated(workshop, 1)
    ask(seat, "How much?", uuid4())
    with django_assert_num_queries(2):
        changed = wall_of(client, seat, "?have=0")
    with django_assert_num_queries(1):
        same = wall_of(client, seat, "?have=1")
    assert (changed.status_code, same.status_code, same.content) == (200, 204, b"")
    assert "How much?" in changed.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("have", ["?have=-1", "?have=x", "?have=" + "9" * 40, "?have=%D9%A1"])
def test_a_version_that_is_none_gets_the_whole_wall(cast: Cast, client: Any, have: str) -> None:
    seat = seated(make_workshop(cast.stop), 1)
    assert wall_of(client, seat, have).status_code == 200


@pytest.mark.django_db
def test_a_participant_asks_on_the_page_and_votes_for_anothers_question(
    cast: Cast, client: Any
) -> None:
    workshop = make_workshop(cast.stop)
    mine, others = seated(workshop, 1), seated(workshop, 2)
    page = f"{seat_url(mine)}questions/"
    other = ask(others, "How long?", uuid4())
    answers = [
        client.post(page, {"text": "How much?", "key": str(uuid4())}),
        client.post(f"{page}{other.pk}/voice/"),
        client.post(page, {"text": " ", "key": str(uuid4())}),
    ]
    assert [each.status_code for each in answers] == [302, 302, 422]
    assert ranked(workshop) == [("How long?", 1), ("How much?", 0)]
    assert "وصل سؤالك" in answers[-1].content.decode()
    assert "Person 2" not in client.get(page).content.decode()


@pytest.mark.django_db
def test_what_a_trainer_promises_keeps_an_owner_and_a_day_in_the_to_do(cast: Cast) -> None:
    workshop = make_workshop(cast.stop)
    question = ask(seated(workshop, 1), "How much?", uuid4())
    page = f"/desk/fes/workshops/{workshop.number}/questions/"
    cast.client("RS1").post(f"{page}{question.pk}/answer/", {"state": "later"})
    question.refresh_from_db()
    day = timezone.localdate() + timedelta(days=7)
    assert (question.owner, question.due_on) == (cast["RS1"], day)
    [item, _absent] = todo(Desk(cast["RS1"], [cast.stop], {}, timezone.now()))
    assert (item.count, item.since, item.url) == (1, day, page)
    answer(question, "written", words="100 dirhams")
    [item, _absent] = todo(Desk(cast["RS1"], [cast.stop], {}, timezone.now()))
    assert item.count == 0


@pytest.mark.django_db
def test_answered_by_mistake_is_undone_and_owed_once_the_workshop_is_over(cast: Cast) -> None:
    workshop = make_workshop(cast.stop)
    question = ask(seated(workshop, 1), "How much is it?", uuid4())
    page = f"/desk/fes/workshops/{workshop.number}/questions/"
    seen = []
    for state in ("live", "open", "live"):
        cast.client("RS1").post(f"{page}{question.pk}/answer/", {"state": state})
        question.refresh_from_db()
        seen.append((question.state, question.owner))
    assert seen == [("live", cast["RS1"]), ("open", None), ("live", cast["RS1"])]
    past = timezone.now() - timedelta(days=1)
    Workshop.objects.update(starts_at=past, ends_at=past + timedelta(hours=1))
    cast.client("RS1").post(f"{page}{question.pk}/answer/", {"state": "open"})
    question.refresh_from_db()
    assert (question.state, question.owner) == ("later", cast["RS1"])


def test_a_poll_of_the_staff_asks_for_the_version_alone_and_a_borrowed_one_for_the_right(
    cast: Cast,
) -> None:
    workshop = make_workshop(cast.stop)
    ask(seated(workshop, 1), "How much is it?", uuid4())
    page = f"/desk/fes/workshops/{workshop.number}/questions/"
    shown = cast.client("RS1").get(page).context
    poll = f"{page}wall/?have={shown['version']}&at={shown['seen']}"
    with CaptureQueriesContext(connection) as asked:
        unchanged = cast.client("RS1").get(poll)
    read = [each["sql"] for each in asked if "people_" not in each["sql"]]
    others = [cast.client(who).get(poll).status_code for who in ("RV", "RS2", "EX2")]
    assert (unchanged.status_code, len(read), others) == (204, 1, [200, 404, 404])


def test_who_owes_an_answer_and_until_when_is_chosen_on_the_wall_and_again(cast: Cast) -> None:
    workshop = make_workshop(cast.stop)
    question = ask(seated(workshop, 1), "How much?", uuid4())
    trainer = cast["EX1"]
    workshop.trainers.add(
        Trainer.objects.create(name_ar="A", center=cast.stop.center, user=trainer)
    )
    page, client = f"/desk/fes/workshops/{workshop.number}/questions/", cast.client("RS1")
    drawn = client.get(page).content.decode()
    assert ('name="owner"' in drawn, 'name="due_on"' in drawn) == (True, True)
    seen = []
    for owner, due in ((cast["RS1"], "2027-03-08"), (trainer, "2027-03-09")):
        told = {"state": "later", "owner": owner.pk, "due_on": due}
        client.post(f"{page}{question.pk}/answer/", told)
        question.refresh_from_db()
        seen.append((question.owner, str(question.due_on)))
    assert seen == [(cast["RS1"], "2027-03-08"), (trainer, "2027-03-09")]
    assert "9 March 2027" in client.get(page).content.decode()


@pytest.mark.django_db
def test_an_answer_in_writing_has_words_and_stands_on_the_participants_page(
    cast: Cast, client: Any
) -> None:
    seat = seated(make_workshop(cast.stop), 1)
    question = ask(seat, "How much?", uuid4())
    with pytest.raises(ValidationError):
        answer(question, "written", words=" ")
    assert answer(question, "written", words="100 dirhams")
    assert not answer(question, "live")
    assert "100 dirhams" in client.get(f"{seat_url(seat)}questions/").content.decode()


@pytest.mark.django_db
def test_what_stays_open_at_the_end_is_owed_by_the_trainer(cast: Cast) -> None:
    workshop = make_workshop(cast.stop)
    names = {"name_ar": "م", "name_fr": "M", "name_en": "M"}
    center = cast.stop.center
    workshop.trainers.add(Trainer.objects.create(center=center, user=cast["EX1"], **names))
    seat = seated(workshop, 1)
    answer(ask(seat, "Done", uuid4()), "live")
    ask(seat, "Open", uuid4())
    assert promise_open(workshop) == 1
    assert [(q.text, q.owner) for q in Question.objects.owed()] == [("Open", cast["EX1"])]


@pytest.mark.django_db(transaction=True)
def test_twenty_votes_at_once_are_counted_exactly() -> None:
    cast = gather()
    workshop = make_workshop(cast.stop)
    question = ask(seated(workshop, 99), "How much?", uuid4())
    seats = [seated(workshop, n) for n in range(1, 11)] * 2
    ready = Barrier(len(seats))

    def want(seat: Any) -> None:
        try:
            connection.ensure_connection()
            ready.wait()
            vote(seat, question)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(seats)) as voters:
        list(voters.map(want, seats))
    question.refresh_from_db()
    assert (question.votes, Vote.objects.count()) == (10, 10)


@pytest.mark.django_db(transaction=True)
def test_fourteen_questions_of_one_person_at_once_are_ten() -> None:
    cast = gather()
    seat, ready = seated(make_workshop(cast.stop), 1), Barrier(14)

    def put(number: int) -> str:
        try:
            connection.ensure_connection()
            ready.wait()
            ask(seat, f"Question {number}", uuid4())
        except ValidationError as refused:
            return str(refused.code)
        finally:
            connection.close()
        return "asked"

    with ThreadPoolExecutor(14) as people:
        said = sorted(people.map(put, range(14)))
    assert said == ["asked"] * 10 + ["many"] * 4
