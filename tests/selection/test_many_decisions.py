"""One decision about many files: in one act, as each was seen, or left as it stands by now."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from selection.decisions import prepare
from selection.many_decisions import Said, decide_many
from selection.models import Decision
from tests.applications.test_candidacy_actions import at_once
from tests.cast import gather
from tests.selection.judging import criteria, empty, file, files, judge, reader, with_criteria

if TYPE_CHECKING:
    from programs.models import Stop
    from tests.cast import Cast

AT = "/desk/fes/choosing/"


@pytest.fixture
def stop(cast: Cast) -> Stop:
    """The open stop, empty, with its criteria."""
    with_criteria(cast)
    return cast.stop


def post(cast: Cast, **form: Any) -> Any:
    """One act on the page, without a script."""
    return cast.client("RS1").post(f"{AT}decisions/", form)


def without_act(answer: Any) -> str:
    """Where one is led, without the number of what was just done."""
    return re.sub(r"[?&]act=[0-9a-f-]{36}", "", answer.headers["Location"])


def outcomes() -> list[tuple[Any, ...]]:
    """What is prepared, by file."""
    rows = Decision.objects.order_by("application__reference")
    return list(rows.values_list("application__reference", "outcome"))


def said(answer: Any) -> list[str]:
    """What the next page says."""
    return [str(each) for each in answer.wsgi_request._messages]  # noqa: SLF001  Django keeps them so


def test_a_hundred_are_refused_in_one_act_for_one_reason(cast: Cast, stop: Stop) -> None:
    files(stop, 100, verdict="no", form=50)
    seal = cast.client("RS1").get(f"{AT}?which=refused").context["whole"].seal
    answer = post(
        cast,
        which="refused",
        whole="1",
        seal=seal,
        outcome="decline",
        reasons=["need"],
        note="Late",
    )
    assert said(answer) == ["100 decisions are prepared."]
    rows = Decision.objects.values_list("outcome", "reasons", "note", "by").distinct()
    assert [(*row[:3], row[3]) for row in rows] == [
        ("decline", ["need"], "Late", cast["RS1"].pk),
    ]


@pytest.mark.parametrize("files", [1, 3])
def test_an_act_costs_the_same_for_one_and_for_three(stop: Stop, files: int) -> None:
    seen = {file(stop, number, form=50).pk: 0 for number in range(files)}
    by = reader()
    with CaptureQueriesContext(connection) as queries:
        decide_many(stop, seen, Said("decline"), by=by)
    assert len(queries) == 9


def test_ticked_files_are_decided_and_the_others_stay_open(cast: Cast, stop: Stop) -> None:
    one, two, _three = (file(stop, number, form=50) for number in (1, 2, 3))
    post(cast, file=[f"{one.pk}:0", f"{two.pk}:0"], outcome="wait")
    assert outcomes() == [("FM-0001", "wait"), ("FM-0002", "wait")]


def test_what_somebody_decided_meanwhile_is_left_and_counted(cast: Cast, stop: Stop) -> None:
    one, two = file(stop, 1, form=50), file(stop, 2, form=50)
    prepare(one, by=reader(2), outcome="accept")
    answer = post(cast, file=[f"{one.pk}:0", f"{two.pk}:0"], outcome="decline")
    assert outcomes() == [("FM-0001", "accept"), ("FM-0002", "decline")]
    assert said(answer)[1].startswith("1 file was left as it is")


def test_a_list_that_has_changed_since_it_was_looked_at_is_not_decided(
    cast: Cast, stop: Stop
) -> None:
    file(stop, 1, verdict="no", form=50)
    seal = cast.client("RS1").get(f"{AT}?which=refused").context["whole"].seal
    file(stop, 2, verdict="no", form=50)
    answer = post(cast, which="refused", whole="1", seal=seal, outcome="decline")
    assert (answer.status_code, answer.context["refused"].sentence, outcomes()) == (
        422,
        "The list has changed meanwhile. Please look once more.",
        [],
    )


@pytest.mark.parametrize("changed", ["another", "taken back"])
def test_a_changed_decision_changes_the_seal_of_its_list(
    cast: Cast, stop: Stop, changed: str
) -> None:
    read = file(stop, 1, form=50)
    prepare(read, by=reader(), outcome="wait")
    seals = [cast.client("RS1").get(AT).context["whole"].seal]
    if changed == "another":
        prepare(read, by=reader(), outcome="accept", seen=1)
    else:
        Decision.objects.all().delete()
    seals.append(cast.client("RS1").get(AT).context["whole"].seal)
    assert len(set(seals)) == 2


def test_a_decision_changed_in_a_group_keeps_its_note_and_leaves_the_order_of_the_list(
    cast: Cast, stop: Stop
) -> None:
    read = file(stop, 1, form=50)
    prepare(read, by=reader(), outcome="wait", note="Good, later", order=3)
    post(cast, file=[f"{read.pk}:1"], outcome="accept")
    row = Decision.objects.get()
    assert (row.outcome, row.note, row.order, row.version) == ("accept", "Good, later", None, 2)


def test_the_same_decision_again_keeps_the_reasons_that_were_chosen(cast: Cast, stop: Stop) -> None:
    read = file(stop, 1, form=50)
    prepare(read, by=reader(), outcome="decline", reasons=["reach"])
    post(cast, file=[f"{read.pk}:1"], outcome="decline")
    post(cast, one=f"decline:{read.pk}:1")
    row = Decision.objects.get()
    assert (row.reasons, row.version, row.by) == (["reach"], 1, reader())


def test_what_is_prepared_is_opened_again_in_one_act(cast: Cast, stop: Stop) -> None:
    files = [file(stop, number, form=50) for number in (1, 2)]
    for read in files:
        prepare(read, by=reader(), outcome="decline")
    answer = post(cast, file=[f"{read.pk}:1" for read in files], outcome="open")
    assert (outcomes(), said(answer)) == ([], ["2 files are open again."])


def test_a_file_of_which_no_reason_is_known_stays_open(cast: Cast, stop: Stop) -> None:
    judged, unknown = file(stop, 1, form=50), file(stop, 2, verdict="")
    post(cast, file=[f"{judged.pk}:0", f"{unknown.pk}:0"], outcome="decline")
    assert outcomes() == [("FM-0001", "decline")]


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"outcome": "decline"}, "Please tick some files first."),
        ({"file": ["1:0"]}, "Please say what is to become of them."),
        ({"file": ["1"], "outcome": "wait"}, "These files could not be read from the page."),
    ],
)
def test_an_act_that_says_too_little_changes_nothing(
    cast: Cast, stop: Stop, form: dict[str, Any], sentence: str
) -> None:
    file(stop, 1, form=50)
    answer = post(cast, **form)
    assert (answer.status_code, answer.context["refused"].sentence, outcomes()) == (
        422,
        sentence,
        [],
    )


def test_a_file_of_another_stop_is_not_decided_here(cast: Cast, stop: Stop) -> None:
    file(stop, 1, form=50)
    post(cast, file=[f"{cast.foreign.pk}:0"], outcome="wait")
    assert outcomes() == []


def test_one_row_that_is_pressed_is_decided(cast: Cast, stop: Stop) -> None:
    read = file(stop, 1, form=50)
    answer = post(cast, one=f"accept:{read.pk}:0", which="open")
    assert (without_act(answer), outcomes()) == (
        f"{AT}?which=open#FM-0001",
        [("FM-0001", "accept")],
    )


@pytest.mark.parametrize("look", ["", "?look=FM-0001"])
def test_a_typed_line_that_is_sent_by_the_key_presses_no_decision(
    cast: Cast, stop: Stop, look: str
) -> None:
    judge(file(stop, 1, verdict=""), "no", need=1)
    page = cast.client("RS1").get(f"{AT}{look}").content.decode()
    forms = page.split("<form")[1:]
    first = [
        form.split("<button", 1)[1].split(">", 1)[0]
        for form in forms
        if 'method="post"' in form.split(">", 1)[0] and "/choosing/" in form.split(">", 1)[0]
    ]
    assert set(first) == {' type="submit" disabled hidden'}


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_eight_who_decide_the_same_files_at_once_decide_each_once() -> None:
    cast = gather()
    criteria(cast.stop)
    empty(cast.stop)
    seen = {file(cast.stop, number, form=50).pk: 0 for number in range(12)}
    by = reader(2)
    acts = at_once(
        lambda number: (
            decide_many(cast.stop, seen, Said("wait" if number % 2 else "accept"), by=by).done
        ),
        8,
        threads=8,
    )
    versions = set(Decision.objects.values_list("version", flat=True))
    assert (sorted(acts), versions, Decision.objects.count()) == ([0] * 7 + [12], {1}, 12)  # type: ignore[type-var]
