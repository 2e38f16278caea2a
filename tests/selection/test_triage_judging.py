"""A verdict: whose file it is, one for each wanted review, undone until a decision is prepared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from applications.models import Application
from selection.models import Decision, Review
from selection.triage.actions import judge, take_back
from tests.selection.files_to_judge import given_to, reviewers, rules

if TYPE_CHECKING:
    from people.models import User
    from tests.cast import Cast


def reviews_of(application: Application) -> list[tuple[int, str, str]]:
    """Every review of a file: which, whose, what."""
    rows = (
        Review.objects.filter(application=application).order_by("slot").select_related("reviewer")
    )
    return [(row.slot, row.reviewer.name, row.verdict) for row in rows]


def refused(application: Application, by: User, verdict: str = "no") -> tuple[str, str]:
    """The code and the sentence with which a verdict is refused."""
    with translation.override("en"), pytest.raises(ValidationError) as refusal:
        judge(application, by=by, verdict=verdict)
    return refusal.value.code or "", refusal.value.messages[0]


def prepared(cast: Cast, application: Application) -> None:
    """A decision about a file, which nobody outside knows of yet."""
    Decision.objects.create(application=application, outcome="accept", by=cast["RS1"])


def test_a_file_that_nobody_has_is_judged_by_whoever_opens_it(cast: Cast) -> None:
    review = judge(
        cast.application, by=cast["RV"], verdict="yes", scores={"maturity": 3}, comment="ZZ good"
    )
    assert (reviews_of(cast.application), review.scores, review.comment) == (
        [(1, "ZZC RV Name", "yes")],
        {"maturity": 3},
        "ZZ good",
    )


def test_one_s_own_word_may_be_changed(cast: Cast) -> None:
    judge(cast.application, by=cast["RV"], verdict="yes")
    judge(cast.application, by=cast["RV"], verdict="no")
    assert reviews_of(cast.application) == [(1, "ZZC RV Name", "no")]


def test_whoever_was_slower_reads_who_was_quicker(cast: Cast) -> None:
    judge(cast.application, by=cast["RV"], verdict="yes")
    assert refused(cast.application, cast["RS1"]) == (
        "decided",
        "ZZC RV Name was quicker: this file has been judged.",
    )
    assert reviews_of(cast.application) == [(1, "ZZC RV Name", "yes")]


def test_two_reviews_are_of_two_people_and_a_third_is_refused(cast: Cast) -> None:
    rules(cast.stop, reviews=2)
    (third,) = reviewers(cast, 1)
    judge(cast.application, by=cast["RV"], verdict="yes")
    judge(cast.application, by=cast["RV"], verdict="wait")
    judge(cast.application, by=cast["RS1"], verdict="no")
    code, _sentence = refused(cast.application, third)
    assert (reviews_of(cast.application), code) == (
        [(1, "ZZC RV Name", "wait"), (2, "ZZC RS1 Name", "no")],
        "decided",
    )


def test_a_file_in_other_hands_may_be_taken_over(cast: Cast) -> None:
    given_to(cast["RV"], cast.application)
    judge(cast.application, by=cast["RS1"], verdict="no")
    assert reviews_of(cast.application) == [(1, "ZZC RS1 Name", "no")]


def test_a_locked_file_stays_with_its_reviewer(cast: Cast) -> None:
    given_to(cast["RV"], cast.application, locked=True)
    refusal = refused(cast.application, cast["RS1"])
    judge(cast.application, by=cast["RV"], verdict="no")
    assert (refusal, reviews_of(cast.application)) == (
        ("locked", "This file stays with ZZC RV Name."),
        [(1, "ZZC RV Name", "no")],
    )


def test_a_second_review_leaves_the_locked_first_one_alone(cast: Cast) -> None:
    rules(cast.stop, reviews=2)
    given_to(cast["RV"], cast.application, locked=True)
    judge(cast.application, by=cast["RS1"], verdict="no")
    assert reviews_of(cast.application) == [(1, "ZZC RV Name", ""), (2, "ZZC RS1 Name", "no")]


def test_what_a_decision_is_prepared_about_is_judged_no_more(cast: Cast) -> None:
    prepared(cast, cast.application)
    assert refused(cast.application, cast["RV"]) == (
        "decided",
        "A decision about this file has been prepared meanwhile.",
    )


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_a_file_that_is_not_on_the_desk_is_not_judged(cast: Cast, state: str) -> None:
    Application.objects.filter(pk=cast.application.pk).update(state=state)
    assert refused(cast.application, cast["RV"]) == (
        "decided",
        "This application can no longer be changed.",
    )


def test_an_undone_verdict_leaves_the_file_in_hand_with_its_words(cast: Cast) -> None:
    review = judge(
        cast.application, by=cast["RV"], verdict="yes", scores={"maturity": 3}, comment="ZZ good"
    )
    take_back(review, by=cast["RV"]), take_back(review, by=cast["RV"])
    assert (reviews_of(cast.application), review.judged_at, review.scores, review.comment) == (
        [(1, "ZZC RV Name", "")],
        None,
        {"maturity": 3},
        "ZZ good",
    )


def test_nobody_undoes_the_verdict_of_somebody_else(cast: Cast) -> None:
    review = judge(cast.application, by=cast["RV"], verdict="yes")
    take_back(review, by=cast["RS1"])
    assert reviews_of(cast.application) == [(1, "ZZC RV Name", "yes")]


def test_a_verdict_stays_once_a_decision_is_prepared(cast: Cast) -> None:
    review = judge(cast.application, by=cast["RV"], verdict="yes")
    prepared(cast, cast.application)
    with pytest.raises(ValidationError) as refusal:
        take_back(review, by=cast["RV"])
    assert (refusal.value.code, reviews_of(cast.application)) == (
        "decided",
        [(1, "ZZC RV Name", "yes")],
    )
