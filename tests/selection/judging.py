"""Files that were read, for the tests of what is chosen among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from applications.models import Application
from people.models import User
from selection.models import Criterion, PreScore, Review, Selection
from tests.kept import once
from tests.selection.crowd import applicant, crowd

if TYPE_CHECKING:
    from programs.models import Stop
    from tests.cast import Cast

WEIGHTS = {"maturity": 3, "need": 2, "reach": 1}


def criteria(stop: Stop, **weights: int) -> list[Criterion]:
    """What the files of the stop are read by."""
    return [
        Criterion.objects.create(
            stop=stop,
            code=code,
            weight=weight,
            position=position,
            name_ar=code,
            name_fr=code,
            name_en=code,
            refusal_en=f"{code} was missing.",
        )
        for position, (code, weight) in enumerate((weights or WEIGHTS).items())
    ]


def reader(number: int = 1) -> User:
    """Somebody who reads files."""
    email = f"reader{number}@example.org"
    return User.objects.filter(email=email).first() or User.objects.create_user(
        name=f"Reader {number}", email=email
    )


def judge(
    application: Application,
    verdict: str = "yes",
    *,
    slot: int = 1,
    by: User | None = None,
    **points: int,
) -> Review:
    """What a reviewer says of it."""
    values = {"verdict": verdict, "scores": points, "judged_at": timezone.now()}
    return Review.objects.create(
        application=application, slot=slot, reviewer=by or reader(slot), **values
    )


def file(
    stop: Stop, number: int, *, verdict: str = "yes", form: int | None = None, **values: Any
) -> Application:
    """A file that somebody read, or nobody if `verdict` is empty, with its form's score."""
    made = applicant(stop, number, agrees=False, **values)
    if verdict:
        judge(made, verdict)
    if form is not None:
        PreScore.objects.create(application=made, **_of_form(form))
    return made


def files(stop: Stop, people: int, *, verdict: str, form: int) -> list[Application]:
    """So many files that one reader judged alike: as `file`, in few statements."""
    made, by = crowd(stop, people), reader()
    Review.objects.bulk_create(
        Review(application=each, reviewer=by, verdict=verdict, judged_at=timezone.now())
        for each in made
    )
    PreScore.objects.bulk_create(PreScore(application=each, **_of_form(form)) for each in made)
    return made


def _of_form(points: int) -> dict[str, Any]:
    parts = [
        {"criterion": code, "points": points // 25, "weight": weight}
        for code, weight in WEIGHTS.items()
    ]
    return {"points": points, "parts": parts}


def rules(stop: Stop, **changes: Any) -> Selection:
    """The selection of the stop, with these rules."""
    return Selection.objects.update_or_create(stop=stop, defaults=changes)[0]


@once
def with_criteria(cast: Cast) -> None:
    """The open stop, empty, with its criteria."""
    criteria(cast.stop)
    empty(cast.stop)


def empty(stop: Stop) -> Stop:
    """The stop with nobody in it but those whom a test brings."""
    stop.applications.all().delete()
    return stop
