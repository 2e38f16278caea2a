"""The score by which files are compared, 0 to 100: what reviewers gave, else what the form says."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import FloatField, IntegerField, OuterRef, Subquery, Sum, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, NullIf, Round

from selection.models import Criterion, PreScore, Review
from selection.models.criteria import TOP

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from django.db.models.expressions import Combinable

    from applications.models import Application
    from applications.querysets import ApplicationQuerySet

MOST_REASONS = 2


def with_scores(rows: ApplicationQuerySet, weights: Mapping[str, int]) -> ApplicationQuerySet:
    """The files of one stop, each with a `score`; `judged` is the weighted mean of its reviews.

    Without points from a review the score is that of the form; without both it is 0.
    """
    form = PreScore.objects.filter(application=OuterRef("pk")).values("points")
    judged: Combinable = _judged(weights) if weights else Value(None, output_field=FloatField())
    form_score = Cast(Subquery(form), FloatField())
    return rows.annotate(
        judged=judged, score=Coalesce("judged", form_score, Value(0.0), output_field=FloatField())
    )


def _judged(criteria: Mapping[str, int]) -> Combinable:
    """The weighted mean of all points that reviewers gave to a file; null where nobody gave any."""
    judged = Review.objects.filter(application=OuterRef("pk")).exclude(verdict="").order_by()
    points: Combinable = Value(0)
    weights: Combinable = Value(0)
    for code, weight in criteria.items():
        step = Cast(KeyTextTransform(code, "scores"), IntegerField())
        points += Coalesce(Sum(step), 0) * Value(weight)
        weights += Coalesce(Sum(step * 0 + 1), 0) * Value(weight)
    share = Cast(points, FloatField()) * 100.0 / NullIf(weights * Value(TOP), Value(0))
    mean = judged.values("application").annotate(mean=Round(share, 1)).values("mean")
    return Subquery(mean, output_field=FloatField())


def weights_of(stop: int) -> dict[str, int]:
    """How much each criterion of a stop weighs, by its code, in the order of the page."""
    return dict(Criterion.objects.filter(stop=stop).values_list("code", "weight"))


def weakest(application: Application) -> list[str]:
    """The codes of the criteria that cost this file the most points, at most two, the worst first.

    By its reviews where they gave points, else by its form; none when nothing is known of it.
    """
    return weakest_of(weights_of(application.stop_id), {application.pk})[application.pk]


def weakest_of(weights: Mapping[str, int], keys: AbstractSet[int]) -> dict[int, list[str]]:
    """The same for many files of one stop, by their keys, in two statements."""
    points_by: dict[int, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    reviews = Review.objects.filter(application__in=keys).exclude(verdict="").exclude(scores={})
    for key, scores in reviews.values_list("application", "scores"):
        for code, points in scores.items():
            points_by[key][code].append(points)
    for key, parts in PreScore.objects.filter(application__in=keys - points_by.keys()).values_list(
        "application", "parts"
    ):
        points_by[key] = {part["criterion"]: [part["points"]] for part in parts}
    return {key: _lost(weights, points_by.get(key, {})) for key in keys}


def _lost(weights: Mapping[str, int], points_by: Mapping[str, Sequence[float]]) -> list[str]:
    means = {code: sum(points) / len(points) for code, points in points_by.items()}
    lost = {
        code: weight * (TOP - means[code])
        for code, weight in weights.items()
        if means.get(code, TOP) < TOP
    }
    return sorted(lost, key=lambda code: -lost[code])[:MOST_REASONS]
