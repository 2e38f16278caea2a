"""Deciding in secret: who is first is heard, and nobody overwrites what they have not seen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from applications.models import Application
from people.models import User
from selection.decisions import prepare, prepare_many, unprepare
from selection.models import Decision
from tests.cast import gather
from tests.crew import together
from tests.selection.judging import empty, file, judge, reader, with_criteria

if TYPE_CHECKING:
    from programs.models import Stop
    from tests.cast import Cast


@pytest.fixture
def stop(cast: Cast) -> Stop:
    """The open stop, empty, with its criteria."""
    with_criteria(cast)
    return cast.stop


def refused(application: Application, **how: Any) -> tuple[str, str]:
    """With which code, and in which words."""
    with pytest.raises(ValidationError) as refusal:
        prepare(application, **how)
    return str(refusal.value.code), refusal.value.messages[0]


def kept(application: Application) -> tuple[Any, ...]:
    """What stands in the database."""
    row = Decision.objects.get(application=application)
    return row.outcome, row.by_id, row.version, row.reasons, row.order, row.note


def test_the_first_word_stands_and_names_who_said_it(stop: Stop) -> None:
    read, first, second = file(stop, 1), reader(1), reader(2)
    prepare(read, by=first, outcome="accept", note="Good")
    with override("en"):
        refusal = refused(read, by=second, outcome="wait")
    assert refusal == ("changed", "Reader 1 has decided about this file meanwhile: Accept.")
    assert kept(read) == ("accept", first.pk, 1, [], None, "Good")


def test_whoever_saw_the_decision_may_change_it_once(stop: Stop) -> None:
    read, first, second = file(stop, 1), reader(1), reader(2)
    seen = prepare(read, by=first, outcome="accept").version
    assert prepare(read, by=second, outcome="wait", order=7, seen=seen).version == 2
    assert refused(read, by=first, outcome="accept", seen=seen)[0] == "changed"
    assert kept(read) == ("wait", second.pk, 2, [], 7, "")


def test_the_same_click_twice_is_harmless(stop: Stop) -> None:
    read, person = file(stop, 1), reader()
    assert [prepare(read, by=person, outcome="wait", order=3).version for _click in range(2)] == [
        1,
        1,
    ]


def test_a_decision_that_was_taken_back_and_made_anew_is_not_the_one_that_was_seen(
    stop: Stop,
) -> None:
    read, first, second = file(stop, 1), reader(1), reader(2)
    seen = prepare(read, by=first, outcome="accept").version
    unprepare(read, by=first, seen=seen)
    prepare(read, by=second, outcome="wait")
    assert refused(read, by=first, outcome="accept", seen=seen)[0] == "changed"
    assert kept(read) == ("wait", second.pk, 2, [], None, "")


def test_the_history_tells_who_took_a_decision_back(stop: Stop) -> None:
    read, first, second = file(stop, 1), reader(1), reader(2)
    seen = prepare(read, by=first, outcome="accept").version
    unprepare(read, by=second, seen=seen)
    events = Decision.pgh_event_model.objects.order_by("pgh_id").values_list("pgh_label", "by")
    assert list(events) == [("insert", first.pk), ("update", second.pk), ("delete", second.pk)]


def test_only_what_was_seen_is_taken_back(stop: Stop) -> None:
    read, first = file(stop, 1), reader(1)
    prepare(read, by=first, outcome="accept")
    with pytest.raises(ValidationError) as refusal:
        unprepare(read, by=reader(2), seen=9)
    assert (refusal.value.code, Decision.objects.count()) == ("changed", 1)


def test_who_is_declined_is_told_why_by_the_weakest_criteria_or_the_named_ones(stop: Stop) -> None:
    read, named, person = file(stop, 1, verdict=""), file(stop, 2), reader()
    judge(read, "no", maturity=4, need=0, reach=4)
    assert prepare(read, by=person, outcome="decline").reasons == ["need"]
    assert prepare(named, by=person, outcome="decline", reasons=["reach", "nonsense"]).reasons == [
        "reach"
    ]


@pytest.mark.parametrize("reasons", [[], ["nonsense"]])
def test_declining_without_a_reason_is_refused(stop: Stop, reasons: list[str]) -> None:
    with override("en"):
        refusal = refused(file(stop, 1), by=reader(), outcome="decline", reasons=reasons)
    assert refusal == ("reasons", "Please say which criteria were missing.")


def test_accepting_keeps_no_reason_and_no_place_in_the_list(stop: Stop) -> None:
    read = file(stop, 1)
    prepare(read, by=reader(), outcome="accept", reasons=["reach"], order=4)
    assert kept(read)[3:5] == ([], None)


@pytest.mark.parametrize("state", ["withdrawn", "declined"])
def test_what_is_decided_or_gone_is_not_prepared(stop: Stop, state: str) -> None:
    read = file(stop, 1, state=state)
    assert refused(read, by=reader(), outcome="accept")[0] == "decided"
    with pytest.raises(ValidationError) as refusal:
        unprepare(read, by=reader(), seen=1)
    assert refusal.value.code == "decided"


def test_many_are_prepared_at_once_and_nobody_is_overwritten(stop: Stop, cast: Cast) -> None:
    one, two, three, four = (file(stop, number) for number in (1, 2, 3, 4))
    prepare(three, by=reader(2), outcome="accept")
    Application.objects.filter(pk=four.pk).update(state="withdrawn")
    wanted = {
        one.pk: "accept",
        two.pk: "wait",
        three.pk: "wait",
        four.pk: "accept",
        cast.foreign.pk: "accept",
    }
    counts = prepare_many(stop, wanted, by=reader(), orders={one.pk: 1, two.pk: 2}, note="Proposal")
    assert (dict(counts), kept(one)[::4], kept(two)[::4], Decision.objects.count()) == (
        {"accept": 1, "wait": 1},
        ("accept", None),
        ("wait", 2),
        3,
    )


def test_many_are_declined_each_with_its_own_reason(stop: Stop) -> None:
    weak, strong, prepared = (file(stop, number, verdict="") for number in (1, 2, 3))
    judge(weak, "no", maturity=0, need=4, reach=4)
    judge(strong, "no", maturity=4, need=4, reach=0)
    prepare(prepared, by=reader(), outcome="accept")
    counts = prepare_many(
        stop, dict.fromkeys([weak.pk, strong.pk, prepared.pk], "decline"), by=reader()
    )
    assert (dict(counts), kept(weak)[3], kept(strong)[3], kept(prepared)[0]) == (
        {"decline": 2},
        ["maturity"],
        ["reach"],
        "accept",
    )


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_of_twenty_who_decide_at_once_one_is_heard() -> None:
    stop = empty(gather().stop)
    read = file(stop, 1)
    people = [reader(number) for number in range(20)]

    def decide(person: User) -> str:
        try:
            prepare(read, by=person, outcome="accept")
        except ValidationError as refusal:
            return str(refusal.code)
        return "heard"

    results = sorted(together([partial(decide, person) for person in people]))
    assert (results, Decision.objects.count()) == (["changed"] * 19 + ["heard"], 1)
