"""Five questions with right answers: written once, answered once, read by theme."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from programs.copying import copy_stop
from programs.models import Stop
from questionnaires.models import Questionnaire
from tests.workshops.hall.test_attendance import seated
from tests.workshops.planned import make_workshop
from workshops.after.quiz import Asked, in_force, keep_quiz, result_of_all
from workshops.hall.arrivals import arrive
from workshops.models import Quiz, QuizAnswers
from workshops.planning.actions import remove
from workshops.planning.copies import copy_workshop
from workshops.seats.links import seat_url

if TYPE_CHECKING:
    from tests.cast import Cast
    from workshops.models import Seat, Workshop

pytestmark = pytest.mark.django_db
ASKED = [
    Asked("How much is a post?", ["Nothing", "50 dirhams"], 0, "digital"),
    Asked("Who sees it?", ["Nobody", "My friends", "Everybody"], 2, "digital"),
    Asked("What is a price made of?", ["Costs", "Costs and a margin"], 1, "financing"),
]
RIGHT, HALF = {"q1": "a1", "q2": "a3", "q3": "a2"}, {"q1": "a1", "q2": "a1", "q3": "a1"}


def held(cast: Cast) -> Workshop:
    """A workshop that is over, with its three questions."""
    workshop = make_workshop(cast.stop, at=timezone.now() - timedelta(hours=5))
    keep_quiz(workshop, ASKED)
    return workshop


def came(workshop: Workshop, n: int) -> Seat:
    """Person `n`, who reads English, was there."""
    seat = seated(workshop, n)
    arrive(seat)
    person = seat.participation.person
    person.language = "en"
    person.save()
    return seat


def hidden(answer: Any) -> dict[str, str]:
    """What the page of the questions sends by itself."""
    return dict(re.findall(r'type="hidden" name="(read)" value="(\d+)"', answer.content.decode()))


def typed(**values: str) -> dict[str, str]:
    """What a trainer types of one question."""
    usual = {
        "text_1": "Who sees it?",
        "answer_1_0": "Nobody",
        "answer_1_1": "Everybody",
        "right_1": "1",
        **{f"theme_{number}": "digital" for number in range(1, 6)},
    }
    return {**usual, **values}


def page(workshop: Workshop) -> str:
    """Where staff and trainer write the questions."""
    return f"/desk/{workshop.stop.slug}/workshops/{workshop.number}/after/quiz/"


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_words_are_typed_as_their_language_is_written(cast: Cast, language: str) -> None:
    workshop = make_workshop(cast.stop, language=language)
    fields = cast.client("RS1").get(page(workshop)).context["form"].fields
    names = {language: "answer_1_0"} | {
        code: f"answer_1_0_{code}" for code in {"ar", "fr", "en"} - {language}
    }
    attrs = {code: fields[name].widget.attrs for code, name in names.items()}
    assert {code: (each["lang"], each["dir"]) for code, each in attrs.items()} == {
        "ar": ("ar", "rtl"),
        "fr": ("fr", "ltr"),
        "en": ("en", "ltr"),
    }


def test_who_was_there_answers_once_and_reads_what_is_right_by_theme(
    cast: Cast, client: Any
) -> None:
    seat = came(held(cast), 1)
    where = f"{seat_url(seat)}after/quiz/"
    assert client.get(where).context["fields"].count("<fieldset") == 3
    for answers in (HALF, RIGHT):  # the second one comes too late
        client.post(where, answers)
    result = client.get(where).context["result"]
    assert [(each.theme, each.rights, each.all) for each in result.themes] == [
        ("Digital", 1, 2),
        ("Financing", 0, 1),
    ]
    assert [(line.said, line.right, line.is_right) for line in result.lines] == [
        ("Nothing", "Nothing", True),
        ("Nobody", "Everybody", False),
        ("Costs", "Costs and a margin", False),
    ]
    assert QuizAnswers.objects.get().answers == HALF


def test_answers_are_those_to_the_questions_that_one_has_read(cast: Cast, client: Any) -> None:
    workshop = held(cast)
    seat, late = came(workshop, 1), came(workshop, 2)
    wheres = [f"{seat_url(each)}after/quiz/" for each in (seat, late)]
    read = hidden(client.get(wheres[0]))
    keep_quiz(workshop, [Asked("How much is a post?", ["50 dirhams", "Nothing"], 1, "digital")])
    client.post(wheres[0], {**RIGHT, **read})
    client.post(wheres[1], {"q1": "a2", "read": "987654"})  # made up: what is in force
    given = QuizAnswers.objects.order_by("pk")
    assert [(each.seat, each.version.number) for each in given] == [
        (seat, 1),
        (late, 2),
    ]
    assert client.get(wheres[0]).context["result"].rights == 3


def test_who_has_answered_is_led_to_what_they_know_and_not_asked_again(
    cast: Cast, client: Any
) -> None:
    seat = came(held(cast), 1)
    after, said = f"{seat_url(seat)}after/", ("what do you take home?", "What you know now")
    pages = [client.get(f"{after}?lang=en").content.decode()]
    client.post(f"{after}quiz/", RIGHT)
    pages.append(client.get(f"{after}?lang=en").content.decode())
    assert [[each in page for each in said] for page in pages] == [[True, False], [False, True]]


def test_a_question_without_an_answer_is_asked_again_and_nothing_chosen_is_lost(
    cast: Cast, client: Any
) -> None:
    seat = came(held(cast), 1)
    answer = client.post(f"{seat_url(seat)}after/quiz/", {"q1": "a2", "q3": "a9"})
    chosen = [
        code
        for code in ("a1", "a2")
        if f'value="{code}" checked' in " ".join(answer.context["fields"].split())
    ]
    assert (answer.status_code, [code for code, _label in answer.context["wrong"]], chosen) == (
        422,
        ["q2", "q3"],
        ["a2"],
    )
    assert QuizAnswers.objects.count() == 0


def test_who_was_absent_or_has_no_questions_finds_the_page_of_the_workshop(
    cast: Cast, client: Any
) -> None:
    workshop = held(cast)
    absent = seated(workshop, 1)
    other = make_workshop(cast.stop, at=timezone.now() - timedelta(hours=9))
    for seat in (absent, came(other, 2)):
        answer = client.post(f"{seat_url(seat)}after/quiz/", RIGHT)
        assert answer["Location"] == f"{seat_url(seat)}after/"
    assert QuizAnswers.objects.count() == 0


def test_the_page_after_the_workshop_leads_to_the_questions_where_there_are_some(
    cast: Cast, client: Any
) -> None:
    workshop = held(cast)
    seats = [came(workshop, 1), seated(workshop, 2)]
    led = [
        f"{seat_url(seat)}after/quiz/" in client.get(f"{seat_url(seat)}after/").content.decode()
        for seat in seats
    ]
    assert led == [True, False]


def test_what_is_kept_again_is_the_next_version_and_who_answered_keeps_theirs(
    cast: Cast, client: Any
) -> None:
    workshop = held(cast)
    first, second = came(workshop, 1), came(workshop, 2)
    client.post(f"{seat_url(first)}after/quiz/", RIGHT)
    keep_quiz(workshop, ASKED[:1])
    client.post(f"{seat_url(second)}after/quiz/", {"q1": "a2"})
    shown = [
        client.get(f"{seat_url(seat)}after/quiz/").context["result"] for seat in (first, second)
    ]
    version = in_force(workshop)
    assert [(each.rights, each.all) for each in shown] == [(3, 3), (0, 1)]
    assert (version and version.number, Quiz.objects.count()) == (2, 1)


def test_the_trainer_reads_how_many_knew_what(cast: Cast, client: Any) -> None:
    workshop = held(cast)
    for n, answers in enumerate((RIGHT, HALF, HALF), 1):
        client.post(f"{seat_url(came(workshop, n))}after/quiz/", answers)
    result = cast.client("RS1").get(page(workshop)).context["result"]
    assert (result.people, [line.rights for line in result.lines]) == (3, [3, 1, 1])
    assert [(each.theme, each.rights, each.all) for each in result.themes] == [
        ("Digital", 4, 6),
        ("Financing", 1, 3),
    ]


def test_what_people_knew_stays_there_when_a_word_of_the_questions_is_mended(
    cast: Cast, client: Any
) -> None:
    workshop = held(cast)
    client.post(f"{seat_url(came(workshop, 1))}after/quiz/", RIGHT)
    cast.client("RS1").post(page(workshop), typed())
    told = cast.client("RS1").get(page(workshop)).context
    assert (told["result"].people, [each.people for each in told["before"]]) == (0, [1])


def test_the_figures_cost_the_same_for_one_and_for_three(cast: Cast, client: Any) -> None:
    workshop, costs = held(cast), []
    for n in (1, 2, 3):
        client.post(f"{seat_url(came(workshop, n))}after/quiz/", RIGHT)
        cast.client("RS1").get(page(workshop))
        with CaptureQueriesContext(connection) as asked:
            cast.client("RS1").get(page(workshop))
        costs.append(len(asked))
    assert costs == [costs[0]] * 3


def test_what_a_trainer_types_is_in_force_and_read_again_as_it_was_typed(cast: Cast) -> None:
    workshop = make_workshop(cast.stop)
    sent = typed(answer_1_2="My friends", text_3="Where?", answer_3_1="Here", answer_3_3="There")
    cast.client("RS1").post(page(workshop), {**sent, "right_3": "3", "theme_3": "financing"})
    form = cast.client("RS1").get(page(workshop)).context["form"]
    kept = {
        name: form[name].value()
        for name in (
            "text_1",
            "answer_1_1",
            "right_1",
            "text_2",
            "answer_2_1",
            "right_2",
            "theme_2",
        )
    }
    assert kept == {
        "text_1": "Who sees it?",
        "answer_1_1": "Everybody",
        "right_1": "1",
        "text_2": "Where?",
        "answer_2_1": "There",
        "right_2": "1",
        "theme_2": "financing",
    }


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"text_1": ""}, {"text_1": ["Please write the question too."]}),
        ({"answer_1_1": ""}, {"answer_1_1": ["Please write two answers at least."]}),
        ({"right_1": "3"}, {"right_1": ["Please mark one of the answers as right."]}),
        ({"answer_1_1": "Nobody"}, {"text_1": ["Two answers are the same."]}),
        ({"answer_1_0_fr": "Everybody"}, {"text_1_fr": ["Two answers are the same."]}),
        (
            {"answer_1_3_fr": "Chacun"},
            {"answer_1_3_fr": ["Please write it in the language of the workshop first."]},
        ),
        (
            {"text_1": "", "answer_1_0": "", "answer_1_1": ""},
            {"text_1": ["Please write one to five questions."]},
        ),
    ],
)
def test_what_makes_no_question_is_said_beside_its_field(
    cast: Cast, values: dict[str, str], errors: dict[str, list[str]]
) -> None:
    workshop = make_workshop(cast.stop)
    answer = cast.client("RS1").post(page(workshop), typed(**values))
    said = {name: list(each) for name, each in answer.context["form"].errors.items()}
    assert (answer.status_code, said, in_force(workshop)) == (422, errors, None)


def test_what_is_to_be_put_right_is_said_with_its_question_and_language(cast: Cast) -> None:
    wrong = typed(text_2="Where?", answer_2_0="Here", answer_1_0_fr="Everybody")
    answer = cast.client("RS1").post(page(make_workshop(cast.stop)), wrong)
    summary = re.findall(r'<li><a href="#(id_\w+)">([^<]*)</a>', answer.content.decode())
    assert summary == [
        ("id_text_1_fr", "Question 1 · Français · Question: Two answers are the same."),
        ("id_answer_2_1", "Question 2 · Answer 2: Please write two answers at least."),
    ]


@pytest.mark.parametrize("many", [0, 6])
def test_a_workshop_has_one_to_five_questions(cast: Cast, many: int) -> None:
    with pytest.raises(ValidationError) as refused:
        keep_quiz(make_workshop(cast.stop), ASKED[:1] * many)
    assert refused.value.code == "quiz"


def test_each_reads_the_questions_in_their_language_where_somebody_wrote_them_in_it(
    cast: Cast, client: Any
) -> None:
    workshop = make_workshop(cast.stop, at=timezone.now() - timedelta(hours=5), language="en")
    french = {"text_1_fr": "Qui le voit ?", "answer_1_0_fr": "Personne"}
    assert cast.client("RS1").post(page(workshop), typed(**french)).status_code == 302
    seat, shown = came(workshop, 1), []
    for language in ("fr", "ar"):
        seat.participation.person.language = language
        seat.participation.person.save()
        fields = client.get(f"{seat_url(seat)}after/quiz/").context["fields"]
        said = ("Qui le voit ?", "Personne", "Who sees it?", "Nobody", "Everybody")
        shown.append([each for each in said if each in fields])
    assert shown == [
        ["Qui le voit ?", "Personne", "Everybody"],
        ["Who sees it?", "Nobody", "Everybody"],
    ]
    form = cast.client("RS1").get(page(workshop)).context["form"]
    names = ("text_1", "text_1_fr", "answer_1_0_fr", "answer_1_1_fr", "text_1_ar")
    kept = [form[name].value() for name in names]
    assert kept == ["Who sees it?", "Qui le voit ?", "Personne", None, None]


def test_a_copy_of_a_workshop_has_its_questions_and_nobodys_answers(
    cast: Cast, client: Any
) -> None:
    workshop = held(cast)
    client.post(f"{seat_url(came(workshop, 1))}after/quiz/", RIGHT)
    copy = copy_workshop(workshop, to=cast.stop, on=timezone.localdate() + timedelta(days=9))
    version = in_force(copy)
    assert version is not None
    assert [line.text for line in result_of_all(version, "fr").lines] == [a.text for a in ASKED]
    assert (QuizAnswers.objects.count(), result_of_all(version, "fr").people) == (1, 0)
    remove(copy)
    assert Questionnaire.objects.filter(purpose="quiz").count() == 1


def test_questions_of_workshops_are_no_forms_of_the_builder_and_go_with_their_workshops(
    cast: Cast,
) -> None:
    held(cast)
    keep_quiz(make_workshop(cast.stop), ASKED)  # a second one at the same stop
    rows = cast.client("RS1").get("/desk/forms/").context["rows"]
    Stop.objects.filter(pk=cast.elsewhere.pk).update(state=Stop.State.PREPARED)
    cast.elsewhere.refresh_from_db()
    for _twice in range(2):
        copy_stop(cast.stop, cast.elsewhere)
    quizzes = Questionnaire.objects.filter(purpose="quiz").order_by("pk")
    assert [row.purpose for row, _mine in rows if row.purpose == "quiz"] == []
    assert [each.stop for each in quizzes] == [cast.stop] * 2 + [cast.elsewhere] * 2
