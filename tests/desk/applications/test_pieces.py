"""A missing piece is asked of many people at once, from the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.messages import get_messages

from messaging.models import Message
from selection.decisions import prepare
from selection.models import InformationRequest
from selection.triage.actions import ask
from tests.desk.applications.test_acts import files as files  # noqa: PLC0414  a fixture
from tests.desk.applications.test_acts import ticked

if TYPE_CHECKING:
    from applications.models import Application
    from tests.cast import Cast


def press(cast: Cast, *files: Application, code: str = "RS1", **sent: Any) -> Any:
    """Ask the people of these files."""
    return cast.client(code).post(ticked(cast, "asking", *files, code=code), sent)


def said(answer: Any) -> list[str]:
    """What the next page says."""
    return [str(each) for each in get_messages(answer.wsgi_request)]


def asked() -> list[tuple[Any, ...]]:
    """Who is asked what, in which words."""
    rows = InformationRequest.objects.order_by("application")
    return list(rows.values_list("application", "questions", "words", "asked_by__name"))


def test_each_person_is_asked_once_by_a_message_of_their_own(
    cast: Cast, files: list[Application]
) -> None:
    answer = press(cast, *files[:3], questions=["locality"], words="Two words are enough")
    name = cast["RS1"].name
    assert asked() == [(file.pk, ["locality"], "Two words are enough", name) for file in files[:3]]
    assert Message.objects.filter(event="piece").count() == 3
    assert said(answer) == [
        "Asked: 3 people. The files come back by themselves, first, with the answers."
    ]


def test_who_is_decided_or_asked_already_is_left_alone(
    cast: Cast, files: list[Application]
) -> None:
    prepare(files[1], by=cast["RS1"], outcome="wait")
    ask(files[2], by=cast["RS1"], questions=["activity"])
    answer = press(cast, *files[:3], code="RV", questions=["locality"])
    assert {key for key, questions, *_rest in asked() if questions == ["locality"]} == {files[0].pk}
    assert said(answer)[1].startswith("2 files were not asked")


def test_without_a_question_nobody_is_asked_and_the_words_stay(
    cast: Cast, files: list[Application]
) -> None:
    answer = press(cast, *files[:2], words="Please")
    assert (answer.status_code, asked(), answer.context["form"]["words"].value()) == (
        422,
        [],
        "Please",
    )


def test_names_and_addresses_are_not_offered(cast: Cast, files: list[Application]) -> None:
    page = cast.client("RS1").get(ticked(cast, "asking", *files[:2]))
    groups = page.context["form"].fields["questions"].choices
    codes = {code for _title, questions in groups for code, _label in questions}
    assert (codes & {"name", "phone", "email"}, "locality" in codes) == (set(), True)


@pytest.mark.usefixtures("in_english")
def test_too_many_are_not_asked_at_once(
    cast: Cast, files: list[Application], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.applications.pieces.MOST", 2)
    answer = press(cast, *files[:3], questions=["locality"])
    assert (said(answer), asked()) == (
        ["That is too many files at once: please narrow the list."],
        [],
    )
