"""No published number, nor what follows from all, is about 1 to 4 people (SAFETY P1 and P2)."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from microlabs.demo.crowd import crowd
from reporting.breakdowns import BREAKDOWNS as BREAKDOWN_ROWS
from reporting.breakdowns import public_for
from reporting.populations import PUBLIC
from reporting.release import renewed
from reporting.suppression import SMALLEST, first_lines, next_lines, remembered
from tests.reporting.audit import Audit, Truth

DOMAINS = {
    "province": ["FES", "MEK", "TAZ", "SEF", "-"],
    "kind": ["project", "micro", "cooperative"],
    "stage": ["idea", "running", "-"],
    "gender": ["woman", "man", "-"],
    "sector": ["trade", "textile", "digital", "food", "-"],
    "age_band": ["under_25", "from_25", "-"],
    "area": ["urban", "rural", "-"],
}
VALUES = {breakdown: len(values) for breakdown, values in DOMAINS.items()}
BREAKDOWNS = list(DOMAINS)
TABLE = ("applications", "kind")


@st.composite
def person(draw: st.DrawFn) -> tuple[str, ...]:
    """Somebody, more often of the first values: small groups must come up."""
    picks = [
        min(draw(st.integers(0, 9)) // 2, len(values) - 1) ** 2 // max(len(values) - 1, 1)
        for values in DOMAINS.values()
    ]
    return tuple(values[pick] for values, pick in zip(DOMAINS.values(), picks, strict=True))


night = st.tuples(st.lists(person(), max_size=40), st.floats(0, 1))
nights = st.lists(night, min_size=1, max_size=3)


def truth_of(people: Sequence[tuple[str, ...]], taking_part: int) -> Truth:
    truth: Truth = {}
    for population, crowd_of in (("applications", people), ("participants", people[:taking_part])):
        truth[population, "total"] = {"": len(crowd_of)}
        for place, breakdown in enumerate(BREAKDOWNS):
            truth[population, breakdown] = dict(Counter(each[place] for each in crowd_of))
    return truth


def lived(series: list[tuple[list[tuple[str, ...]], float]]) -> list[Truth]:
    """The truth of each night: people arrive, some of them are accepted, nobody leaves."""
    people: list[tuple[str, ...]] = []
    taking_part, truths = 0, []
    for arrived, part in series:
        people = people + arrived
        taking_part = max(taking_part, int(len(people) * part))
        truths.append(truth_of(people, taking_part))
    return truths


def published(truths: list[Truth]) -> list[Truth]:
    """What our house shows, night after night."""
    seen: defaultdict[tuple[str, str], dict[str, list[int]]] = defaultdict(dict)
    shown = []
    for truth in truths:
        tables = renewed(defaultdict(dict, truth), seen, VALUES)
        for key, lines in tables.items():
            seen[key] = remembered(seen[key], lines)
        shown.append(tables)
    return shown


def everything(truths: list[Truth]) -> list[Truth]:
    """What a house without suppression shows: every count of every public table."""
    tables = {
        population: ["total", *(each.code for each in public_for(population))]
        for population in PUBLIC
    }
    keys = [(str(population), table) for population, codes in tables.items() for table in codes]
    return [{key: truth[key] for key in keys} for truth in truths]


def audit(truths: list[Truth], shown: list[Truth]) -> list[tuple[object, ...]]:
    attacker = Audit(DOMAINS, nights=len(truths))
    for number, tables in enumerate(shown):
        attacker.read(number, tables)
    return list(attacker.narrow(truths))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(nights)
def test_no_small_group_can_be_guessed_from_all_that_was_ever_published(
    series: list[tuple[list[tuple[str, ...]], float]],
) -> None:
    truths = lived(series)
    assert audit(truths, published(truths)) == []


@settings(
    max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
@given(nights)
def test_no_number_and_no_difference_of_two_nights_is_about_1_to_4_people(
    series: list[tuple[list[tuple[str, ...]], float]],
) -> None:
    history: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    apart = []
    for tables in published(lived(series)):
        for key, lines in tables.items():
            names = frozenset(lines)
            for value, count in lines.items():
                history[key if value or key[1] == "total" else (key, names), value].append(count)
        if {("applications", "total"), ("participants", "total")} <= tables.keys():
            apart.append(tables["applications", "total"][""] - tables["participants", "total"][""])
    numbers = [count for counts in history.values() for count in counts] + apart
    steps = [
        abs(one - other) for counts in history.values() for one, other in combinations(counts, 2)
    ]
    assert [number for number in [*numbers, *steps] if 0 < number < SMALLEST] == []


def test_without_suppression_the_audit_turns_red() -> None:
    many = [("FES", "project", "idea", "woman", "trade", "from_25", "urban")] * 30
    people = many + [("TAZ", "micro", "idea", "man", "food", "from_25", "urban")] * 2
    truths = [truth_of(people, 0)]
    assert ("applications", "province", "TAZ", 0, 2) in audit(truths, everything(truths))


@pytest.mark.parametrize("growth", [1, 4])
def test_without_steps_of_five_the_audit_turns_red(growth: int) -> None:
    before = [("FES", "project", "idea", "woman", "trade", "from_25", "urban")] * 30
    truths = [truth_of(before, 0), truth_of(before + before[:growth], 0)]
    assert ("growth", "applications", "province", "FES", 1, growth) in audit(
        truths, everything(truths)
    )


def test_everything_published_about_the_demonstration_withstands_the_audit() -> None:
    rows = [
        tuple(str(applicant.answers.get(code, "-")) for code in DOMAINS)
        for applicant in sorted(
            crowd(date(2026, 11, 23), 40), key=lambda applicant: not applicant.takes_part
        )
    ]
    provinces = [*sorted({row[0] for row in rows}), "MA-BOM", "MA-IFR", "MA-HAJ", "MA-TAO", "-"]
    domains = {
        "province": provinces,
        "kind": ["project", "self_employed", "micro", "cooperative"],
        "stage": ["idea", "starting", "running", "growing", "-"],
        "gender": ["woman", "man", "-"],
        "sector": [*sorted({row[4] for row in rows}), "-"],
        "age_band": ["under_25", "from_25", "from_35", "from_45", "from_60", "-"],
        "area": ["urban", "rural", "-"],
    }
    truth = truth_of(rows, 360)
    tables = renewed(
        defaultdict(dict, truth),
        defaultdict(dict),
        {name: len(values) for name, values in domains.items()},
    )
    attacker = Audit(domains, nights=1)
    attacker.read(0, tables)
    assert list(attacker.narrow([truth])) == []
    assert tables["applications", "province"] == {"MA-FES": 330, "MA-MEK": 158, "MA-TAZ": 5, "": 7}


@pytest.mark.parametrize(
    ("live", "lines"),
    [
        ({"a": 20, "b": 10, "c": 5}, {"a": 20, "b": 10, "c": 5}),
        ({"a": 20, "b": 10, "c": 3, "d": 2}, {"a": 20, "b": 10, "": 5}),
        ({"a": 20, "b": 10, "c": 3}, {"a": 20, "": 13}),
        ({"a": 20, "b": 4}, {}),
        ({"a": 4}, {}),
        ({}, {}),
    ],
)
def test_the_first_lines_hide_small_groups_among_larger_ones(
    live: dict[str, int], lines: dict[str, int]
) -> None:
    assert first_lines(live, values=5) == lines


@pytest.mark.parametrize(
    ("live", "lines"),
    [
        ({"a": 25, "b": 10, "c": 3, "d": 2}, {"a": 25, "b": 10, "": 5}),  # one line moves by five
        ({"a": 21, "b": 10, "c": 3, "d": 2}, {}),  # one line would move by one
        (
            {"a": 20, "b": 10, "c": 8, "d": 5},
            {"a": 20, "b": 10, "c": 8, "": 5},
        ),  # a value leaves the rest
        (
            {"a": 20, "b": 10, "c": 8, "d": 2},
            {"a": 20, "b": 10, "": 10},
        ),  # it may not yet: the rest would shrink
        ({"a": 20, "b": 3, "c": 3, "d": 2}, {}),  # a line has become too small
    ],
)
def test_the_next_lines_move_by_five_or_stay(live: dict[str, int], lines: dict[str, int]) -> None:
    assert next_lines(live, 5, {"a": [20], "b": [10], "": [5]}) == lines


def test_a_delicate_table_that_says_one_thing_of_everybody_is_not_shown() -> None:
    one = {"declined": 20}
    two = {"declined": 20, "accepted": 5}
    tables = {
        (delicate, len(lines)): renewed(
            defaultdict(
                dict, {("applications", "total"): {"": 25}, ("applications", "kind"): lines}
            ),
            defaultdict(dict),
            {each.code: 9 for each in BREAKDOWN_ROWS},
            {"kind"} if delicate else (),
        ).get(TABLE)
        for delicate in (True, False)
        for lines in (one, two)
    }
    assert tables == {(True, 1): None, (True, 2): two, (False, 1): one, (False, 2): two}


def test_a_delicate_table_stays_as_it_was_while_it_would_say_one_thing() -> None:
    past = {("applications", "total"): {"": [25]}, TABLE: {"a": [20], "b": [5]}}
    live = {("applications", "total"): {"": 40}, TABLE: {"a": 40}}
    shown = renewed(
        defaultdict(dict, live),
        defaultdict(dict, past),
        {each.code: 9 for each in BREAKDOWN_ROWS},
        {"kind"},
    )
    assert TABLE not in shown


def test_a_breakdown_by_a_need_an_outcome_or_a_refusal_is_delicate() -> None:
    telling = re.compile(r"need|theme|state|outcome|decision|declin|refus|reason|verdict")
    rows = [
        each for each in BREAKDOWN_ROWS if telling.search(f"{each.code} {each.key} {each.join}")
    ]
    assert [each.code for each in rows if not each.delicate] == []
