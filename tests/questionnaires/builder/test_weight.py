"""A question that is open weighs little: what is not edited is folded, and fetched when opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from questionnaires.models import Question
from tests.questionnaires.builder.writing import at

if TYPE_CHECKING:
    from questionnaires.models import Version
    from tests.cast import Cast

pytestmark = pytest.mark.django_db
MOST = 40_000  # bytes of HTML


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_page_with_a_question_open_weighs_little(cast: Cast, own: Version, language: str) -> None:
    browser = cast.browser("RS1", language)
    browser.get("/desk/")
    codes = Question.objects.filter(section__version=own).values_list("code", flat=True)
    weights = {code: len(browser.get(at(own, code)).content) for code in codes}
    assert {code: weight for code, weight in weights.items() if weight > MOST} == {}
