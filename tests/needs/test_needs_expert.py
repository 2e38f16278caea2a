"""An expert reads and corrects the needs of the people in their hands, and of nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from needs.actions import mark
from needs.models import Need
from tests.needs.needing import diagnosed, needing

if TYPE_CHECKING:
    from needs.models import Diagnosis
    from tests.cast import Cast


@pytest.fixture
def mine(cast: Cast) -> Diagnosis:
    """The finished diagnosis of AP1, made by EX1."""
    made = diagnosed(cast.application, digital=80)
    made.expert = cast["EX1"]
    made.save()
    needing(cast.application, "digital", 80)
    return made


def test_an_expert_corrects_a_need_with_a_reason(cast: Cast, mine: Diagnosis) -> None:
    need = Need.objects.get(application=cast.application)
    form = {"level": 30, "state": "treated", "reason": "Two calls", "seen": mark(need)}
    answer = cast.client("EX1").post(f"/account/me/diagnoses/{mine.pk}/needs/digital/", form)
    need.refresh_from_db()
    assert (answer.headers["location"], need.level, need.state, need.changed_by) == (
        f"/account/me/diagnoses/{mine.pk}/needs/",
        30,
        "treated",
        cast["EX1"],
    )


def test_an_expert_reads_scores_and_answers_and_no_number(cast: Cast, mine: Diagnosis) -> None:
    page = cast.client("EX1").get(f"/account/me/diagnoses/{mine.pk}/needs/")
    levels = [bar.level for line in page.context["summary"].lines for bar in line.bars]
    assert (levels, cast.application.phone[4:] in page.content.decode().replace(" ", "")) == (
        [80],
        False,
    )


@pytest.mark.parametrize("code", ["EX2", "AP1", "RS1", "PI"])
def test_whoever_has_it_not_in_hand_finds_nothing(cast: Cast, mine: Diagnosis, code: str) -> None:
    assert (
        cast.client(code).get(f"/account/me/diagnoses/{mine.pk}/needs/digital/").status_code == 404
    )
