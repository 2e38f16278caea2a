"""How the demonstration chooses: criteria, files read, decisions in secret, one round published."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from applications.models import Application, Move, WaitingList
from applications.moves import move
from selection.decisions import prepare_many
from selection.models import (
    Appeal,
    Decision,
    InformationRequest,
    PreScore,
    Review,
    Selection,
    Target,
)
from selection.review.assignment import assign
from selection.review.criteria import load_defaults
from selection.review.prescore import refresh
from selection.scores import weakest_of, weights_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from people.models import User
    from programs.models import Stop

State, Outcome, Verdict = Application.State, Decision.Outcome, Review.Verdict
SEED = 4
TARGETS = (
    ("gender", "woman", 45),
    ("area", "rural", 16),
    ("province", "MA-MEK", 30),
    ("kind", "project", 35),
)
AFTER = timedelta(days=2)
# Published; the rest is still to be decided.
FIRST_ROUND = {State.ACCEPTED: 5, State.WAITING: 6, State.DECLINED: 7}
READ = 84  # so many of the others were judged
TWICE = 9  # of those, by two people
PREPARED = {Outcome.ACCEPT: 10, Outcome.WAIT: 4, Outcome.DECLINE: 5}
# Of a hundred files read about so many are refused, and so many are not yet a yes.
NO, YES = 25, 55
ASKED = "نحتاج إلى وصف أوضح لنشاطك."
WORDS = "بدأت البيع منذ شهر، وعندي اليوم ثلاث زبونات دائمات."
COMMENTS = (
    "مشروع واضح وخطوات ملموسة.",
    "À revoir avec un expert en financement.",
    "يحتاج إلى مرافقة في التسويق.",
)


def put_in(stop: Stop, staff: Mapping[str, User]) -> None:
    """Read and decide some of the files of `stop`, as a center in mid-week would have."""
    manager, reviewer = staff["manager.fes"], staff["reviewer.fes"]
    load_defaults(stop)
    refresh(stop)
    _took_place(stop, manager)
    selection = Selection.objects.locked(stop)
    Target.objects.bulk_create(
        Target(selection=selection, dimension=dimension, value=value, share=share)
        for dimension, value, share in TARGETS
    )
    open_files = list(
        Application.objects.filter(stop=stop, state=State.SUBMITTED).order_by("submitted_at", "pk")
    )
    published = open_files[: sum(FIRST_ROUND.values())]
    _publish(selection, published, manager)
    assign(stop, by=manager)
    _read(stop, manager, reviewer)
    _ask(open_files[-3:], reviewer)
    _prepare(stop, manager)


def _took_place(stop: Stop, manager: User) -> None:
    """The decisions by which those who take part already came in, two days after they applied."""
    now = timezone.now()
    taking_part = Application.objects.filter(stop=stop, state=State.CONFIRMED)
    decisions = []
    for application in taking_part.only("pk", "submitted_at"):
        moment = min((application.submitted_at or now) + AFTER, now - AFTER / 2)
        told = {"by": manager, "prepared_at": moment, "published_at": moment}
        decisions.append(Decision(application=application, outcome=Outcome.ACCEPT, **told))
    Decision.objects.bulk_create(decisions)


def _publish(selection: Selection, applications: Sequence[Application], by: User) -> None:
    """A first round: places offered, a waiting list, some declined, one of whom asks again."""
    stop, now = selection.stop, timezone.now()
    points = dict(
        PreScore.objects.filter(application__in=applications).values_list("application", "points")
    )
    best = sorted(applications, key=lambda application: (-points[application.pk], application.pk))
    targets = [state for state, people in FIRST_ROUND.items() for _ in range(people)]
    weak = weakest_of(weights_of(stop.pk), {application.pk for application in applications})
    outcomes = {state: outcome for outcome, state in Decision.STATES.items()}
    rank = 0
    for application, state in zip(best, targets, strict=True):
        reasons = weak[application.pk] if state == State.DECLINED else []
        Decision.objects.create(
            application=application,
            outcome=outcomes[state],
            reasons=reasons,
            by=by,
            published_at=now - timedelta(hours=20),
        )
        rank += state == State.WAITING
        columns: dict[str, dict[str, Any]] = {
            State.ACCEPTED: {"confirm_by": now + timedelta(hours=28)},
            State.WAITING: {"rank": rank},
        }
        move(application, state, by=by, **columns.get(state, {}))
    Selection.objects.filter(pk=selection.pk).update(published_at=now - timedelta(hours=20))
    WaitingList.objects.create(stop=stop, last_rank=rank)
    Appeal.objects.create(application=best[-1], asked_at=now - timedelta(hours=3), words=WORDS)


def _read(stop: Stop, manager: User, reviewer: User) -> None:
    """What the two readers say: near what the form says, with a mind of their own."""
    rng = Random(SEED)  # noqa: S311  believable opinions, no secret
    reviews = list(
        Review.objects.filter(application__stop=stop, verdict="").order_by("application")[:READ]
    )
    other = {manager.pk: reviewer, reviewer.pk: manager}
    seconds = [
        Review(application_id=first.application_id, slot=2, reviewer=other[first.reviewer_id])
        for first in reviews[:: READ // TWICE][:TWICE]
    ]
    forms = {form.application_id: form for form in PreScore.objects.filter(application__stop=stop)}
    points = sorted(forms[review.application_id].points for review in reviews)
    bounds = (points[len(points) * NO // 100], points[len(points) * YES // 100])
    for review in (*reviews, *seconds):
        _judge(review, forms[review.application_id], bounds, rng)
    Review.objects.bulk_update(reviews, ["verdict", "scores", "comment", "judged_at"])
    Review.objects.bulk_create(seconds)


def _judge(review: Review, form: PreScore, bounds: tuple[int, int], rng: Random) -> None:
    review.scores = {
        part["criterion"]: min(4, max(0, part["points"] + rng.choice((-1, 0, 0, 1))))
        for part in form.parts
    }
    leaning = form.points + rng.randint(-12, 12)
    review.verdict = (
        Verdict.NO if leaning < bounds[0] else Verdict.WAIT if leaning < bounds[1] else Verdict.YES
    )
    review.comment = rng.choice(COMMENTS) if rng.randrange(4) == 0 else ""
    review.judged_at = timezone.now() - timedelta(minutes=rng.randrange(20, 4000))


def _ask(applications: Sequence[Application], by: User) -> None:
    """Two pieces that are still owed, and one that came back."""
    now = timezone.now()
    for application in applications:
        answered = now - timedelta(hours=1) if application is applications[0] else None
        InformationRequest.objects.create(
            application=application,
            questions=["activity"],
            words=ASKED,
            asked_by=by,
            asked_at=now - timedelta(days=1),
            answered_at=answered,
        )


def _prepare(stop: Stop, by: User) -> None:
    """The first decisions of the second round, by what was said of the files."""
    verdicts = {
        Outcome.ACCEPT: Verdict.YES,
        Outcome.WAIT: Verdict.WAIT,
        Outcome.DECLINE: Verdict.NO,
    }
    wanted: dict[int, str] = {}
    for outcome, people in PREPARED.items():
        reviews = Review.objects.filter(
            application__stop=stop, application__state=State.SUBMITTED, slot=1
        )
        agreed = reviews.filter(verdict=verdicts[outcome]).exclude(application__reviews__slot=2)
        keys = agreed.order_by("-application__prescore__points", "application").values_list(
            "application", flat=True
        )
        wanted |= dict.fromkeys(keys[:people], outcome)
    prepare_many(stop, wanted, by=by)


def take_out(stops: Sequence[Stop]) -> None:
    """Remove what keeps the stops and their files from being taken out."""
    Move.objects.filter(stop__in=stops).update(after=None, undoes=None)
    Move.objects.filter(stop__in=stops).delete()
    Selection.objects.filter(stop__in=stops).delete()
    WaitingList.objects.filter(stop__in=stops).delete()
