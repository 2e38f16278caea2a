"""A note, a task, a question to an institution: the same form, sent many times at once, is one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from desk.models import Mention, Note, Opinion, Task
from people.models import Consent, ConsentText
from tests.applications.test_candidacy_actions import at_once
from tests.cast import gather

if TYPE_CHECKING:
    from tests.cast import Cast

FILE = "/desk/fes/applications/FM-0001/"
TAPS = 8


def forms(cast: Cast) -> dict[str, dict[str, object]]:
    """What the page of a file sends, to where; each form with the key that it was shown with."""
    text = ConsentText.in_force()["sharing"]
    Consent.objects.get_or_create(person=cast["AP1"], stop=cast.stop, text=text)
    page = cast.client("RS1").get(FILE).context
    asking = cast.client("RS1").get(f"{FILE}opinions/").context["form"]
    key = {name: page[name].initial["key"] for name in ("note", "task")}
    due, to = timezone.localdate() + timedelta(days=7), cast["RV"].pk
    task = {"task-key": key["task"], "task-text": "Call", "task-to": to, "task-due": due}
    asked = {"key": asking.initial["key"], "institution": "Bank", "questions": ["activity"]}
    return {
        f"{FILE}notes/": {"note-key": key["note"], "note-text": "Please look", "note-to": to},
        f"{FILE}tasks/": task,
        f"{FILE}opinions/": {**asked, "due": due},
    }


def kept() -> list[int]:
    return [model.objects.count() for model in (Note, Mention, Task, Opinion)]


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_eight_times_at_once_is_kept_once() -> None:
    cast = gather()
    before = kept()
    for address, sent in forms(cast).items():
        browsers = [cast.client("RS1") for _tap in range(TAPS)]
        answers = at_once(lambda tap: browsers[tap].post(address, sent).status_code, TAPS, TAPS)  # noqa: B023
        assert answers == [302] * TAPS
    assert [now - then for now, then in zip(kept(), before, strict=True)] == [1, 1, 1, 1]


def test_another_form_with_the_same_words_is_another_note(cast: Cast) -> None:
    before = kept()
    for _page in range(2):
        for address, sent in forms(cast).items():
            cast.client("RS1").post(address, sent)
    assert [now - then for now, then in zip(kept(), before, strict=True)] == [2, 2, 2, 2]
