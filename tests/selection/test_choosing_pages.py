"""The pages on which a manager chooses: decisions in rows, shares, what if, a mere proposal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications.models import Application
from selection.decisions import prepare
from selection.models import Decision, Selection, Target
from tests.selection.judging import file, judge, reader, rules, with_criteria

if TYPE_CHECKING:
    from programs.models import Stop
    from tests.cast import Cast

AT = "/desk/fes/choosing/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def stop(cast: Cast) -> Stop:
    """The open stop, empty, with its criteria."""
    with_criteria(cast)
    return cast.stop


def decide(cast: Cast, read: Application, outcome: str, **form: Any) -> Any:
    """Press a button in the row, without a script."""
    return cast.client("RS1").post(f"{AT}{read.reference}/decision/", {"outcome": outcome, **form})


def seen(cast: Cast, query: str = "") -> list[str]:
    """The numbers of the files on the page, in order."""
    return [line.reference for line in cast.client("RS1").get(f"{AT}{query}").context["lines"]]


def without_act(answer: Any) -> str:
    """Where one is led, without the number of what was just done."""
    return re.sub(r"[?&]act=[0-9a-f-]{36}", "", answer.headers["Location"])


def outcomes() -> list[tuple[Any, ...]]:
    """What is prepared."""
    return list(
        Decision.objects.order_by("application").values_list("application__reference", "outcome")
    )


def test_the_best_score_comes_first_and_unjudged_files_are_asked_for(
    cast: Cast, stop: Stop
) -> None:
    file(stop, 1, form=40)
    best = file(stop, 2, verdict="", form=10)
    judge(best, maturity=4, need=4, reach=4)
    file(stop, 3, verdict="", form=99)
    assert (seen(cast), seen(cast, "?which=unread")) == (["FM-0002", "FM-0001"], ["FM-0003"])


def test_the_list_is_narrowed_by_what_is_decided_and_by_who_they_are(
    cast: Cast, stop: Stop
) -> None:
    prepare(file(stop, 1, answers={"area": "rural"}), by=reader(), outcome="accept")
    judge(file(stop, 2, gender="woman"), "no", slot=2)
    prepare(file(stop, 3, verdict=""), by=reader(), outcome="wait")
    choices = ("accept", "wait", "decline", "open", "differ", "nonsense")
    lists = [seen(cast, f"?which={which}") for which in choices]
    assert lists == [
        ["FM-0001"],
        ["FM-0003"],
        [],
        ["FM-0002"],
        ["FM-0002"],
        ["FM-0001", "FM-0002", "FM-0003"],
    ]
    assert [
        seen(cast, f"?side={side}") for side in ("area:rural", "gender:woman", "kind:micro", "x:y")
    ] == [
        ["FM-0001"],
        ["FM-0002"],
        [],
        ["FM-0001", "FM-0002", "FM-0003"],
    ]


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(cast: Cast, stop: Stop, people: int) -> None:
    for number in range(people):
        prepare(file(stop, number, form=50), by=reader(), outcome="accept")
    cast.client("RS1").get(AT)
    with CaptureQueriesContext(connection) as queries:
        cast.client("RS1").get(AT)
    assert len(queries) == 13  # one of them asks for the stops of the menu


def test_looking_keeps_nothing(cast: Cast, stop: Stop) -> None:
    file(stop, 1)
    for page in (
        "",
        "gauges/",
        "targets/",
        "what-if/",
        "what-if/?asked=1&threshold=50&who=gender:woman&more=30",
    ):
        assert cast.client("RS1").get(f"{AT}{page}").status_code == 200
    assert (Selection.objects.count(), Target.objects.count(), Decision.objects.count()) == (
        0,
        0,
        0,
    )


def test_a_number_that_is_none_opens_no_panel(cast: Cast, stop: Stop) -> None:
    file(stop, 1)
    for headers in ({}, HTMX):
        answer = cast.client("RS1").get(AT, {"look": "\x00"}, headers=headers)
        assert answer.status_code == 200


def test_a_decision_is_made_changed_and_taken_back_in_its_row(cast: Cast, stop: Stop) -> None:
    read = file(stop, 1)
    answer = decide(cast, read, "accept", which="open")
    assert (without_act(answer), outcomes()) == (
        f"{AT}?which=open#FM-0001",
        [("FM-0001", "accept")],
    )
    decide(cast, read, "wait", seen="1", order="3", note="Good, later")
    row = Decision.objects.get()
    assert (row.outcome, row.order, row.note, row.version, row.by) == (
        "wait",
        3,
        "Good, later",
        2,
        cast["RS1"],
    )
    decide(cast, read, "", seen="2")
    assert outcomes() == []


def test_a_decline_without_a_word_names_where_the_file_is_weakest(cast: Cast, stop: Stop) -> None:
    read = file(stop, 1, verdict="")
    judge(read, "no", maturity=4, need=1, reach=4)
    decide(cast, read, "decline")
    assert Decision.objects.get().reasons == ["need"]
    decide(cast, read, "decline", seen="1", reasons=["reach"])
    assert Decision.objects.get().reasons == ["reach"]


def test_who_decided_meanwhile_is_named_in_the_row_and_nothing_is_overwritten(
    cast: Cast, stop: Stop
) -> None:
    read = file(stop, 1)
    prepare(read, by=reader(2), outcome="accept")
    answer = decide(cast, read, "wait")
    sentence = "Reader 2 has decided about this file meanwhile: Accept."
    assert (answer.status_code, answer.context["looked"].refusal) == (422, sentence)
    assert outcomes() == [("FM-0001", "accept")]


def test_htmx_gets_the_row_and_the_gauges_alone(cast: Cast, stop: Stop) -> None:
    read = file(stop, 1, verdict="no")
    answer = cast.client("RS1").post(
        f"{AT}{read.reference}/decision/", {"outcome": "accept"}, headers=HTMX
    )
    page = answer.content.decode()
    assert (
        "<html" in page,
        answer.context["gauges"].chosen,
        re.findall(r'<tr[^>]* id="([^"]+)"', page),
    ) == (
        False,
        1,
        ["FM-0001"],
    )


def test_a_row_whose_file_went_elsewhere_says_so(cast: Cast, stop: Stop) -> None:
    read = file(stop, 1, state="withdrawn")
    answer = cast.client("RS1").post(
        f"{AT}{read.reference}/decision/", {"outcome": "accept"}, headers=HTMX
    )
    assert (answer.context["rows"], "can no longer be changed" in answer.content.decode()) == (
        "",
        True,
    )


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        (
            {"reasons": ["nonsense"]},
            "Select a valid choice. nonsense is not one of the available choices.",
        ),
        ({"order": "0"}, "Ensure this value is greater than or equal to 1."),
        ({"order": "first"}, "Enter a whole number."),
        ({"note": "x" * 501}, "Ensure this value has at most 500 characters (it has 501)."),
    ],
)
def test_what_is_not_understood_changes_nothing_and_stays_typed(
    cast: Cast, stop: Stop, form: dict[str, Any], sentence: str
) -> None:
    answer = decide(cast, file(stop, 1), "accept", **form)
    words = answer.context["looked"].words
    assert (answer.status_code, outcomes(), words.wrong) == (422, [], {next(iter(form)): sentence})
    assert sentence in answer.content.decode()
    assert (words.reasons, words.order, words.note) == (
        tuple(form.get("reasons", ())),
        form.get("order", ""),
        form.get("note", ""),
    )


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_words_typed_while_somebody_else_decided_are_still_there(
    cast: Cast, stop: Stop, headers: dict[str, str]
) -> None:
    read = file(stop, 1)
    prepare(read, by=reader(2), outcome="accept", note="theirs")
    form = {"outcome": "decline", "reasons": ["reach"], "note": "Two lines of why", "order": "7"}
    answer = cast.client("RS1").post(f"{AT}{read.reference}/decision/", form, headers=headers)
    page = answer.content.decode()
    assert (
        'value="reach" checked' in page,
        'value="Two lines of why"' in page,
        'value="7"' in page,
    ) == (True,) * 3
    assert Decision.objects.get().note == "theirs"


def test_shares_are_kept_changed_and_dropped(cast: Cast) -> None:
    def wanted() -> list[tuple[Any, ...]]:
        return list(Target.objects.values_list("dimension", "value", "share"))

    browser, at = cast.client("RS1"), f"{AT}targets/"
    browser.post(at, {"who": "gender:woman", "more": "40"})
    browser.post(at, {"share-gender-woman": "45", "who": "area:rural", "more": "20"})
    assert wanted() == [("area", "rural", 20), ("gender", "woman", 45)]
    browser.post(at, {"share-gender-woman": "", "share-area-rural": "25"})
    assert wanted() == [("area", "rural", 25)]


@pytest.mark.parametrize(
    ("form", "field", "sentence"),
    [
        ({"who": "gender:woman"}, "more", "Please give both: of whom, and how many percent."),
        ({"more": "20"}, "who", "Please give both: of whom, and how many percent."),
        ({"share-area-rural": "70", "who": "area:urban", "more": "31"}, "__all__", None),
        (
            {"who": "gender:woman", "more": "101"},
            "more",
            "Ensure this value is less than or equal to 100.",
        ),
    ],
)
def test_shares_that_cannot_be_are_refused(
    cast: Cast, stop: Stop, form: dict[str, str], field: str, sentence: str | None
) -> None:
    Target.objects.create(selection=rules(stop), dimension="area", value="rural", share=25)
    answer = cast.client("RS1").post(f"{AT}targets/", form)
    expected = sentence or "The shares of “Town or countryside” add up to 101 percent."
    assert (answer.status_code, answer.context["form"].errors) == (422, {field: [expected]})


def test_what_if_tells_who_comes_in_and_who_goes_out(cast: Cast, stop: Stop) -> None:
    rules(stop)
    type(stop).objects.filter(pk=stop.pk).update(places=2)
    for number, form in ((1, 90), (2, 80), (3, 30)):
        file(stop, number, form=form, gender="woman" if number == 3 else "man")
    url = f"{AT}what-if/?asked=1&keep=on&threshold=20&who=gender:woman&more=50"
    proposal = cast.client("RS1").get(url).context["proposal"]
    groups = [
        [each.reference for each in group]
        for group in (proposal.taken, proposal.coming, proposal.going)
    ]
    share = proposal.shares[0]
    assert groups == [["FM-0001", "FM-0003"], [], ["FM-0002"]]
    assert (share.wanted, share.reached, share.people, share.cost) == (1, 1, 1, 50.0)


def test_a_proposal_is_prepared_as_it_was_left_and_the_others_as_asked(
    cast: Cast, stop: Stop
) -> None:
    taken, left, refused, unread = (
        file(stop, n, verdict=v) for n, v in enumerate(("yes", "yes", "no", ""), start=1)
    )
    prepared = file(stop, 5)
    prepare(prepared, by=reader(), outcome="wait")
    judge(refused, "no", slot=2, maturity=0)
    form = {"accept": [taken.pk, prepared.pk], "rest": "split"}
    cast.client("RS1").post(f"{AT}what-if/preparation/", form)
    assert outcomes() == [
        ("FM-0001", "accept"),
        ("FM-0002", "wait"),
        ("FM-0003", "decline"),
        ("FM-0005", "wait"),
    ]
    assert not Decision.objects.filter(application__in=[unread]).exists()
    assert Application.objects.filter(pk__in=[taken.pk, left.pk], state="submitted").count() == 2


def test_a_file_of_another_stop_is_not_prepared(cast: Cast) -> None:
    answer = cast.client("RS1").post(f"{AT}what-if/preparation/", {"accept": [cast.foreign.pk]})
    assert (answer.headers["Location"], outcomes()) == (f"{AT}what-if/", [])
