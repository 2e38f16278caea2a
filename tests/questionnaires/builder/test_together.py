"""Two people at one form: the later one is told, and loses nothing of what they wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from questionnaires.actions import publish
from questionnaires.builder.actions import make
from questionnaires.models import Question, Version
from tests.questionnaires.builder.writing import asked, at, form_at, sent_by, sentences

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def typed(cast: Cast, own: Version) -> dict[str, Any]:
    """What RS1 has on the screen at a question, and is writing."""
    return {**sent_by(cast.client("RS1").get(at(own, "locality"))), "label_fr": "Mon village"}


def test_the_later_one_is_told_and_what_they_wrote_stays(
    cast: Cast, own: Version, typed: dict[str, Any]
) -> None:
    asked(own, "locality")
    cast.client("SU").post(at(own, "locality"), {**typed, "label_fr": "Votre douar"})
    answer = cast.client("RS1").post(at(own, "locality"), typed)
    written = answer.context["editing"].form["label_fr"].value()
    assert (answer.status_code, asked(own, "locality").label_fr, written, sentences(answer)) == (
        422,
        "Votre douar",
        "Mon village",
        [
            (
                "Somebody else changed this question meanwhile. Below is what you wrote, "
                "above what stands now: keeping yours replaces it."
            )
        ],
    )


def test_they_may_then_replace_it_knowingly(
    cast: Cast, own: Version, typed: dict[str, Any]
) -> None:
    cast.client("SU").post(at(own, "locality"), {**typed, "label_fr": "Votre douar"})
    answer = cast.client("RS1").post(at(own, "locality"), typed)
    cast.client("RS1").post(at(own, "locality"), sent_by(answer))
    assert asked(own, "locality").label_fr == "Mon village"


def test_what_was_written_at_a_removed_question_stands_there_as_a_new_one(
    cast: Cast, own: Version, typed: dict[str, Any]
) -> None:
    address, page = at(own, "locality"), asked(own, "locality").section_id
    asked(own, "locality").delete()
    answer = cast.client("RS1").post(address, typed)
    cast.client("RS1").post(form_at(own, "pages", page, "new"), sent_by(answer))
    added = Question.objects.filter(section__version=own, label_fr="Mon village")
    assert (answer.status_code, added.count()) == (422, 1)


def test_what_was_written_at_a_version_published_meanwhile_goes_into_the_next(
    cast: Cast, own: Version, typed: dict[str, Any]
) -> None:
    publish(own)
    refused = cast.client("RS1").post(at(own, "locality"), typed)
    kept = cast.client("RS1").post(at(own, "locality"), sent_by(refused))
    following = Version.objects.get(questionnaire=own.questionnaire, number=2)
    assert (refused.status_code, kept.status_code, asked(following, "locality").label_fr) == (
        422,
        302,
        "Mon village",
    )


def test_a_form_that_two_people_make_at_once_is_one(cast: Cast) -> None:
    first, second = (
        make(purpose="candidacy", stop=cast.stop, names={"fr": name}) for name in ("Un", "Deux")
    )
    assert (first, first.name_fr, first.versions.count()) == (second, "Un", 1)


@pytest.mark.parametrize(
    "what", ["a question", "an answer", "the order", "a page", "a question more", "nothing"]
)
def test_only_what_was_looked_at_is_published(cast: Cast, own: Version, what: str) -> None:
    browser, address = cast.client("RS1"), form_at(own, "publication")
    seen = browser.get(address).context["seal"]
    question = asked(own, "needs")
    meanwhile: dict[str, Callable[[], object]] = {
        "a question": lambda: Question.objects.filter(pk=question.pk).update(label_fr="Autre"),
        "an answer": lambda: question.options.update(label_ar="شيء آخر"),
        "the order": lambda: cast.client("SU").post(
            at(own, "needs", "place"), {"direction": "down"}
        ),
        "a page": lambda: own.sections.update(title_fr="Autre"),
        "a question more": lambda: Question.objects.create(
            section=question.section,
            code="more",
            kind="text",
            label_ar="س",
            label_fr="Q",
            position=99,
        ),
        "nothing": lambda: None,
    }
    meanwhile[what]()
    answer = browser.post(address, {"seen": seen})
    own.refresh_from_db()
    told = "The form has changed since you looked." in answer.text
    assert (answer.status_code, own.is_frozen, told) == (
        (302, True, False) if what == "nothing" else (422, False, True)
    )


def test_what_changed_meanwhile_is_shown_and_then_published_knowingly(
    cast: Cast, own: Version
) -> None:
    browser, address = cast.client("RS1"), form_at(own, "publication")
    refused = browser.post(address, {"seen": "of another day"})
    answer = browser.post(address, {"seen": refused.context["seal"]})
    again = browser.post(address, {"seen": "of another day"})
    assert (answer.status_code, again.status_code) == (302, 302)
