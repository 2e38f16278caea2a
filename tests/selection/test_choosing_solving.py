"""The best selection under least shares: exact, repeatable, and honest when there is none."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest

from selection.choosing.pool import Candidate
from selection.choosing.proposal import Conditions, Proposal, propose
from selection.choosing.solving import Quota, best, conflict

WOMAN, RURAL = ("gender", "woman"), ("area", "rural")


def by_trying(scores: list[float], places: int, quotas: list[Quota]) -> float | None:
    """The best total, found by trying every selection; None when no selection fits."""
    sums = [
        sum(scores[index] for index in taken)
        for size in range(places + 1)
        for taken in combinations(range(len(scores)), size)
        if all(len(quota.members.intersection(taken)) >= quota.need for quota in quotas)
    ]
    return max(sums) if sums else None


@pytest.mark.parametrize("seed", range(40))
def test_nobody_finds_a_better_selection_by_trying_them_all(seed: int) -> None:
    rng = Random(seed)  # noqa: S311  cases, no secret
    count, places = rng.randint(1, 9), rng.randint(0, 6)
    scores = [float(rng.randint(1, 9)) for _each in range(count)]
    quotas = [
        Quota(frozenset(index for index in range(count) if rng.random() < 0.5), rng.randint(-1, 3))
        for _each in range(rng.randint(0, 3))
    ]
    solved, expected = best(scores, places, quotas), by_trying(scores, places, quotas)
    reached = [
        len(solved.taken & quota.members) >= quota.need - lacking
        for quota, lacking in zip(quotas, solved.lacking, strict=True)
    ]
    assert (len(solved.taken) <= places, all(reached)) == (True, True)
    assert (any(solved.lacking), bool(conflict(scores, places, quotas))) == (expected is None,) * 2
    if expected is not None:
        assert sum(scores[index] for index in solved.taken) == pytest.approx(expected)


def test_among_equals_who_came_first_is_taken() -> None:
    assert best([50.0] * 5, 2, [Quota(frozenset({3, 4}), 1)]).taken == {0, 3}


def test_a_place_is_never_left_empty_for_a_score_of_nothing() -> None:
    assert best([0.0, 0.0], 2, []).taken == {0, 1}


def test_what_cannot_be_together_is_named_and_no_more() -> None:
    quotas = [Quota(frozenset({0, 1}), 2), Quota(frozenset({4}), 1), Quota(frozenset({2, 3}), 2)]
    scores = [5.0, 4.0, 3.0, 2.0, 1.0]
    assert (conflict(scores, 3, quotas), conflict(scores, 3, quotas[:1])) == ([0, 2], [])


def test_what_lacks_people_lacks_as_few_as_possible() -> None:
    solved = best([9.0, 8.0, 7.0], 3, [Quota(frozenset({2}), 2), Quota(frozenset({0, 1}), 2)])
    assert (set(solved.taken), solved.lacking) == ({0, 1, 2}, (1, 0))


def candidate(pk: int, score: float, *dimensions: tuple[str, str], **values: object) -> Candidate:
    """A file that somebody said yes to."""
    fields = {"verdicts": ("yes",), "outcome": "", "seated": False, "chosen": False, **values}
    who = {"pk": pk, "reference": f"FM-{pk:04}", "name": f"P{pk}", "score": score}
    return Candidate(dimensions=frozenset(dimensions), **who, **fields)  # type: ignore[arg-type]


def people(*groups: tuple[Candidate, ...]) -> list[list[int]]:
    """Who they are."""
    return [[each.pk for each in group] for group in groups]


@pytest.fixture
def candidates() -> list[Candidate]:
    """Eight of them, the best first."""
    return [
        candidate(1, 90, seated=True, chosen=True, verdicts=()),
        candidate(2, 85, chosen=True),
        candidate(3, 80, outcome="wait"),
        candidate(4, 75, WOMAN, outcome="accept", chosen=True),
        candidate(5, 70, chosen=True),
        candidate(6, 60, verdicts=()),
        candidate(7, 50, RURAL, verdicts=("wait",)),
        candidate(8, 40, WOMAN, verdicts=("no",)),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("conditions", "taken", "coming", "going", "following"),
    [
        (Conditions(3, {}), [1, 4, 2], [], [5], [5, 7]),
        (Conditions(3, {}, keep=False), [1, 2, 3], [3], [4, 5], [5, 7]),
        (Conditions(9, {}, unread=True), [1, 4, 2, 5, 6, 7], [6, 7], [], []),
        (Conditions(9, {}, threshold=70), [1, 4, 2, 5], [], [], []),
        (Conditions(3, {RURAL: 20}), [1, 4, 7], [7], [2, 5], [2, 5]),
        (Conditions(1, {}), [1, 4], [], [2, 5], [2, 5, 7]),
    ],
)
def test_what_if(
    candidates: list[Candidate],
    conditions: Conditions,
    taken: list[int],
    coming: list[int],
    going: list[int],
    following: list[int],
) -> None:
    proposal = propose(candidates, conditions)
    groups = people(
        proposal.taken,
        proposal.coming,
        proposal.going,
        tuple(each for each in proposal.following if not each.outcome),
    )
    assert groups == [taken, coming, going, following]


def explained(proposal: Proposal) -> list[tuple[object, ...]]:
    """What is said of each share."""
    return [
        (each.wanted, each.reached, each.possible, each.people, each.cost)
        for each in proposal.shares
    ]


@pytest.mark.django_db
def test_a_share_says_what_it_costs_and_whom_it_brings(candidates: list[Candidate]) -> None:
    proposal = propose(candidates, Conditions(3, {RURAL: 20, WOMAN: 30}))
    assert (explained(proposal), proposal.conflict) == ([(1, 1, 1, 1, 35.0), (1, 1, 1, 0, 0.0)], ())


@pytest.mark.django_db
def test_a_share_without_people_says_so_and_the_nearest_selection_is_shown(
    candidates: list[Candidate],
) -> None:
    proposal = propose(candidates, Conditions(4, {RURAL: 50}))
    assert (explained(proposal), proposal.conflict, [each.pk for each in proposal.taken]) == (
        [(2, 1, 1, 1, 20.0)],
        ("قرية",),
        [1, 4, 2, 7],
    )


@pytest.mark.django_db
def test_only_those_who_are_not_decided_are_offered(candidates: list[Candidate]) -> None:
    proposal = propose(candidates, Conditions(4, {}))
    assert (people(proposal.offered), proposal.settled, proposal.left, proposal.mean) == (
        [[2, 5]],
        2,
        0,
        76.7,
    )
