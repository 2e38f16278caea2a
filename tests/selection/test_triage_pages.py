"""The screens of the triage: what a card shows and hides, the next one, the way back, the cost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applications.models import Application
from messaging.models import Message
from selection.models import Criterion, Decision, InformationRequest, Review
from selection.review.criteria import criteria_of, load_defaults
from selection.review.prescore import refresh
from tests.selection.files_to_judge import HTMX, TRIAGE, alone, given_to, rules

if TYPE_CHECKING:
    from tests.cast import Cast


def page(cast: Cast, at: str, code: str = "RV") -> str:
    """What somebody reads there."""
    return cast.client(code).get(at).content.decode()


def sentences(answer: Any) -> list[str]:
    """What the next page says first."""
    return [str(each) for each in answer.context["messages"]]


def test_the_triage_leads_to_the_file_that_waits_first(cast: Cast) -> None:
    alone(cast, 40, 90)
    answer = cast.client("RV").get(TRIAGE)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{TRIAGE}FM-0011/")


def test_at_the_end_of_the_queue_nothing_waits(cast: Cast) -> None:
    alone(cast)
    answer = cast.client("RV").get(TRIAGE)
    assert (
        answer.status_code,
        "Nothing waits for you here any more." in answer.content.decode(),
    ) == (200, True)


def test_a_verdict_leads_to_the_next_file_and_says_what_was_judged(cast: Cast) -> None:
    alone(cast, 90, 40)
    answer = cast.client("RV").post(f"{TRIAGE}FM-0010/verdict/", {"verdict": "yes"}, follow=True)
    references = (
        answer.context["card"].application.reference,
        answer.context["last"].application.reference,
    )
    assert (answer.redirect_chain[-1][0], references) == (
        f"{TRIAGE}FM-0011/",
        ("FM-0011", "FM-0010"),
    )


def test_htmx_gets_the_next_card_alone_with_its_address(cast: Cast) -> None:
    alone(cast, 90, 40)
    answer = cast.client("RV").post(
        f"{TRIAGE}FM-0010/verdict/", {"verdict": "no"}, headers={"hx-request": "true"}
    )
    html = answer.content.decode()
    assert (answer.headers["HX-Replace-Url"], "<html" in html, html.count("<article")) == (
        f"{TRIAGE}FM-0011/",
        False,
        1,
    )


def test_whoever_was_slower_reads_so_above_the_next_card(cast: Cast) -> None:
    first, _next = alone(cast, 90, 40)
    given_to(cast["RS1"], first, verdict="yes", judged_at=timezone.now())
    answers = [
        cast.client("RV").post(f"{TRIAGE}FM-0010/verdict/", {"verdict": "no"}, follow=True),
        cast.client("RV").post(
            f"{TRIAGE}FM-0010/verdict/", {"verdict": "no"}, headers={"hx-request": "true"}
        ),
    ]
    sentence = "ZZC RS1 Name was quicker: this file has been judged."
    assert (sentences(answers[0]), answers[1].context["refused"]) == ([sentence], sentence)
    assert {answer.context["card"].application.reference for answer in answers} == {"FM-0011"}


@pytest.mark.parametrize("htmx", [{}, HTMX])
def test_undo_opens_the_file_again(cast: Cast, htmx: dict[str, str]) -> None:
    alone(cast, 90, 40)
    browser = cast.client("RV")
    browser.post(f"{TRIAGE}FM-0010/verdict/", {"verdict": "yes"})
    answer = browser.post(f"{TRIAGE}FM-0010/undo/", headers=htmx, follow=True)
    assert (answer.context["card"].application.reference, Review.objects.get().verdict) == (
        "FM-0010",
        "",
    )


def test_points_and_words_are_kept_with_the_verdict(cast: Cast) -> None:
    load_defaults(cast.stop)
    criterion = criteria_of(cast.stop)[0]
    form = {"verdict": "wait", f"points_{criterion.code}": "3", "comment": "ZZ good"}
    cast.client("RV").post(f"{TRIAGE}FM-0001/verdict/", form)
    review = Review.objects.get()
    assert (review.verdict, review.scores, review.comment) == (
        "wait",
        {criterion.code: 3},
        "ZZ good",
    )


@pytest.mark.parametrize(
    "form", [{"verdict": "perhaps"}, {}, {"verdict": "yes", "comment": "x" * 2001}]
)
def test_what_is_no_verdict_changes_nothing(cast: Cast, form: dict[str, str]) -> None:
    answer = cast.client("RV").post(f"{TRIAGE}FM-0001/verdict/", form)
    assert (answer.status_code, Review.objects.count()) == (422, 0)


def test_a_card_shows_who_where_what_for_the_score_and_the_same_person(cast: Cast) -> None:
    Application.objects.filter(pk=cast.neighbour.pk).update(phone=cast.application.phone)
    load_defaults(cast.stop)
    refresh(cast.stop)
    card = cast.client("RV").get(f"{TRIAGE}FM-0001/").context["card"]
    counted = (
        len(card.needs),
        card.prescore.points > 0,
        len(card.reasons),
        len(card.possible_duplicates),
    )
    assert (card.application.name, card.head["province"], counted) == (
        "ZZC AP1 Name",
        "Fès",
        (1, True, 3, 1),
    )
    assert card.possible_duplicates[0].why == ["the same phone"]


def test_a_blind_card_names_nobody(cast: Cast) -> None:
    rules(cast.stop, blind=True)
    Application.objects.filter(pk=cast.neighbour.pk).update(phone=cast.application.phone)
    read = page(cast, f"{TRIAGE}FM-0001/") + page(cast, f"{TRIAGE}FM-0001/asking/")
    telling = (
        cast["AP1"].name,
        cast["AP2"].name,
        cast.application.phone[4:],
        "plan.pdf",
        f"/admin/applications/application/{cast.application.pk}",
    )
    assert [word for word in telling if word in read] == []
    assert "FM-0002" in read


def test_what_others_said_shows_once_one_has_judged(cast: Cast) -> None:
    rules(cast.stop, reviews=2)
    given_to(
        cast["RS1"],
        cast.application,
        verdict="no",
        judged_at=timezone.now(),
        comment="ZZ too early",
    )
    before = "ZZ too early" in page(cast, f"{TRIAGE}FM-0001/")
    given_to(cast["RV"], cast.application, slot=2, verdict="yes", judged_at=timezone.now())
    assert (before, "ZZ too early" in page(cast, f"{TRIAGE}FM-0001/")) == (False, True)


def test_a_decided_file_is_read_and_not_judged(cast: Cast) -> None:
    Decision.objects.create(application=cast.application, outcome="accept", by=cast["RS1"])
    read = page(cast, f"{TRIAGE}FM-0001/")
    assert ("A decision about this file has been prepared." in read, 'name="verdict"' in read) == (
        True,
        False,
    )


def test_asking_writes_one_letter_and_takes_the_file_out_of_the_queue(cast: Cast) -> None:
    alone(cast, 90, 40)
    answer = cast.client("RV").post(
        f"{TRIAGE}FM-0010/asking/", {"questions": ["locality"], "words": "ZZ"}, follow=True
    )
    assert answer.context["card"].application.reference == "FM-0011"
    assert (
        Message.objects.filter(event="piece").count(),
        InformationRequest.objects.get().questions,
    ) == (
        1,
        ["locality"],
    )


def test_asking_for_nothing_is_refused_on_the_page(cast: Cast) -> None:
    answer = cast.client("RV").post(f"{TRIAGE}FM-0001/asking/", {})
    assert (
        answer.status_code,
        InformationRequest.objects.count(),
        Message.objects.filter(event="piece").count(),
    ) == (
        422,
        0,
        0,
    )


def test_what_was_asked_may_be_dropped(cast: Cast) -> None:
    InformationRequest.objects.create(
        application=cast.application, questions=["locality"], asked_by=cast["RV"]
    )
    cast.client("RS1").post(f"{TRIAGE}FM-0001/asking/end/")
    assert InformationRequest.objects.get().closed_at is not None


def test_looking_changes_nothing(cast: Cast) -> None:
    for at in ("", "FM-0001/", "FM-0001/asking/"):
        cast.client("RV").get(TRIAGE + at)
    assert (Review.objects.count(), InformationRequest.objects.count()) == (0, 0)


def test_a_verdict_with_its_next_card_costs_the_same_among_three_files_and_thirty(
    cast: Cast,
) -> None:
    load_defaults(cast.stop)
    costs = []
    for many in (3, 30):
        alone(cast, *range(many, 0, -1))
        cast.client("RV").get(f"{TRIAGE}FM-0010/")
        with CaptureQueriesContext(connection) as queries:
            cast.client("RV").post(
                f"{TRIAGE}FM-0010/verdict/", {"verdict": "yes"}, headers={"hx-request": "true"}
            )
        costs.append(len(queries))
    assert costs == [11, 11]


def test_a_criterion_that_was_reworded_stands_on_the_next_card_in_its_new_words(cast: Cast) -> None:
    load_defaults(cast.stop)
    alone(cast, 90, 40)
    first = criteria_of(cast.stop)[0]
    assert first.name_en in page(cast, f"{TRIAGE}FM-0010/")
    Criterion.objects.filter(pk=first.pk).update(name_en="How far the idea has come")
    assert "How far the idea has come" in page(cast, f"{TRIAGE}FM-0011/")


def test_points_of_ones_own_are_not_shown_to_others(cast: Cast) -> None:
    load_defaults(cast.stop)
    alone(cast, 90)
    own = {"verdict": "", f"points_{criteria_of(cast.stop)[0].code}": "3", "comment": "Half a line"}
    page(cast, f"{TRIAGE}FM-0010/", "RS1")
    answer = cast.client("RV").post(f"{TRIAGE}FM-0010/verdict/", own)
    typed = answer.content.decode()
    others = page(cast, f"{TRIAGE}FM-0010/", "RS1")
    seen = [
        ("Half a line" in html, re.findall(r'name="points_\w+" value="(\d)"[^>]*checked', html))
        for html in (typed, others)
    ]
    assert seen == [(True, ["3"]), (False, [])]
