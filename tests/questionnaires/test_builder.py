"""The builder in the admin: who reads, who changes, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from questionnaires.actions import draft
from questionnaires.models import Question, Questionnaire, Section, Version

if TYPE_CHECKING:
    from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(cast: Cast) -> Version:
    """The draft of the questionnaire of the stop in Fès."""
    return draft(Questionnaire.objects.create(purpose="candidacy", stop=cast.stop, name_ar="فاس", name_fr="Fès"))


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
def test_staff_open_every_page_of_the_builder(cast: Cast, own: Version, code: str, language: str) -> None:
    browser = cast.client(code, language)
    assert [browser.get(address).status_code for address in pages_of(own)] == [200] * 6


def test_staff_of_another_center_find_nothing(cast: Cast, own: Version) -> None:
    browser = cast.client("RS2")
    assert [browser.get(address).status_code for address in pages_of(own)[1:]] == [302, 302, 302, 302, 404]
