"""One person's needs on their file: bars of each diagnosis; staff correct needs with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from needs.actions import correct, mark
from needs.models import Need
from tests.needs.needing import diagnosed, needing, theme

if TYPE_CHECKING:
    from tests.cast import Cast

NEED = "/desk/fes/files/FM-0001/needs/digital/"
MET = {"level": 20, "state": "met", "reason": "Came to the workshop"}


def digital_needs(cast: Cast) -> list[tuple[int, str, str, str]]:
    """The needs of AP1 on digital tools."""
    needs = Need.objects.filter(application=cast.application, theme__code="digital").select_related(
        "changed_by"
    )
    return [
        (need.level, need.state, need.reason, need.changed_by.name if need.changed_by else "")
        for need in needs
    ]


def test_a_need_is_corrected_with_a_reason(cast: Cast) -> None:
    need = needing(cast.application, "digital", 80)
    cast.client("RV").post(NEED, {**MET, "seen": mark(need)})
    assert digital_needs(cast) == [(20, "met", "Came to the workshop", "ZZC RV Name")]


def test_without_a_reason_nothing_is_corrected(cast: Cast) -> None:
    need = needing(cast.application, "digital", 80)
    answer = cast.client("RV").post(NEED, {**MET, "reason": " ", "seen": mark(need)})
    assert (answer.status_code, digital_needs(cast)) == (422, [(80, "open", "", "")])


def test_a_need_that_no_diagnosis_found_is_added(cast: Cast) -> None:
    cast.client("RV").post(NEED, {"level": 60, "state": "open", "reason": "Said so by telephone"})
    assert digital_needs(cast) == [(60, "open", "Said so by telephone", "ZZC RV Name")]


@pytest.mark.parametrize(
    "wrong", [{"level": 101}, {"level": -1}, {"level": ""}, {"state": "cured"}]
)
def test_what_cannot_be_is_refused(cast: Cast, wrong: dict[str, Any]) -> None:
    answer = cast.client("RV").post(NEED, {**MET, **wrong})
    assert (answer.status_code, digital_needs(cast)) == (422, [])


def test_of_two_who_correct_at_once_the_second_sees_what_the_first_wrote(cast: Cast) -> None:
    need = needing(cast.application, "digital", 80)
    seen = mark(need)
    cast.client("RS1").post(NEED, {**MET, "seen": seen})
    answer = cast.client("RV").post(
        NEED, {"level": 70, "state": "open", "reason": "Not yet", "seen": seen}
    )
    now = mark(Need.objects.get(pk=need.pk))
    assert (
        answer.status_code,
        answer.context["form"]["seen"].value(),
        digital_needs(cast)[0][1],
    ) == (
        422,
        now,
        "met",
    )


@pytest.mark.usefixtures("in_english")
def test_a_need_that_somebody_added_meanwhile_is_not_written_over(cast: Cast) -> None:
    needing(cast.application, "digital", 80)
    with pytest.raises(ValidationError, match="Somebody changed this need"):
        correct(
            cast.application, theme("digital"), by=cast["RV"], level=1, state="open", reason="x"
        )


def test_a_form_writes_nothing_else_of_a_need(cast: Cast) -> None:
    need = needing(cast.application, "digital", 80)
    more = {
        "application": cast.neighbour.pk,
        "theme": "1",
        "changed_by": cast["RS1"].pk,
        "id": 7,
        "pk": 7,
    }
    cast.client("RV").post(NEED, {**MET, **more, "seen": mark(need)})
    kept = Need.objects.get(pk=need.pk)
    assert (kept.application, kept.theme.code, kept.changed_by) == (
        cast.application,
        "digital",
        cast["RV"],
    )


def test_the_page_of_a_need_tells_its_history(cast: Cast) -> None:
    need = needing(cast.application, "digital", 80)
    correct(
        cast.application,
        theme("digital"),
        by=cast["RV"],
        level=20,
        state="met",
        reason="Done",
        seen=mark(need),
    )
    history = cast.client("RS1").get(NEED).context["history"]
    assert [(change.who, change.level, change.state, change.reason) for change in history] == [
        ("ZZC RV Name", 20, "met", "Done"),
        ("", 80, "open", ""),
    ]


def lines(cast: Cast) -> list[tuple[str, list[tuple[str, int]], int | None]]:
    """What the page of the file says theme by theme, where it says anything."""
    summary = cast.client("RS1").get("/desk/fes/applications/FM-0001/").context["summary"]
    return [
        (
            line.theme.code,
            [(bar.moment, bar.level) for bar in line.bars],
            line.need.level if line.need else None,
        )
        for line in summary.lines
        if line.bars or line.need
    ]


def test_a_file_shows_its_diagnoses_side_by_side(cast: Cast) -> None:
    diagnosed(cast.application, "end", digital=30)
    diagnosed(cast.application, "start", digital=80, idea=10)
    needing(cast.application, "digital", 80)
    needing(cast.application, "marketing", 55, by=cast["RV"])
    assert lines(cast) == [
        ("marketing", [], 55),
        ("digital", [("start", 80), ("end", 30)], 80),
        ("idea", [("start", 10)], None),
    ]


def test_scores_show_once_the_diagnosis_is_finished(cast: Cast) -> None:
    diagnosed(cast.application, digital=80)
    cast.application.diagnoses.update(finished_at=None)
    assert lines(cast) == []


def test_the_answers_of_a_diagnosis_stand_on_the_file_in_words(cast: Cast) -> None:
    diagnosed(cast.application, digital=80)
    page = cast.client("RS1").get("/desk/fes/applications/FM-0001/")
    (answered,) = page.context["summary"].diagnoses
    assert [(row.code, row.text) for row in answered.rows] == [("stage", "In activity")]


def test_a_file_costs_the_same_for_one_need_and_for_three(cast: Cast) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            cast.client("RS1").get("/desk/fes/applications/FM-0001/")
        return len(queries)

    diagnosed(cast.application, digital=80)
    needing(cast.application, "digital", 80, by=cast["RV"])
    cost()
    one = cost()
    diagnosed(cast.application, "end", digital=30)
    needing(cast.application, "marketing", 55, by=cast["RS1"])
    needing(cast.application, "idea", 55)
    assert cost() == one
