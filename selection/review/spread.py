"""How strictly each reader judges: number, mean and spread of their scores, beside all others'."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, F, FloatField, IntegerField, Sum, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, NullIf

from selection.models import Review
from selection.models.criteria import TOP
from selection.scores import weights_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models.expressions import Combinable

    from people.models import User
    from programs.models import Stop

LEAST = 3  # verdicts with points below which a mean says nothing
LEAST_OTHERS = 2  # people below whom the mean of all others is that of one


class Sums(NamedTuple):
    """Verdicts, those with points, the sum of their scores and of their squares."""

    verdicts: int = 0
    scored: int = 0
    total: float = 0.0
    squares: float = 0.0

    def plus(self, other: Sums, sign: int = 1) -> Sums:
        """With those of somebody else, or without them."""
        return Sums(
            self.verdicts + sign * other.verdicts,
            self.scored + sign * other.scored,
            self.total + sign * other.total,
            self.squares + sign * other.squares,
        )

    @property
    def mean(self) -> float | None:
        """The mean of the scores, 0 to 100; None under `LEAST`."""
        return self.total / self.scored if self.scored >= LEAST else None

    @property
    def deviation(self) -> float | None:
        """The standard deviation of the sample; None under `LEAST`."""
        if self.scored < LEAST:
            return None
        spread = self.squares - self.total * self.total / self.scored
        return sqrt(max(spread, 0.0) / (self.scored - 1))


@dataclass(frozen=True)
class SpreadRow:
    """One reader, and all others together (None where that would tell of one person)."""

    person: User
    own: Sums
    others: Sums | None


def spread(stop: Stop, people: Iterable[User], *, alone: User | None = None) -> list[SpreadRow]:
    """The row of each reader with a verdict at `stop`; of `alone` only, who sees nobody else's.

    One statement for the sums, one for the weights.
    """
    by_reader = _sums(stop, weights_of(stop.pk))
    every = Sums()
    for sums in by_reader.values():
        every = every.plus(sums)
    rows = []
    for person in people:
        own = by_reader.get(person.pk)
        if own is None or (alone and person.pk != alone.pk):
            continue
        hidden = alone is not None and len(by_reader) - 1 < LEAST_OTHERS
        rows.append(SpreadRow(person, own, None if hidden else every.plus(own, -1)))
    return rows


def _sums(stop: Stop, weights: Mapping[str, int]) -> dict[int, Sums]:
    """The sums of every reader of a stop, in one statement."""
    rows: Any = Review.objects.given().filter(application__stop=stop).order_by()
    rows = rows.annotate(score=_score(weights)).values_list("reviewer")
    counted = rows.annotate(
        verdicts=Count("pk"),
        scored=Count("score"),
        total=Coalesce(Sum("score"), 0.0),
        squares=Coalesce(Sum(F("score") * F("score")), 0.0),
    )
    return {reader: Sums(*sums) for reader, *sums in counted}


def _score(weights: Mapping[str, int]) -> Combinable:
    """The weighted mean of the points of one verdict, 0 to 100; null where none were given."""
    points: Combinable = Value(0)
    given: Combinable = Value(0)
    for code, weight in weights.items():
        step = Cast(KeyTextTransform(code, "scores"), IntegerField())
        points += Coalesce(step, 0) * Value(weight)
        given += Coalesce(step * 0 + 1, 0) * Value(weight)
    share = Cast(points, FloatField()) * 100.0 / NullIf(given * Value(TOP), Value(0))
    return Cast(share, FloatField())
