"""What the form alone says of a file: points by the criteria's rules, and its main reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from applications.models import Application
from questionnaires.writing import typed
from selection.models import Criterion, PreScore, Review, Selection
from selection.models.criteria import TOP
from selection.review.criteria import criteria_of, words_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from programs.models import Stop

BLOCK = 1000
REASONS = 3  # of a score, shown to a reader
MIDDLE = TOP / 2


@dataclass(frozen=True, slots=True)
class Scored:
    """0 to 100, and a part for each criterion about which the form says something."""

    points: int
    parts: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Reason:
    """One of the things that made a score, in the reader's words: so many `points` out of `top`."""

    text: str
    points: int
    top: int


def points_for(source: Mapping[str, Any], answer: Any) -> int | None:
    """What an answer gives by the rule of a criterion; None when the rule leaves out who is silent.

    `points` by answer (of several, the best one); `from`, the least number for so many points (of
    several answers, how many they are); `given` for any answer at all; `otherwise` for the rest.
    """
    otherwise: int | None = source.get("otherwise")
    if answer in (None, "", []):
        return otherwise
    if "points" in source:
        reached = [source["points"][code] for code in typed(answer) if code in source["points"]]
        return max(reached, default=otherwise or 0)
    if "from" in source:
        number = len(answer) if isinstance(answer, list) else answer
        return max(
            (points for least, points in source["from"].items() if int(least) <= number),
            default=otherwise or 0,
        )
    any_answer: int | None = source.get("given")
    return any_answer


def score(criteria: Iterable[Criterion], answers: Mapping[str, Any]) -> Scored:
    """Score one document of answers: the weighted share of the possible points, in hundredths.

    A criterion without a rule is left to the reviewers; one whose rule leaves the file out does not
    count for it.
    """
    parts = []
    for criterion in criteria:
        if not criterion.source:
            continue
        question = criterion.source["question"]
        answer = answers.get(question)
        points = points_for(criterion.source, answer)
        if points is None:
            continue
        stored = bool(answer) if "given" in criterion.source else answer
        weighed = {"criterion": criterion.code, "points": points, "weight": criterion.weight}
        parts.append({**weighed, "question": question, "answer": stored})
    reached = sum(part["weight"] * part["points"] for part in parts)
    possible = sum(part["weight"] * TOP for part in parts)
    return Scored((200 * reached + possible) // (2 * possible) if possible else 0, parts)


def refresh(stop: Stop) -> int:
    """Score undecided files that came, changed, or were scored by other criteria; how many.

    A score remembers the state it was made of, so a change in between is never taken for scored.
    """
    changed_at = (
        Selection.objects.filter(stop=stop).values_list("criteria_changed_at", flat=True).first()
    )
    criteria = criteria_of(stop)
    if not any(criterion.source for criterion in criteria):
        return PreScore.objects.filter(
            _to_decide("application__"), application__stop=stop
        ).delete()[0]
    done, last = 0, 0
    while rows := list(_stale(stop, changed_at).filter(pk__gt=last).order_by("pk")[:BLOCK]):
        done, last = done + len(rows), rows[-1][0]
        _write(criteria, rows)
    return done


def _to_decide(way: str = "") -> Q:
    return Q(**{f"{way}state": Application.State.SUBMITTED})


def _stale(stop: Stop, changed_at: datetime | None) -> Any:
    """Those without the score they should have: key, answers, and of when that score would be."""
    as_of = Greatest("updated_at", changed_at) if changed_at else F("updated_at")
    applications = Application.objects.filter(_to_decide(), stop=stop).annotate(as_of=as_of)
    stale = Q(prescore__isnull=True) | ~Q(prescore__made_at=F("as_of"))
    return applications.filter(stale).values_list("pk", "answers", "as_of")


@transaction.atomic
def _write(criteria: Sequence[Criterion], rows: Sequence[tuple[int, Any, datetime]]) -> None:
    prescores = []
    for pk, answers, as_of in rows:
        scored = score(criteria, answers)
        prescores.append(
            PreScore(application_id=pk, points=scored.points, parts=scored.parts, made_at=as_of)
        )
    PreScore.objects.bulk_create(
        prescores,
        update_conflicts=True,
        unique_fields=["application"],
        update_fields=["points", "parts", "made_at"],
    )


def three_reasons(prescore: PreScore | Scored, criteria: Sequence[Criterion]) -> list[Reason]:
    """The three parts that pull a score furthest up or down, in order, in the reader's language."""
    known = {criterion.code: criterion for criterion in criteria}
    parts = [part for part in prescore.parts if part["criterion"] in known]
    pull = sorted(parts, key=lambda part: -abs(part["points"] - MIDDLE) * part["weight"])[:REASONS]
    return [_reason(known[part["criterion"]], part["points"]) for part in parts if part in pull]


def _reason(criterion: Criterion, points: int) -> Reason:
    words = words_for(criterion, points)
    if not words:
        return Reason(criterion.name, points, TOP)
    return Reason(
        _("%(criterion)s: %(words)s") % {"criterion": criterion.name, "words": words}, points, TOP
    )


@dataclass(frozen=True)
class Judging:
    """What is thought of one file so far: the form's score with the reasons, and its reviews."""

    points: int | None
    reasons: list[Reason]
    reviews: list[Review]


def judging(application: Application) -> Judging:
    """What the page of a file says about its reading. Four statements."""
    prescore = PreScore.objects.filter(application=application).first()
    reasons = three_reasons(prescore, criteria_of(application.stop)) if prescore else []
    reviews = list(application.reviews.select_related("reviewer").order_by("slot"))
    return Judging(prescore.points if prescore else None, reasons, reviews)
