"""One question written in place: what is kept, what is refused and stays typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from questionnaires.models import Choice
from tests.questionnaires.builder.writing import (
    asked,
    at,
    change,
    form_at,
    line_of,
    sent_by,
    sentences,
)

if TYPE_CHECKING:
    from questionnaires.models import Version
    from tests.cast import Cast

TOWN = "En ville"

pytestmark = pytest.mark.django_db


def test_a_question_is_written_in_three_languages(cast: Cast, own: Version) -> None:
    words = {"label_ar": "اسمك", "label_fr": "Votre nom", "label_en": "Your name"}
    answer = change(cast.client("RS1"), own, "name", **words)
    name = asked(own, "name")
    assert (answer.status_code, name.label_ar, name.label_fr, name.label_en) == (
        302,
        "اسمك",
        "Votre nom",
        "Your name",
    )


def test_a_condition_is_chosen_among_earlier_answers(cast: Cast, own: Version) -> None:
    change(cast.client("RS1"), own, "since", hangs_on="kind", if_kind=["micro", "cooperative"])
    since = asked(own, "since")
    assert (since.shown_if, since.shown_if_values) == ("kind", ["micro", "cooperative"])


def test_a_condition_reads_as_a_sentence(cast: Cast, own: Version) -> None:
    page = cast.client("RS1").get(form_at(own))
    cards = [card for leaf in page.context["leaves"] for card in leaf.cards]
    said = next(card.condition for card in cards if card.question.code == "legal_form")
    assert said == "Asked only if “What is your situation today?” is “Micro-enterprise”."


@pytest.mark.parametrize(
    ("code", "changes", "sentence"),
    [
        ("gender", {"label_fr": "Votre CIN"}, "The national identity number is never asked."),
        (
            "name",
            {"label_ar": "", "label_fr": "", "label_en": ""},
            "Please write it in one language at least.",
        ),
        ("area", {"hangs_on": "video"}, "Please choose a question that stands before it."),
        (
            "since",
            {"hangs_on": "kind", "if_kind": None},
            "Please tick the answers after which it is asked.",
        ),
        ("video", {"weight_financing": "much"}, "A weight is a whole number."),
        ("since", {"bar_below": "9"}, "Please write what the person is told."),
        ("since", {"bar_below": "9", "bar_above": "3"}, "This number is smaller than"),
        (
            "stage",
            {"page": "needs"},
            "“Year it began” is asked only after some answers to “The stage”: it has to stand",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    cast: Cast, own: Version, code: str, changes: dict[str, Any], sentence: str
) -> None:
    if "page" in changes:
        changes = {"page": own.sections.get(code=changes["page"]).pk}
    answer = change(cast.client("RS1"), own, code, **changes)
    said = sentences(answer)
    assert (answer.status_code, [each[: len(sentence)] for each in said]) == (422, [sentence])


def test_what_is_refused_stays_typed(cast: Cast, own: Version) -> None:
    answer = change(cast.client("RS1"), own, "since", label_fr="Depuis quand ?", bar_below="9")
    assert answer.context["editing"].form["label_fr"].value() == "Depuis quand ?"


def test_an_answer_without_words_is_refused_beside_it(cast: Cast, own: Version) -> None:
    line = line_of(cast.client("RS1").get(at(own, "gender")), "Une femme")
    empty = {f"{line}-label_{language}": "" for language in ("ar", "fr", "en")}
    answer = change(cast.client("RS1"), own, "gender", **empty)
    errors = [line.errors for line in answer.context["editing"].lines if line.errors]
    assert errors == [{"label_ar": ["Please write this answer."]}]


def test_answers_are_added_moved_and_taken_out_without_any_script(cast: Cast, own: Version) -> None:
    browser, address = cast.client("RS1"), at(own, "area")
    page = browser.get(address)
    before = [line["label_fr"].value() for line in page.context["editing"].lines]
    steps = ["add", "down 1", "out 2"]
    for wish in steps:
        page = browser.post(address, {**sent_by(page), "wish": wish})
    lines = [line["label_fr"].value() for line in page.context["editing"].lines]
    assert (page.status_code, before, lines) == (
        200,
        [TOWN, "À la campagne, dans un village ou un douar"],
        [TOWN, None],
    )


def test_a_new_answer_gets_a_code_that_was_never_used(cast: Cast, own: Version) -> None:
    browser, address = cast.client("RS1"), at(own, "area")
    sent = sent_by(browser.post(address, {**sent_by(browser.get(address)), "wish": "add"}))
    new = f"line-{sent['line'][-1]}-label_fr"
    browser.post(address, {**sent, new: "Périurbain"})
    codes = Choice.objects.filter(question=asked(own, "area")).order_by("position")
    assert [*codes.values_list("code", flat=True)][-1] == "periurbain"


def test_a_question_that_figures_know_takes_no_other_answer(cast: Cast, own: Version) -> None:
    page = cast.client("RS1").get(at(own, "kind"))
    new = {"line": [*sent_by(page)["line"], "9"], "line-9-label_fr": "Autre"}
    answer = change(cast.client("RS1"), own, "kind", **new)
    assert sentences(answer) == ["Figures know the answers of this question: none can be added."]


def test_a_question_that_a_candidacy_needs_keeps_its_kind(cast: Cast, own: Version) -> None:
    change(cast.client("RS1"), own, "phone", kind="text", required=None)
    phone = asked(own, "phone")
    assert (phone.kind, phone.required) == ("phone", True)


def test_a_new_question_stands_last_on_its_page(cast: Cast, own: Version) -> None:
    page = own.sections.get(code="where")
    address = form_at(own, "pages", page.pk, "new")
    browser = cast.client("RS1")
    sent = sent_by(browser.get(address))
    answer = browser.post(address, {**sent, "label_fr": "Votre quartier"})
    last = page.questions.order_by("position")[page.questions.count() - 1]
    assert (answer.status_code, last.code, last.label_fr) == (
        302,
        "votre_quartier",
        "Votre quartier",
    )


def test_weights_are_typed_beside_the_names_of_themes(cast: Cast, own: Version) -> None:
    line = line_of(cast.client("RS1").get(at(own, "needs")), "Un financement ou un crédit")
    change(cast.client("RS1"), own, "needs", **{f"{line}-weight_financing": "٣"})
    funding = Choice.objects.get(question=asked(own, "needs"), code="funding")
    assert funding.weights == {"financing": 3}
