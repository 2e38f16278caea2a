"""Notes, who is told of them, tasks with a day: what comes back in somebody's "Today"."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from desk.file.team import named_in
from desk.models import Label, Mention, Note, Task
from desk.todo import todo
from people.models import Membership, User
from people.todo import Desk
from selection.models import Merge, Recusal, Review
from tests.selection.judging import rules

if TYPE_CHECKING:
    from tests.cast import Cast

FILE = "/desk/fes/applications/FM-0001/"
TODAY = timezone.localdate


def waiting(cast: Cast, code: str, icon: str) -> tuple[int, str]:
    """How many things of a kind wait for somebody at the desk, and where."""
    stops = list(cast[code].stops_in_charge())
    items = todo(Desk(cast[code], stops, {}, timezone.now()))
    return next((each.count, each.url) for each in items if each.icon == icon)


def note(cast: Cast, text: str, to: str = "", code: str = "RS1") -> int:
    """Write one; the status of the answer."""
    sent = {"note-text": text, "note-to": cast[to].pk if to else ""}
    return cast.client(code).post(f"{FILE}notes/", sent).status_code


def task(cast: Cast, to: str, due: date, code: str = "RS1") -> int:
    """Give one; the status of the answer."""
    sent = {"task-text": "Call the person", "task-to": cast[to].pk, "task-due": due}
    return cast.client(code).post(f"{FILE}tasks/", sent).status_code


def test_a_note_tells_the_colleague_that_was_chosen(cast: Cast) -> None:
    note(cast, "Please look at the plan", to="RV")
    assert (waiting(cast, "RV", "pencil"), waiting(cast, "RS1", "pencil")) == (
        (1, f"{FILE}#notes"),
        (0, ""),
    )


def test_a_note_tells_whom_it_names_with_an_at(cast: Cast) -> None:
    note(cast, "@zzc rv name: they call back on Monday")
    assert (waiting(cast, "RV", "pencil")[0], Mention.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("@Salma please", ["Salma Idrissi"]),
        ("@سلمى انظري", ["سلمى العلوي"]),
        ("@salmane", []),
        ("Salma called", []),
        ("@Omar or who?", []),
        ("@omar alami!", ["Omar Alami"]),
        ("write to a@salma", ["Salma Idrissi"]),
    ],
)
def test_a_first_name_alone_names_somebody_where_nobody_else_has_it(
    text: str, told: list[str]
) -> None:
    names = ("Salma Idrissi", "Omar Alami", "Omar Tazi", "سلمى العلوي")
    team = [User(name=name) for name in names]
    assert [person.name for person in named_in(text, team)] == told


def test_what_was_read_waits_no_more(cast: Cast) -> None:
    note(cast, "One", to="RV")
    note(cast, "Two", to="RV")
    before = waiting(cast, "RV", "pencil")[0]
    cast.client("RV").get(FILE)
    looked = waiting(cast, "RV", "pencil")[0]
    cast.client("RV").post(f"{FILE}notes/reading/")
    assert (before, looked, waiting(cast, "RV", "pencil")[0]) == (2, 2, 0)


def test_whoever_writes_back_has_read_it(cast: Cast) -> None:
    note(cast, "One", to="RV")
    note(cast, "It is done", code="RV")
    assert waiting(cast, "RV", "pencil")[0] == 0


@pytest.mark.parametrize("to", ["RS2", "AP1", "EX1", "NS"])
def test_nobody_outside_the_team_is_told_or_given_anything(cast: Cast, to: str) -> None:
    assert (note(cast, "Look", to=to), task(cast, to, TODAY())) == (422, 422)
    assert (Note.objects.count(), Task.objects.count()) == (0, 0)


def test_who_is_off_a_file_is_told_nothing_of_it(cast: Cast) -> None:
    note(cast, "Look", to="RV")
    Recusal.objects.create(application=cast.application, reader=cast["RV"], by=cast["RS1"])
    assert (waiting(cast, "RV", "pencil")[0], note(cast, "Again", to="RV")) == (0, 422)


def test_who_reads_without_names_is_told_after_the_verdict(cast: Cast) -> None:
    rules(cast.stop, blind=True)
    refused = (note(cast, "Look", to="RV"), task(cast, "RV", TODAY()))
    named = note(cast, "@ZZC RV Name, look")
    judged = {"verdict": "yes", "judged_at": timezone.now(), "reviewer": cast["RV"]}
    Review.objects.create(application=cast.application, **judged)
    after = (note(cast, "Look", to="RV"), task(cast, "RV", TODAY()))
    assert (refused, named, after) == ((422, 422), 422, (302, 302))


def test_what_waited_is_hidden_when_a_stop_becomes_blind(cast: Cast) -> None:
    note(cast, "Look", to="RV")
    task(cast, "RV", TODAY())
    rules(cast.stop, blind=True)
    page = cast.client("RV").get("/desk/tasks/")
    assert (waiting(cast, "RV", "pencil")[0], waiting(cast, "RV", "check")[0]) == (0, 0)
    assert page.context["tasks"] == []


def test_a_task_comes_back_on_its_day_and_stands_out_when_late(cast: Cast) -> None:
    task(cast, "RV", TODAY() + timedelta(days=1))
    before = waiting(cast, "RV", "check")
    Task.objects.update(due=TODAY() - timedelta(days=1))
    late = cast.client("RV").get("/desk/tasks/").context["tasks"]
    assert (before[0], waiting(cast, "RV", "check"), [each.is_late for each in late]) == (
        0,
        (1, "/desk/tasks/"),
        [True],
    )


def test_a_task_is_done_once_and_may_be_taken_up_again(cast: Cast) -> None:
    task(cast, "RV", TODAY())
    move = f"{FILE}tasks/{Task.objects.get().pk}/"
    for code in ("RV", "RS1"):
        cast.client(code).post(f"{move}completion/")
    done = Task.objects.get().done_by
    cast.client("RS1").post(f"{move}resumption/")
    assert (done, Task.objects.get().done_at, waiting(cast, "RV", "check")[0]) == (
        cast["RV"],
        None,
        1,
    )


def test_a_task_of_another_file_is_not_there(cast: Cast) -> None:
    task(cast, "RV", TODAY())
    move = f"/desk/fes/applications/FM-0002/tasks/{Task.objects.get().pk}/completion/"
    assert cast.client("RS1").post(move).status_code == 404


@pytest.mark.parametrize("days", [-1, 400])
def test_a_task_is_for_a_day_to_come(cast: Cast, days: int) -> None:
    assert task(cast, "RV", TODAY() + timedelta(days=days)) == 422


def test_who_left_the_center_is_given_nothing_and_finds_nothing(cast: Cast) -> None:
    task(cast, "RV", TODAY())
    Membership.objects.filter(user=cast["RV"]).delete()
    cast.people["RV"] = User.objects.get(pk=cast["RV"].pk)
    assert (list(Task.objects.waiting_for(cast["RV"])), task(cast, "RV", TODAY())) == ([], 422)


def test_what_was_written_goes_along_when_files_are_joined(cast: Cast) -> None:
    Note.objects.create(application=cast.neighbour, author=cast["RV"], text="Of the other")
    given = {"to": cast["RV"], "by": cast["RV"], "due": TODAY(), "text": "Call"}
    row = Task.objects.create(application=cast.neighbour, **given)
    Merge.objects.create(kept=cast.application, merged=cast.neighbour, by=cast["RS1"])
    beside = cast.client("RS1").get(FILE).context["beside"]
    done = cast.client("RS1").post(f"{FILE}tasks/{row.pk}/completion/").status_code
    assert ([each.note.text for each in beside.notes], len(beside.tasks), done) == (
        ["Of the other"],
        1,
        302,
    )


def test_the_labels_that_are_ticked_are_those_of_the_file(cast: Cast) -> None:
    center = cast.stop.center
    plan, visit = (Label.objects.create(center=center, name=name) for name in ("Plan", "Visit"))
    other = Label.objects.create(center=cast.elsewhere.center, name="Elsewhere")
    borne = []
    for ticked in ([plan.pk, other.pk], [visit.pk], []):
        cast.client("RV").post(f"{FILE}labels/", {"labels": ticked})
        page = cast.client("RV").get(FILE).context
        borne.append([label.name for label in page["labels"]])
    assert borne == [["Plan"], ["Visit"], []]


def test_somebody_of_the_team_looks_after_a_file_or_nobody(cast: Cast) -> None:
    hands = []
    for to in (cast["RV"].pk, ""):
        cast.client("RS1").post(f"{FILE}charge/", {"to": to})
        hands.append(cast.client("RS1").get(FILE).context["responsible"])
    stranger = cast.client("RS1").post(f"{FILE}charge/", {"to": cast["RS2"].pk}).status_code
    assert (hands[0].person, hands[1], stranger) == (cast["RV"], None, 404)


def test_the_colleagues_to_tell_are_the_others_and_the_note_says_who_was_told(cast: Cast) -> None:
    note(cast, "Please look at the plan", to="RV")
    page = cast.client("RS1").get(FILE)
    offered = [name for _key, name in page.context["note"].fields["to"].choices]
    written = page.text.partition('id="notes"')[2].partition("</ul>")[0]
    said = " ".join(re.sub(r"<[^>]+>", " ", written).split())
    assert (cast["RS1"].name in offered, cast["RV"].name in offered) == (False, True)
    assert said.endswith(f"told: {cast['RV'].name}")
