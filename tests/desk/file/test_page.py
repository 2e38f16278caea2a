"""The page of one file: whose it is, what stands there, what is before and after it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applications.mails import write_receipt
from applications.models import Application
from core.rooms import HOUSE
from desk.models import Mention, Note, Opinion, Task
from messaging.models import Message, Post, Thread
from selection.models import Decision, InformationRequest
from tests.desk.many import another
from tests.rows_file import answer
from tests.selection.judging import rules

if TYPE_CHECKING:
    from tests.cast import Cast

FILE = "/desk/fes/applications/FM-0001/"


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """The cast with one application at each stop."""
    Application.objects.exclude(pk__in=[cast.application.pk, cast.foreign.pk]).delete()
    return cast


def statements(cast: Cast, code: str = "RS1") -> int:
    """How many statements the page costs once the process is warm."""
    client = cast.client(code)
    client.get(FILE)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(FILE).status_code == 200
    return len(queries)


def fill(cast: Cast, number: int) -> None:
    """One more of everything that stands beside a file."""
    team, today = cast["RS1"], timezone.localdate()
    note = Note.objects.create(application=cast.application, author=team, text=f"Note {number}")
    Mention.objects.create(note=note, person=cast["RV"])
    at = {"application": cast.application, "by": team, "due": today}
    Task.objects.create(text=f"Task {number}", to=cast["RV"], **at)
    Opinion.objects.create(institution=f"Bank {number}", **at)
    thread, _new = Thread.objects.get_or_create(person=cast["AP1"], stop=cast.stop)
    Post.objects.create(thread=thread, channel="web", text=f"Question {number}")
    done = {"closed_at": timezone.now(), "asked_by": team, "questions": ["locality"]}
    InformationRequest.objects.create(application=cast.application, **done)
    Application.objects.filter(pk=cast.application.pk).update(answers={"name": f"Name {number}"})
    another(cast, number, name="ZZC AP1 Name")


def test_the_page_costs_the_same_with_one_of_everything_and_with_three(cast: Cast) -> None:
    fill(cast, 1)
    one = statements(cast)
    fill(cast, 2)
    fill(cast, 3)
    assert (one, statements(cast)) == (42, 42)


def test_the_history_says_what_became_what(cast: Cast) -> None:
    changes = Application.objects.filter(pk=cast.application.pk)
    changes.update(answers={"name": "One"})
    changes.update(answers={"name": "Two"}, state="withdrawn", withdrawn_at=timezone.now())
    newest = cast.client("RS1").get(FILE).context["history"][0]
    assert [(one.before, one.after) for one in newest.differences] == [
        ("Received", "Withdrawn"),
        ("One", "Two"),
    ]


def test_a_file_says_what_was_written_to_its_person_and_when(cast: Cast) -> None:
    write_receipt(cast.application)
    write_receipt(cast.foreign)
    letters = [
        (str(occasion), letter.address, letter.state)
        for occasion, letter in cast.client("RV").get(FILE).context["letters"]
    ]
    assert letters == [("Receipt of an application", cast.application.phone, "new")]


def around(cast: Cast, application: Application, **query: str) -> tuple[str, str]:
    """The numbers of the files before and after this one."""
    page = cast.client("RS1").get(f"/desk/fes/applications/{application.reference}/", query)
    beside = page.context["neighbours"]
    return (beside.before.partition("?")[0][-8:-1], beside.after.partition("?")[0][-8:-1])


def test_the_files_before_and_after_are_those_of_the_same_stop_by_number(cast: Cast) -> None:
    older, oldest = another(cast, 1), another(cast, 2)
    assert around(cast, older) == (oldest.reference, "FM-0001")
    assert around(cast, oldest) == ("", older.reference)


def test_in_a_list_they_are_those_of_the_list_in_its_order(cast: Cast) -> None:
    another(cast, 1, kind="micro")
    second, third = another(cast, 2), another(cast, 3)
    of_list = "kind=self_employed&stop=fes"
    assert around(cast, second, list=of_list) == ("FM-0001", third.reference)


def test_the_list_stays_while_one_walks_and_writes(cast: Cast) -> None:
    another(cast, 1)
    of_list = urlencode({"list": "kind=self_employed"})
    page = cast.client("RS1").get(f"{FILE}?{of_list}")
    sent = cast.client("RS1").post(f"{FILE}notes/?{of_list}", {"note-text": "Called"})
    assert page.context["neighbours"].after == f"/desk/fes/applications/FM-1001/?{of_list}"
    assert sent["Location"] == f"{FILE}?{of_list}#notes"


def test_answers_that_were_left_empty_are_folded(cast: Cast) -> None:
    page = cast.client("RS1").get(FILE)
    shown = [row.label for part in page.context["answers"] for row in part.rows if not row.text]
    assert (shown, "E-mail address" in page.context["unanswered"]) == ([], True)


def test_the_page_says_what_is_decided_and_asked_and_who_it_may_be_too(cast: Cast) -> None:
    twin = another(cast, 1, name="ZZC AP1 Name")
    reader = cast["RV"]
    Decision.objects.create(
        application=cast.application, outcome="decline", by=reader, reasons=["x"], note="Too early"
    )
    asked = {"questions": ["locality"], "asked_by": reader}
    InformationRequest.objects.create(application=cast.application, **asked)
    page = cast.client("RS1").get(FILE)
    standing = page.context["standing"]
    assert (standing.decision.note, [each.labels for each in standing.asked]) == (
        "Too early",
        [["Town, village or neighbourhood"]],
    )
    assert [each.application.pk for each in standing.twins] == [twin.pk]
    assert "Prepared: only the center knows." in page.text


def test_an_answer_is_written_into_the_conversation_that_is_there(cast: Cast) -> None:
    thread = Thread.objects.create(person=cast["AP1"], stop=cast.stop)
    sent = cast.client("RS1").post(f"{FILE}answers/", answer(cast))
    assert (sent["Location"], Message.objects.get(event="answer").thread) == (
        f"{FILE}#said",
        thread,
    )
    said = cast.client("RS1").get(FILE).context["beside"].said
    assert [entry.text for entry in said.entries] == ["مرحبا"]


def test_the_first_answer_begins_the_conversation_and_a_double_tap_writes_once(cast: Cast) -> None:
    for _tap in range(2):
        cast.client("RS1").post(f"{FILE}answers/", answer(cast))
    assert (Thread.objects.count(), Message.objects.filter(event="answer").count()) == (1, 1)


def test_a_refused_answer_stays_typed(cast: Cast) -> None:
    sent = cast.client("RS1").post(f"{FILE}answers/", {**answer(cast), "answer-text": " "})
    assert (sent.status_code, "answer" in sent.context) == (422, True)


def test_who_reads_without_names_finds_nothing_that_the_team_wrote(cast: Cast) -> None:
    rules(cast.stop, blind=True)
    fill(cast, 1)
    page = cast.client("RV").get(FILE)
    assert ("Note 1" in page.text, "Task 1" in page.text, "Question 1" in page.text) == (
        False,
        False,
        False,
    )
    doors = ("notes/", "tasks/", "answers/", "opinions/", "notes/reading/")
    assert [cast.client("RV").post(f"{FILE}{door}").status_code for door in doors] == [404] * 5
    whole = cast.client("RS1").get(FILE).text
    assert ("Note 1" in whole, "Task 1" in whole, "Question 1" in whole) == (True, True, True)


def test_nothing_leads_to_the_address_of_a_file_in_the_admin() -> None:
    pages = [*(HOUSE / "templates").rglob("*.html"), *HOUSE.glob("[a-z]*/**/*.py")]
    old = re.compile(r"applications_application_change\b(?!list)")
    leading = [path.relative_to(HOUSE).as_posix() for path in pages if old.search(path.read_text())]
    assert [path for path in leading if not path.startswith(("tests/", "node_modules/"))] == []
