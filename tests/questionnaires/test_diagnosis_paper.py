"""The diagnosis of every stop: sound, whole in three languages, three questions a page for all."""

import json
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import reverse

from questionnaires.actions import draft
from questionnaires.compiled_forms import compiled_form
from questionnaires.defaults import DATA, load_diagnosis
from questionnaires.models import Question, Questionnaire, Version
from questionnaires.rules import faults
from tests.cast import Cast

KINDS = ("project", "self_employed", "micro", "cooperative")


@pytest.fixture
def diagnosis(db: None) -> Version:  # noqa: ARG001  pytest's way to ask for a fixture
    return Version.objects.get(questionnaire__purpose="diagnosis", questionnaire__stop=None)


def test_every_stop_has_one_and_it_is_sound(diagnosis: Version) -> None:
    assert (diagnosis.published_at is not None, faults(diagnosis)) == (True, [])


def test_it_is_written_once(diagnosis: Version) -> None:
    load_diagnosis(lambda name: apps.get_model("questionnaires", name))
    assert [*Questionnaire.objects.filter(purpose="diagnosis").values_list("pk", flat=True)] == [
        diagnosis.questionnaire_id
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_everybody_is_asked_three_questions_on_each_of_eight_pages(
    diagnosis: Version, kind: str
) -> None:
    known = compiled_form(diagnosis.pk, "ar").knowing({"kind": kind})
    codes = {question.code for question in known.shown({})}
    assert [
        len([each for each in page.questions if each.code in codes]) for page in known.pages
    ] == [3] * 8
    assert known.page("idea").render({}).count('class="question"') == 3


def test_what_was_known_hides_what_does_not_concern_somebody(diagnosis: Version) -> None:
    known = compiled_form(diagnosis.pk, "fr").knowing({"kind": "cooperative"})
    outcome = known.clean(
        {"goal": "clear", "goal_together": "agreed", "idea_clear": "clear", "tasks": "yes"}
    )
    assert outcome.answers == {"goal_together": "agreed", "tasks": "yes"}
    assert [row.code for row in known.rows({"goal": "clear", "tasks": "yes"}) if row.text] == [
        "tasks"
    ]
    assert known.scores({"goal": "thinking", "tasks": "few"}) == {"management": 3}


def test_a_paper_without_what_is_known_asks_only_what_concerns_all(diagnosis: Version) -> None:
    plain = compiled_form(diagnosis.pk, "ar")
    assert (len(plain.shown({})), len(plain.knowing({"kind": "micro"}).shown({}))) == (11, 24)


def test_every_text_stands_in_three_languages_and_every_answer_has_a_pictogram() -> None:
    data = json.loads((DATA / "diagnosis.json").read_text(encoding="utf-8"))
    texts = [page[key] for page in data["pages"] for key in ("title", "intro") if key in page]
    questions = [question for page in data["pages"] for question in page["questions"]]
    choices = [choice for question in questions for choice in question.get("choices", [])]
    texts += [
        question[key] for question in questions for key in ("label", "help") if key in question
    ]
    texts += [choice["label"] for choice in choices]
    assert {tuple(text) for text in texts} == {("ar", "fr", "en")}
    drawn = {
        path.stem for path in (Path(__file__).parents[2] / "templates" / "icons").glob("*.svg")
    }
    assert {choice["icon"] for choice in choices} - drawn == set()


def test_every_question_of_a_theme_can_be_answered_by_no_need() -> None:
    data = json.loads((DATA / "diagnosis.json").read_text(encoding="utf-8"))
    heaviest = {
        question["code"]: (min(weights), max(weights))
        for page in data["pages"][:-1]
        for question in page["questions"]
        for weights in [[sum(choice.get("weights", {}).values()) for choice in question["choices"]]]
    }
    assert set(heaviest.values()) == {(0, 3)}


def test_a_condition_of_a_diagnosis_may_hang_on_the_candidacy(
    cast: Cast, diagnosis: Version
) -> None:
    begun = draft(Questionnaire.objects.create(purpose="diagnosis", stop=cast.stop, name_ar="فاس"))
    question = Question.objects.get(section__version=begun, code="goal")
    address = reverse("forms:question", args=[begun.questionnaire_id, question.pk])
    form = cast.client("RS1").get(address).context["editing"].form
    offered = [code for code, _label in form.fields["if_kind"].choices]
    assert (form["hangs_on"].value(), offered) == ("kind", [*KINDS])
    assert (form["if_kind"].value(), faults(begun)) == (["self_employed", "micro"], [])
    question.shown_if_values = ["bakery"]
    question.save()
    (sentence,) = faults(begun)
    assert sentence == (
        "“Is your goal for the coming year clear?” is asked only after an answer to "
        "“What is your situation today?” that is there no more."
    )
    assert faults(diagnosis) == []


def test_a_page_cannot_take_an_address_of_the_diagnosis(cast: Cast) -> None:
    begun = draft(Questionnaire.objects.create(purpose="diagnosis", stop=cast.stop, name_ar="فاس"))
    begun.sections.filter(code="idea").update(code="result")
    assert len(faults(begun)) == 1
