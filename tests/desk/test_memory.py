"""The caravan's memory: what an earlier stop proposes, with its numbers; by a click, undone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from applications.models import Application
from desk.memory.gathering import proposals_of
from desk.memory.proposals import Proposal, earlier_stop
from desk.models import Lesson
from desk.opening import preparations
from desk.todo import todo
from messaging.models import Message, StockAnswer, Wording
from people.todo import Desk
from programs.models import Stop
from questionnaires.compiled_forms import current_version
from questionnaires.models import Question
from tests.pages import content_of
from tests.rows_memory import earlier
from tests.workshops.planned import make_participations, make_workshop
from workshops.models import Arrival, Opinion, Seat, Workshop
from workshops.models import Question as Asked
from workshops.planning.cautions import of_workshop

if TYPE_CHECKING:
    from tests.cast import Cast

PAGE = "/desk/fes/memory/"
PLANNING = "/desk/fes/workshops/new/"
TUESDAY = datetime(2026, 5, 5, 17, 0, tzinfo=UTC)  # 18:00 in Morocco


@pytest.fixture(autouse=True)
def source(cast: Cast) -> Stop:
    """An earlier stop of the same program, with nothing but one message of its own words."""
    return earlier(cast.stop)


def proposed(cast: Cast, source: Stop, kind: str) -> list[Proposal]:
    with override("en"):
        return [each for each in proposals_of(cast.stop, source) if each.kind == kind]


def applied(cast: Cast, stop: Stop, many: int, **answers: Any) -> list[Application]:
    """So many applications of a stop, with these answers."""
    state, start = answers.get("state", "submitted"), Application.objects.count()
    rows = []
    for n in range(many):
        row = Application.objects.get(pk=cast.application.pk)
        row.pk, row.stop, row.state = None, stop, state
        row.token, row.key = f"memory-{start + n}", uuid4()
        row.answers, row.name_key = answers.get("answers", {}), f"memory {start + n}"
        row.reference = None if state == "draft" else f"MK-{start + n:04}"
        row.submitted_at = None if state == "draft" else timezone.now()
        rows.append(row)
    return Application.objects.bulk_create(rows)


def attended(stop: Stop, seats: int, came: int, *, face: int = 3, **values: Any) -> Workshop:
    """A workshop that was held, where so many of those with a seat came."""
    workshop = make_workshop(stop, at=values.pop("at", TUESDAY), capacity=seats, **values)
    people = make_participations(stop, seats)
    made = Seat.objects.bulk_create(
        Seat(workshop=workshop, participation=person, state="seated", position=n)
        for n, person in enumerate(people, 1)
    )
    Arrival.objects.bulk_create(
        Arrival(
            workshop=workshop, seat=seat, state="present" if n < came else "absent", how="sheet"
        )
        for n, seat in enumerate(made)
    )
    Opinion.objects.bulk_create(Opinion(seat=seat, face=face) for seat in made[:came])
    return workshop


def test_a_question_that_most_left_empty_is_proposed_to_be_left_out(
    cast: Cast, source: Stop
) -> None:
    optional = Question.objects.filter(
        section__version=current_version("candidacy", source), required=False, shown_if=""
    ).exclude(kind__in=["file", "photo", "audio"])
    full, empty = {each.code: "x" for each in optional[1:]}, optional[0].code
    applied(cast, source, 4, answers=full)
    assert proposed(cast, source, "form") == []
    applied(cast, source, 3, answers={**full, empty: "x"})
    applied(cast, source, 2, answers=full)
    found = proposed(cast, source, "form")
    assert [each.about for each in found] == [f"empty-{empty}"]
    assert found[0].why == "Left empty: 6 of 9 (67%)."


def test_an_answer_that_was_corrected_often_is_proposed_to_be_explained(
    cast: Cast, source: Stop
) -> None:
    files = applied(cast, source, 5, answers={"activity": "a", "locality": "b"})
    for file in files:
        file.answers = {"activity": "a", "locality": "c"}
        file.save()
    assert "corrected-locality" not in [each.about for each in proposed(cast, source, "form")]
    for file in files:
        file.answers = {"activity": "a", "locality": "d"}
        file.save()
    found = {each.about: each.why for each in proposed(cast, source, "form")}
    assert (
        found["corrected-locality"]
        == "Applications in which it was corrected after the sending: 5."
    )
    assert "corrected-activity" not in found


def test_the_page_where_people_stop_is_proposed_to_be_shortened(cast: Cast, source: Stop) -> None:
    page = current_version("candidacy", source).sections.order_by("position", "pk")[0]
    first = page.questions.order_by("position", "pk")[0].code
    applied(cast, source, 6, state="draft", answers={first: "x"})
    found = {each.about: each.why for each in proposed(cast, source, "form")}
    assert found == {f"stops-{page.code}": "Drafts that went no further: 6 of 6."}


def test_hours_at_which_seats_stayed_empty_are_to_be_avoided(cast: Cast, source: Stop) -> None:
    attended(source, 12, 5)
    attended(source, 10, 9, at=TUESDAY + timedelta(days=1))
    assert [(each.about, each.why) for each in proposed(cast, source, "hours")] == [
        ("1-18", "Seats that stayed empty: 7 of 12 (58%).")
    ]


def test_no_hour_is_told_of_few_seats(cast: Cast, source: Stop) -> None:
    attended(source, 9, 1)
    assert proposed(cast, source, "hours") == []


def test_a_workshop_that_worked_becomes_a_draft_by_a_click_and_is_undone(
    cast: Cast, source: Stop
) -> None:
    attended(source, 10, 10, title_en="Selling online")
    attended(source, 10, 10, face=1, at=TUESDAY + timedelta(days=2))
    (found,) = proposed(cast, source, "workshop")
    assert found.why == "People with a seat who came: 10 of 10. Mean of the faces: 3.0 of 3."
    client = cast.client("RS1")
    assert client.post(f"{PAGE}workshop/{found.about}/taking/").status_code == 302
    made = Workshop.objects.get(stop=cast.stop)
    assert (made.title_en, made.state, made.starts_on) == ("Selling online", "draft", found.on)
    assert (found.on.weekday() if found.on else None, made.starts_on > timezone.localdate()) == (
        TUESDAY.weekday(),
        True,
    )
    client.post(f"{PAGE}workshop/{found.about}/taking/")
    assert Workshop.objects.filter(stop=cast.stop).count() == 1
    client.post(f"{PAGE}{Lesson.objects.get().pk}/undoing/")
    assert (Workshop.objects.filter(stop=cast.stop).count(), Lesson.objects.count()) == (0, 0)


def test_what_was_published_since_stays_when_it_is_undone(cast: Cast, source: Stop) -> None:
    attended(source, 10, 10)
    (found,) = proposed(cast, source, "workshop")
    client = cast.client("RS1")
    client.post(f"{PAGE}workshop/{found.about}/taking/")
    Workshop.objects.filter(stop=cast.stop).update(state="published", published_at=timezone.now())
    client.post(f"{PAGE}{Lesson.objects.get().pk}/undoing/")
    assert Workshop.objects.filter(stop=cast.stop).count() == 1


def test_words_are_taken_over_and_put_back(cast: Cast) -> None:
    own = Wording.objects.create(stop=cast.stop, event="receipt", short_en="Ours {reference}")
    client = cast.client("RS1")
    client.post(f"{PAGE}words/receipt/taking/")
    assert Wording.objects.get(stop=cast.stop).short_en == "ZZW {reference}"
    client.post(f"{PAGE}{Lesson.objects.get().pk}/undoing/")
    assert Wording.objects.get(stop=cast.stop).short_en == own.short_en


def test_words_that_were_changed_since_stay(cast: Cast) -> None:
    client = cast.client("RS1")
    client.post(f"{PAGE}words/receipt/taking/")
    row = Wording.objects.get(stop=cast.stop)
    row.short_en = "Newer {reference}"
    row.save()
    client.post(f"{PAGE}{Lesson.objects.get().pk}/undoing/")
    assert Wording.objects.get(stop=cast.stop).short_en == "Newer {reference}"


def test_the_themes_asked_about_are_counted_and_no_word_is_shown(cast: Cast, source: Stop) -> None:
    workshop = make_workshop(source, at=TUESDAY)
    person = make_participations(source, 1)[0]
    seat = Seat.objects.create(workshop=workshop, participation=person, state="seated", position=1)
    for n in range(5):
        Asked.objects.create(workshop=workshop, seat=seat, text=f"ZZC question {n}?")
    (found,) = proposed(cast, source, "asked")
    assert (found.about, found.why) == (
        "theme-digital",
        "Questions of workshops and conversations: 5.",
    )
    assert "ZZC" not in content_of(cast.client("RS1").get(PAGE))


def test_a_ready_answer_that_was_sent_often_comes_to_the_next_center(cast: Cast) -> None:
    source, stop = cast.stop, cast.elsewhere
    Stop.objects.filter(pk=stop.pk).update(opens_at=source.opens_at + timedelta(days=1))
    text = "The credit file needs three papers. {file}"
    StockAnswer.objects.create(center=source.center, name="Credit", body_en=text)
    Message.objects.bulk_create(
        Message(
            key=f"m{n}", event="chat", channel="sms", address=f"+2126990000{n:02}", stop=source,
            language="en", body="Hello. The credit file needs three papers. FM-0001",
        )
        for n in range(5)
    )  # fmt: skip
    client = cast.client("RS2")
    about = StockAnswer.objects.get().pk
    page = client.get("/desk/souss/memory/")
    assert "Times it was sent: 5." in content_of(page)
    client.post(f"/desk/souss/memory/asked/answer-{about}/taking/")
    assert StockAnswer.objects.get(center=stop.center).body_en == text
    client.post(f"/desk/souss/memory/{Lesson.objects.get().pk}/undoing/")
    assert StockAnswer.objects.count() == 1


def test_what_is_dismissed_waits_no_more_until_it_is_undone(cast: Cast) -> None:
    client = cast.client("RS1")
    assert [len(each.waiting) for each in client.get(PAGE).context["groups"]] == [1]
    client.post(f"{PAGE}words/receipt/dismissal/")
    groups = client.get(PAGE).context["groups"]
    assert [(len(each.waiting), len(each.answered)) for each in groups] == [(0, 1)]
    assert Wording.objects.filter(stop=cast.stop).count() == 0


def test_an_hour_that_is_taken_over_is_said_where_hours_are_planned(
    cast: Cast, source: Stop
) -> None:
    attended(source, 12, 5)
    client = cast.client("RS1")
    assert "At an earlier stop" not in content_of(client.get(PLANNING))
    client.post(f"{PAGE}hours/1-18/taking/")
    assert "At an earlier stop many seats stayed empty: Tuesday at 18:00" in content_of(
        client.get(PLANNING)
    )
    said = "At an earlier stop many seats stayed empty on this weekday at this hour."
    found = [
        said in [each.text for each in of_workshop(make_workshop(cast.stop, at=TUESDAY + later))]
        for later in (timedelta(days=7), timedelta(days=8))
    ]
    assert found == [True, False]
    client.post(f"{PAGE}{Lesson.objects.get().pk}/undoing/")
    assert "At an earlier stop" not in content_of(client.get(PLANNING))


def test_what_the_form_teaches_stands_beside_its_question_once_it_is_taken_over(
    cast: Cast, source: Stop
) -> None:
    form = current_version("candidacy", source).questionnaire_id
    page = current_version("candidacy", source).sections.order_by("position", "pk")[0]
    first = page.questions.order_by("position", "pk")[0].code
    applied(cast, source, 6, state="draft", answers={first: "x"})
    client = cast.client("RS1")
    client.post(f"{PAGE}form/stops-{page.code}/taking/")
    Lesson.objects.create(
        stop=cast.stop, source=source, kind="form", about=f"empty-{first}", title="x", state="taken"
    )
    assert f'href="/desk/forms/{form}/"' in client.get(PAGE).content.decode()
    read = content_of(client.get(f"/desk/forms/{form}/"))
    assert read.count("went no further than this page: shorten what follows.") == 1
    assert read.count("most people left this empty: leave it out, or word it another way.") == 1


def test_what_is_not_proposed_is_not_there(cast: Cast) -> None:
    client = cast.client("RS1")
    assert client.post(f"{PAGE}workshop/999/taking/").status_code == 404
    assert client.post(f"{PAGE}nonsense/x/dismissal/").status_code == 404


def test_without_an_earlier_stop_there_is_a_sentence(cast: Cast) -> None:
    Stop.objects.exclude(pk=cast.stop.pk).update(opens_at=cast.stop.opens_at + timedelta(days=1))
    page = cast.client("RS1").get(PAGE)
    assert "There was no earlier stop of this program" in content_of(page)


def test_the_earlier_stop_is_the_last_that_opened_before(cast: Cast, source: Stop) -> None:
    assert earlier_stop(cast.stop) == source
    assert earlier_stop(source) is None


def test_who_prepares_a_stop_is_told_once(cast: Cast, source: Stop) -> None:
    Stop.objects.filter(pk=cast.stop.pk).update(state="prepared")
    stop = Stop.objects.get(pk=cast.stop.pk)
    desk = Desk(cast["RS1"], [stop], {}, timezone.now())
    assert [(each.count, each.url) for each in todo(desk)][-1] == (1, PAGE)
    assert [each.state for each in preparations(stop)] == ["missing"]
    Lesson.objects.create(
        stop=stop, source=source, kind="words", about="receipt", title="Receipt", state="dismissed"
    )
    assert [each.count for each in todo(desk)][-1] == 0
    assert [each.state for each in preparations(stop)] == ["reached"]


def test_the_page_asks_as_many_statements_for_one_workshop_as_for_three(
    cast: Cast, source: Stop
) -> None:
    def statements() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            proposals_of(cast.stop, source)
        return len(asked)

    attended(source, 2, 2)
    one = statements()
    make_workshop(source, at=TUESDAY + timedelta(days=3))
    make_workshop(source, at=TUESDAY + timedelta(days=4))
    assert statements() == one
