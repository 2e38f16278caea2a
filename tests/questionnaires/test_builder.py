"""The builder in the admin: who reads, who changes, and what is refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from questionnaires.actions import draft
from questionnaires.models import Question, Questionnaire, Section, Version

if TYPE_CHECKING:
    from django.test import Client

    from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(cast: Cast) -> Version:
    """The draft of the questionnaire of the stop in Fès."""
    return draft(
        Questionnaire.objects.create(
            purpose="candidacy", stop=cast.stop, name_ar="فاس", name_fr="Fès"
        )
    )


def pages_of(version: Version) -> list[str]:
    section = Section.objects.filter(version=version).first()
    question = Question.objects.filter(section__version=version, code="kind").get()
    assert section
    return [
        reverse("admin:questionnaires_questionnaire_changelist"),
        reverse("admin:questionnaires_questionnaire_change", args=[version.questionnaire_id]),
        reverse("admin:questionnaires_version_change", args=[version.pk]),
        reverse("admin:questionnaires_section_change", args=[section.pk]),
        reverse("admin:questionnaires_question_change", args=[question.pk]),
        reverse("admin:questionnaires_preview", args=[version.pk, "ar"]),
    ]


@pytest.mark.parametrize("language", ["ar", "fr"])
@pytest.mark.parametrize("code", ["RS1", "RV", "NS"])
def test_staff_open_every_page_of_the_builder(
    cast: Cast, own: Version, code: str, language: str
) -> None:
    browser = cast.client(code, language)
    assert [browser.get(address).status_code for address in pages_of(own)] == [200] * 6


def test_staff_of_another_center_find_nothing(cast: Cast, own: Version) -> None:
    browser = cast.client("RS2")
    assert [browser.get(address).status_code for address in pages_of(own)[1:]] == [
        302,
        302,
        302,
        302,
        404,
    ]


def fields_of(page: Any) -> dict[str, Any]:
    """What a browser would send back from a page of the builder."""
    forms = [
        page.context["adminform"].form,
        *(inline.formset for inline in page.context["inline_admin_formsets"]),
    ]
    sent: dict[str, Any] = {}
    for form in forms:
        parts = [form.management_form, *form.forms] if hasattr(form, "management_form") else [form]
        for part in parts:
            sent |= {
                field.html_name: field.value()
                for field in part
                if field.value() or field.value() == 0
            }
    return {
        name: json.dumps(value) if isinstance(value, dict) else value
        for name, value in sent.items()
    }


def change(browser: Client, question: Question, **changes: Any) -> Any:
    address = reverse("admin:questionnaires_question_change", args=[question.pk])
    return browser.post(address, {**fields_of(browser.get(address)), **changes})


def sentences(answer: Any) -> list[str]:
    """What was refused, wherever on the page it stands."""
    form = answer.context["adminform"].form
    inlines = [
        error
        for inline in answer.context["inline_admin_formsets"]
        for error in inline.formset.errors
    ]
    return [
        str(text)
        for errors in (form.errors, *inlines)
        for texts in errors.values()
        for text in texts
    ]


def asked(version: Version, code: str) -> Question:
    return Question.objects.get(section__version=version, code=code)


def test_a_manager_changes_a_question_in_three_languages(cast: Cast, own: Version) -> None:
    answer = change(
        cast.client("RS1"),
        asked(own, "name"),
        label_ar="اسمك",
        label_fr="Votre nom",
        label_en="Your name",
    )
    name = asked(own, "name")
    assert (answer.status_code, name.label_ar, name.label_fr, name.label_en) == (
        302,
        "اسمك",
        "Votre nom",
        "Your name",
    )


def test_a_condition_is_chosen_among_earlier_answers(cast: Cast, own: Version) -> None:
    change(cast.client("RS1"), asked(own, "since"), condition=["kind:micro", "kind:cooperative"])
    since = asked(own, "since")
    assert (since.shown_if, since.shown_if_values) == ("kind", ["micro", "cooperative"])


@pytest.mark.parametrize(
    ("code", "changes", "sentence"),
    [
        ("name", {"code": "kind"}, "Another question has the code “kind”."),
        ("name", {"code": "cin"}, "The national identity number is never asked."),
        (
            "name",
            {"weights": '{"financing": 1}'},
            "Write the weights beside the answers of this question.",
        ),
        ("video", {"weights": '{"nothing": 1}'}, "There is no theme with the code “nothing”."),
        ("video", {"weights": '{"financing": "2"}'}, "A weight is a whole number."),
        (
            "needs",
            {"options-0-weights": '{"nothing": 1}'},
            "There is no theme with the code “nothing”.",
        ),
        (
            "since",
            {"condition": ["kind:micro", "stage:idea"]},
            "Choose among the answers of one question only.",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    cast: Cast,
    own: Version,
    code: str,
    changes: dict[str, Any],
    sentence: str,
) -> None:
    assert sentences(change(cast.client("RS1"), asked(own, code), **changes)) == [sentence]


@pytest.mark.parametrize(
    ("code", "status"), [("RS1", 302), ("RV", 403), ("NS", 403), ("RS2", 404), ("SU", 302)]
)
def test_only_the_managers_of_a_stop_publish_its_questionnaire(
    cast: Cast, own: Version, code: str, status: int
) -> None:
    answer = cast.client(code).post(reverse("admin:questionnaires_publication", args=[own.pk]))
    own.refresh_from_db()
    assert (answer.status_code, own.published_at is not None) == (status, status == 302)


@pytest.mark.parametrize(("code", "status"), [("RS1", 403), ("RV", 403), ("NS", 302)])
def test_only_the_program_follows_up_the_questionnaire_of_every_stop(
    cast: Cast,
    candidacy: Version,
    code: str,
    status: int,
) -> None:
    answer = cast.client(code).post(
        reverse("admin:questionnaires_draft", args=[candidacy.questionnaire_id])
    )
    assert (
        answer.status_code,
        Version.objects.filter(questionnaire=candidacy.questionnaire_id).count(),
    ) == (
        status,
        2 if status == 302 else 1,
    )


def test_what_is_published_is_only_read(cast: Cast, candidacy: Version) -> None:
    address = reverse("admin:questionnaires_question_change", args=[asked(candidacy, "name").pk])
    assert cast.client("SU").post(address, {"label_ar": "X"}).status_code == 403


def test_a_manager_makes_the_questionnaire_of_a_stop_from_the_one_of_every_stop(cast: Cast) -> None:
    own = {
        "name_ar": "فاس",
        "name_fr": "Fès",
        "name_en": "",
        "purpose": "candidacy",
        "stop": cast.stop.pk,
    }
    cast.client("RS1").post(reverse("admin:questionnaires_questionnaire_add"), own)
    made = Version.objects.get(questionnaire__stop=cast.stop)
    assert (made.number, made.published_at, made.sections.count()) == (1, None, 6)


def test_a_manager_makes_none_for_the_stop_of_another_center(cast: Cast) -> None:
    foreign = {"name_ar": "سوس", "purpose": "candidacy", "stop": cast.elsewhere.pk}
    cast.client("RS1").post(reverse("admin:questionnaires_questionnaire_add"), foreign)
    assert Questionnaire.objects.filter(stop=cast.elsewhere).count() == 0


def test_a_list_costs_the_same_for_one_and_for_three(cast: Cast, own: Version) -> None:
    browser = cast.client("SU")
    addresses = pages_of(own)[:4]

    def cost() -> list[int]:
        counts = []
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                browser.get(address)
            counts.append(len(queries))
        return counts

    cost()
    before = cost()
    for purpose in ("diagnosis", "feedback"):
        draft(Questionnaire.objects.create(purpose=purpose, stop=cast.stop, name_ar=purpose))
    page = Section.objects.filter(version=own)[0]
    for place in range(2):
        Section.objects.create(version=own, code=f"more_{place}", title_ar="صفحة")
        Question.objects.create(section=page, code=f"more_{place}", kind="text", label_ar="سؤال")
    assert cost() == before


def test_weights_are_typed_beside_the_names_of_themes(cast: Cast, own: Version) -> None:
    question = asked(own, "needs")
    address = reverse("admin:questionnaires_question_change", args=[question.pk])
    sent = {
        name: value
        for name, value in fields_of(cast.client("RS1").get(address)).items()
        if "weights" not in name
    }
    sent |= {
        "options-0-weights-financing": "3",
        "options-0-weights-digital": "0",
        "options-1-weights-idea": " ",
    }
    cast.client("RS1").post(address, sent)
    assert [choice.weights for choice in question.options.order_by("position", "pk")[:2]] == [
        {"financing": 3},
        {},
    ]


def test_a_weight_that_is_no_number_is_refused(cast: Cast, own: Version) -> None:
    question = asked(own, "needs")
    address = reverse("admin:questionnaires_question_change", args=[question.pk])
    sent = {
        name: value
        for name, value in fields_of(cast.client("RS1").get(address)).items()
        if "weights" not in name
    }
    answer = cast.client("RS1").post(address, {**sent, "options-0-weights-financing": "much"})
    assert sentences(answer) == ["A weight is a whole number."]


def test_weights_of_a_version_in_force_are_read_in_words(cast: Cast, candidacy: Version) -> None:
    choice = asked(candidacy, "needs").options.get(code="funding")
    page = cast.client("RS1").get(
        reverse("admin:questionnaires_question_change", args=[choice.question_id])
    )
    rows = [row for inline in page.context["inline_admin_formsets"] for row in inline]
    fields = [field for fieldset in rows[0] for line in fieldset for field in line]
    assert [field.contents() for field in fields if field.field["name"] == "weighed"] == [
        "Financing 2"
    ]
