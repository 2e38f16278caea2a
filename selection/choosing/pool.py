"""The files among which a stop chooses, as the proposal and the list see them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, OuterRef, Q, TextField, Value, When
from django.db.models.functions import Coalesce

from applications.models import Application
from core.statements import rows_of
from selection.gauges import DIMENSIONS, chosen_at
from selection.models import Review
from selection.scores import weights_of, with_scores

if TYPE_CHECKING:
    from collections.abc import Mapping

    from applications.querysets import ApplicationQuerySet
    from programs.models import Stop
    from selection.models import Selection

STATES = (Application.State.SUBMITTED, *Application.SEATED)
NO = Review.Verdict.NO
COLUMNS = (
    "pk",
    "reference",
    "name",
    "score",
    "verdicts",
    "prepared",
    "state",
    "chosen",
    *(f"by_{name}" for name in DIMENSIONS),
)


class Candidate(NamedTuple):
    """One file. `outcome` is what somebody prepared; `chosen` whether it would get a place now.

    A tuple: ten thousand of them are made for one page.
    """

    pk: int
    reference: str
    name: str
    score: float
    dimensions: frozenset[tuple[str, str]]
    verdicts: tuple[str, ...]
    outcome: str
    seated: bool
    chosen: bool

    @property
    def is_read(self) -> bool:
        """Whether somebody has judged it."""
        return bool(self.verdicts)

    @property
    def is_refused(self) -> bool:
        """Whether everybody who judged it says no."""
        return self.is_read and set(self.verdicts) == {NO}


def with_verdicts(rows: ApplicationQuerySet) -> ApplicationQuerySet:
    """Each file with its `verdicts`, in the order of its reviews."""
    judged = Review.objects.filter(application=OuterRef("pk")).exclude(verdict="").order_by("slot")
    return rows.annotate(verdicts=ArraySubquery(judged.values("verdict")))


def with_chosen(rows: ApplicationQuerySet, chosen: Q) -> ApplicationQuerySet:
    """Each file with `chosen`: whether it would get a place as things stand."""
    return rows.annotate(
        chosen=Case(When(chosen, then=Value(value=True)), default=Value(value=False))
    )


def _annotated(stop: Stop, selection: Selection, weights: Mapping[str, int]) -> ApplicationQuerySet:
    """The files that are seated or may still be, with `COLUMNS`, in the order of the pool."""
    rows = with_scores(Application.objects.filter(stop=stop, state__in=STATES), weights)
    dimensions = {
        f"by_{name}": Coalesce(path, Value(""), output_field=TextField())
        for name, path in DIMENSIONS.items()
    }
    annotated = with_chosen(with_verdicts(rows), chosen_at(selection)).annotate(
        prepared=Coalesce("decision__outcome", Value("")), **dimensions
    )
    return annotated.order_by(F("score").desc(), "submitted_at", "pk")


def pool(stop: Stop, selection: Selection) -> list[Candidate]:
    """Everybody who is seated or may still be: best score first, then who came first.

    Two statements.
    """
    weights = weights_of(stop.pk)
    rows = rows_of(
        ("pool", stop.pk, selection.reviews, *weights.items()),
        lambda: _annotated(stop, selection, weights).values_list(*COLUMNS),
    )
    sides = cache(_sides)  # many are alike
    return [
        Candidate(
            pk,
            reference,
            name,
            score,
            sides(*values),
            tuple(verdicts),
            outcome,
            state in Application.SEATED,
            chosen,
        )
        for pk, reference, name, score, verdicts, outcome, state, chosen, *values in rows
    ]


def _sides(*values: str) -> frozenset[tuple[str, str]]:
    """What somebody counts for, of the values of each dimension."""
    return frozenset((side, value) for side, value in zip(DIMENSIONS, values, strict=True) if value)
