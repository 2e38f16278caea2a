"""The text of the doors: read by managers, written by the national coordination, never undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ValidationError

from partners.doors.actions import write_text
from partners.models import DoorText
from tests.pages import content_of
from tests.partners.arranged import door, taking_part

if TYPE_CHECKING:
    from tests.cast import Cast

PAGE = "/desk/door-text/"
WORDS = {
    "text_ar": "يطلع {partner} على هذا. المسؤول: {center}. للأسئلة: {contact}.",
    "text_fr": "{partner} voit ceci. Responsable : {center}. Questions : {contact}.",
    "text_en": "{partner} sees this. Responsible: {center}. Questions: {contact}.",
}


def test_new_words_are_a_new_version_and_doors_keep_what_was_agreed_to(cast: Cast) -> None:
    own = door(taking_part(cast))
    answer = cast.client("NS").post(PAGE, {**WORDS, "version": "١"})
    kept = DoorText.in_force()
    assert kept is not None
    assert (answer.status_code, kept.version, kept.text_fr) == (302, 2, WORDS["text_fr"])
    own.refresh_from_db()
    assert own.text is not None
    assert own.text.version == 1
    page = content_of(cast.client("RS1").get(PAGE))
    assert ("1 door opened by it" in page, "0 doors opened by it" in page) == (True, True)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"text_ar": " "}, "This field is required."),
        ({"text_fr": "{partner} voit ceci."}, "This text must contain"),
        ({"text_en": f"{WORDS['text_en']} {{bank}}"}, "means nothing here"),
        ({"version": "7"}, "Somebody has written a new version meanwhile."),
        ({"version": "x"}, "Enter a whole number."),
    ],
)
def test_what_nobody_could_agree_to_is_refused_and_stays_typed(
    cast: Cast, wrong: dict[str, str], said: str
) -> None:
    answer = cast.client("NS").post(PAGE, {**WORDS, "version": "1", **wrong})
    page = content_of(answer)
    assert (answer.status_code, said in page, DoorText.objects.count()) == (422, True, 1)
    kept = {name: text for name, text in WORDS.items() if name not in wrong}
    assert [text for text in kept.values() if text not in page] == []


def test_the_same_words_are_no_new_version(cast: Cast) -> None:  # noqa: ARG001
    now = DoorText.in_force()
    assert now is not None
    words = {language: getattr(now, f"text_{language}") for language in ("ar", "fr", "en")}
    with pytest.raises(ValidationError) as refusal:
        write_text(words, seen=1)
    assert (refusal.value.code, DoorText.objects.count()) == ("same", 1)


@pytest.mark.parametrize("code", ["RS1", "NS"])
def test_a_manager_reads_what_the_coordination_writes(cast: Cast, code: str) -> None:
    page = content_of(cast.client(code).get(PAGE))
    assert ("Responsible for the data" in page, "<textarea" in page) == (True, code == "NS")
