"""How far the reading of a stop is: by reviewer, what nobody has, and where two people differ."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Max, Min, Q

from applications.models import Application
from people.models import User
from selection.models import Review
from selection.review.readers import reviewers_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from applications.querysets import ApplicationQuerySet
    from programs.models import Stop
    from selection.models import Criterion, Selection

APART = 2  # steps of a scale between two people that are worth a talk
SIZE = 50
COUNTED = ("judged", "waiting", "locked", "last", "oldest")
TO_DECIDE = Q(application__state=Application.State.SUBMITTED)


@dataclass(frozen=True)
class ReviewerRow:
    """One reviewer: how many files they have judged, how many wait with them, and since when."""

    person: User
    judged: int = 0
    waiting: int = 0
    locked: int = 0
    last: datetime | None = None
    oldest: datetime | None = None
    works_here: bool = True

    @property
    def all(self) -> int:
        """All the files that came into these hands; at least one, so that a share can be drawn."""
        return self.judged + self.waiting or 1


@dataclass(frozen=True)
class Board:
    """Who reads what at a stop, and what is left."""

    lines: list[ReviewerRow]
    to_decide: int
    judged: int  # by as many as the rules say
    nobody: int
    differing: int


@dataclass(frozen=True)
class Difference:
    """A file on which two people differ: in the verdict, or by two steps and more of a scale."""

    application: Application
    reviews: list[Review]
    # Criterion, points of the first, of the second.
    steps: list[tuple[str, int, int]] = field(default_factory=list)


def board(stop: Stop, selection: Selection) -> Board:
    """The board of a stop, in five statements."""
    counted: Iterable[Mapping[str, Any]] = (
        Review.objects.filter(application__stop=stop)
        .values("reviewer")
        .annotate(
            judged=Count("pk", filter=~Q(verdict="")),
            waiting=Count("pk", filter=Q(verdict="") & TO_DECIDE),
            locked=Count("pk", filter=Q(verdict="", locked=True) & TO_DECIDE),
            last=Max("judged_at"),
            oldest=Min("assigned_at", filter=Q(verdict="") & TO_DECIDE),
        )
    )
    by_person = {row["reviewer"]: {name: row[name] for name in COUNTED} for row in counted}
    people = list(reviewers_of(stop))
    keys = by_person.keys() - {person.pk for person in people}
    former = User.objects.filter(pk__in=keys).order_by("name", "pk")
    lines = [ReviewerRow(person, **by_person.get(person.pk, {})) for person in people]
    lines += [ReviewerRow(person, **by_person[person.pk], works_here=False) for person in former]
    to_decide, judged, nobody = _counts(stop, selection)
    return Board(lines, to_decide, judged, nobody, len(differing(stop)))


def _counts(stop: Stop, selection: Selection) -> tuple[int, int, int]:
    """Files to decide, those read by as many as the rules say, those in too few hands."""
    applications = Application.objects.filter(
        stop=stop, state=Application.State.SUBMITTED
    ).order_by()
    counted = applications.annotate(
        hands=Count("reviews"), read=Count("reviews", filter=~Q(reviews__verdict=""))
    )
    wanted = selection.reviews
    counts = counted.aggregate(
        to_decide=Count("pk"),
        judged=Count("pk", filter=Q(read__gte=wanted)),
        nobody=Count("pk", filter=Q(hands__lt=wanted)),
    )
    return counts["to_decide"], counts["judged"], counts["nobody"]


def in_too_few_hands(stop: Stop, selection: Selection) -> ApplicationQuerySet:
    """Files that fewer people have than the rules say."""
    applications = Application.objects.filter(stop=stop, state=Application.State.SUBMITTED)
    return applications.annotate(hands=Count("reviews")).filter(hands__lt=selection.reviews)


def differing(stop: Stop) -> list[int]:
    """The undecided files on which two people differ, oldest first. One statement."""
    second = {"application__reviews__slot": 2, "application__reviews__verdict__gt": ""}
    pairs = Review.objects.given().filter(
        TO_DECIDE, slot=1, application__stop=stop, application__decision__isnull=True, **second
    )
    rows = pairs.order_by("application_id").values_list(
        "application_id",
        "verdict",
        "scores",
        F("application__reviews__verdict"),
        F("application__reviews__scores"),
    )
    return [
        pk for pk, one, mine, other, theirs in rows if one != other or any(_apart(mine, theirs))
    ]


def _apart(mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> Iterable[str]:
    """The criteria on which two people are two steps or more apart."""
    return (
        code
        for code in mine
        if code in theirs and abs(int(mine[code]) - int(theirs[code])) >= APART
    )


def differences(
    stop: Stop, criteria: Iterable[Criterion], after: int = 0, *, user: User
) -> list[Difference]:
    """The next that `user` may read, with what each said. Three statements, whatever their number.

    Nobody sees here what others say of a file that they are off.
    """
    known = [pk for pk in differing(stop) if pk > after]
    open_ones = Application.objects.filter(pk__in=known).without_conflict(user)
    keys = [*open_ones.order_by("pk").values_list("pk", flat=True)[:SIZE]]
    rows = (
        Review.objects.filter(application__in=keys)
        .select_related("application", "reviewer")
        .order_by("slot")
    )
    by_file: dict[int, list[Review]] = {pk: [] for pk in keys}
    for review in rows:
        by_file[review.application_id].append(review)
    names = {criterion.code: criterion.name for criterion in criteria}
    return [_difference(pair, names) for pair in by_file.values()]


def _difference(pair: list[Review], names: Mapping[str, str]) -> Difference:
    one, other = pair
    steps = [
        (names.get(code, code), one.scores[code], other.scores[code])
        for code in _apart(one.scores, other.scores)
    ]
    return Difference(one.application, pair, steps)
