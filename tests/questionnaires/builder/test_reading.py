"""The pages of the builder: who reads them, in which language, at what cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from questionnaires.actions import draft
from questionnaires.models import Question, Questionnaire, Section
from tests.questionnaires.builder.writing import at, form_at

if TYPE_CHECKING:
    from questionnaires.models import Version
    from tests.cast import Cast

pytestmark = pytest.mark.django_db


def pages_of(version: Version) -> list[str]:
    return [
        "/desk/forms/",
        form_at(version),
        form_at(version, "preview", "ar"),
        at(version, "kind"),
        form_at(version, "publication"),
    ]


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_manager_opens_every_page(cast: Cast, own: Version, language: str) -> None:
    browser = cast.client("RS1", language)
    assert [browser.get(address).status_code for address in pages_of(own)] == [200] * 5


@pytest.mark.parametrize("code", ["RV", "NS"])
def test_other_staff_read_a_form_and_change_nothing(cast: Cast, own: Version, code: str) -> None:
    browser = cast.client(code)
    assert [browser.get(address).status_code for address in pages_of(own)] == [200] * 3 + [403] * 2


def test_a_form_of_another_center_does_not_exist(cast: Cast, own: Version) -> None:
    browser = cast.client("RS2")
    assert [browser.get(address).status_code for address in pages_of(own)[1:]] == [404] * 4


def test_a_page_costs_the_same_for_few_questions_and_for_many(cast: Cast, own: Version) -> None:
    browser, addresses = cast.client("RS1"), pages_of(own)

    def cost() -> list[int]:
        counts = []
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                browser.get(address)
            counts.append(len(queries))
        return counts

    cost()
    before = cost()
    draft(Questionnaire.objects.create(purpose="feedback", stop=cast.stop, name_ar="رأي"))
    page = Section.objects.filter(version=own)[0]
    for place in range(3):
        Section.objects.create(version=own, code=f"more_{place}", title_ar="صفحة", position=90)
        words = {"label_ar": "سؤال", "label_fr": "Question"}
        Question.objects.create(section=page, code=f"more_{place}", kind="choice", **words)
    assert cost() == before
