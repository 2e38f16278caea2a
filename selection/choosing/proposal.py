"""What if: who would get a place under a threshold and least shares, and what each share costs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from selection.choosing.solving import Quota, Solved, best, conflict
from selection.gauges import grouped, labels, people_wanted
from selection.models import Decision

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from selection.choosing.pool import Candidate
    from selection.gauges import Group

Outcome = Decision.Outcome
Side = tuple[str, str]
NEXT = 20  # so many of those who just miss a place are offered for an exchange


@dataclass(frozen=True)
class Conditions:
    """What somebody wants to know: from which score on, and with which least shares, in percent.

    `keep` leaves what is prepared as it is; `unread` lets files in that nobody has judged.
    """

    places: int
    shares: Mapping[Side, int]
    threshold: float = 0
    keep: bool = True
    unread: bool = False

    def settles(self, candidate: Candidate) -> bool:
        """Whether nothing is asked about a file: it is seated, or its decision is kept."""
        return candidate.seated or bool(self.keep and candidate.outcome)

    def admits(self, candidate: Candidate) -> bool:
        """Whether a file may be proposed."""
        readable = candidate.is_read or self.unread
        return (
            not self.settles(candidate)
            and readable
            and not candidate.is_refused
            and candidate.score >= self.threshold
        )


@dataclass(frozen=True)
class Share:
    """What a least share does.

    `people` come in by it whose score alone would not do; `cost` is in points of all.
    """

    label: str
    share: int
    wanted: int
    reached: int
    possible: int
    people: int
    cost: float

    @property
    def missing(self) -> int:
        """How many people it lacks."""
        return max(self.wanted - self.reached, 0)


@dataclass(frozen=True)
class Proposal:
    """The best selection under `conditions`, and how it differs from what stands; never saved."""

    conditions: Conditions
    taken: tuple[Candidate, ...]
    settled: int  # of those taken: seated, or prepared and kept
    coming: tuple[Candidate, ...]
    going: tuple[Candidate, ...]
    following: tuple[Candidate, ...]  # the next best
    groups: tuple[Group, ...]
    shares: tuple[Share, ...]
    conflict: tuple[str, ...]  # the shares that cannot be reached together

    @property
    def offered(self) -> tuple[Candidate, ...]:
        """Whom the button would accept: taken, and nobody has decided about them."""
        return tuple(
            candidate for candidate in self.taken if not (candidate.seated or candidate.outcome)
        )

    @property
    def left(self) -> int:
        """Places that stay free."""
        return max(self.conditions.places - len(self.taken), 0)

    @property
    def mean(self) -> float:
        """The mean score of those who are taken, without those who are seated already."""
        scores = [candidate.score for candidate in self.taken if not candidate.seated]
        return round(sum(scores) / len(scores), 1) if scores else 0


@dataclass(frozen=True)
class Search:
    """The question as numbers: who is free to be taken, how many places they share, the quotas."""

    free: tuple[Candidate, ...]
    settled: tuple[Candidate, ...]
    conditions: Conditions

    @cached_property
    def room(self) -> int:
        """The places that are left for them."""
        return max(self.conditions.places - len(self.settled), 0)

    @cached_property
    def scores(self) -> list[float]:
        """Theirs, in order."""
        return [candidate.score for candidate in self.free]

    @cached_property
    def quotas(self) -> dict[Side, Quota]:
        """The shares in people, less those who have a place already."""
        return {
            side: Quota(
                frozenset(
                    index
                    for index, candidate in enumerate(self.free)
                    if side in candidate.dimensions
                ),
                people_wanted(self.conditions.places, share)
                - sum(side in candidate.dimensions for candidate in self.settled),
            )
            for side, share in sorted(self.conditions.shares.items())
            if share
        }

    def best(self, quotas: Iterable[Quota]) -> Solved:
        """The best answer under these quotas."""
        return best(self.scores, self.room, list(quotas))

    def clashing(self) -> tuple[Side, ...]:
        """The shares that cannot be reached together."""
        dimensions = list(self.quotas)
        return tuple(
            dimensions[index]
            for index in conflict(self.scores, self.room, list(self.quotas.values()))
        )


def propose(candidates: Sequence[Candidate], conditions: Conditions) -> Proposal:
    """The selection of best total score among `candidates` (best first) under `conditions`."""
    settled = [
        candidate
        for candidate in candidates
        if candidate.seated or (conditions.keep and candidate.outcome == Outcome.ACCEPT)
    ]
    search = Search(tuple(filter(conditions.admits, candidates)), tuple(settled), conditions)
    solved = search.best(search.quotas.values())
    taken = [*settled, *(search.free[index] for index in sorted(solved.taken))]
    picked = {candidate.pk for candidate in taken}
    following = [each for each in search.free if not (each.pk in picked or each.outcome)]
    clashing = search.clashing() if any(solved.lacking) else ()
    names = labels(search.quotas)
    return Proposal(
        conditions=conditions,
        taken=tuple(taken),
        settled=len(settled),
        coming=tuple(each for each in taken if not each.chosen),
        going=tuple(each for each in candidates if each.chosen and each.pk not in picked),
        following=tuple(following[:NEXT]),
        groups=grouped(conditions.places, _counts(candidates, picked), conditions.shares),
        shares=tuple(_share(search, solved, side, label) for side, label in names.items()),
        conflict=tuple(names.get(side, side[1]) for side in clashing),
    )


def _share(search: Search, solved: Solved, side: Side, label: str) -> Share:
    """What one share does: how the best selection without it would differ."""
    quota, share = search.quotas[side], search.conditions.shares[side]
    already = sum(side in candidate.dimensions for candidate in search.settled)
    within = len(solved.taken & quota.members)
    people, cost = 0, 0.0
    if 0 < within <= quota.need:
        needs = zip(search.quotas.items(), solved.lacking, strict=True)
        others = [
            Quota(each.members, each.need - lacking)
            for (other, each), lacking in needs
            if other != side
        ]
        without = search.best(others).taken
        people = within - len(without & quota.members)
        cost = round(
            sum(search.scores[index] for index in without)
            - sum(search.scores[at] for at in solved.taken),
            1,
        )
    wanted = people_wanted(search.conditions.places, share)
    return Share(
        label, share, wanted, already + within, already + len(quota.members), people, max(cost, 0.0)
    )


def _counts(
    candidates: Iterable[Candidate], picked: AbstractSet[int]
) -> dict[Side, tuple[int, int]]:
    """Files, and those among them that are taken, by side; those that are alike are added once."""
    alike = Counter(candidate.dimensions for candidate in candidates)
    chosen = Counter(each.dimensions for each in candidates if each.pk in picked)
    files, taken = Counter[Side](), Counter[Side]()
    for sides, count in alike.items():
        files.update(dict.fromkeys(sides, count))
        taken.update(dict.fromkeys(sides, chosen[sides]))
    return {side: (count, taken[side]) for side, count in files.items()}
