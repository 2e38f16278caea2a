"""Files that wait to be judged, and who judges them."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from applications.models import Application
from people.models import Membership, User
from people.todo import Desk
from questionnaires.compiled_forms import current_version
from selection.models import PreScore, Review, Selection
from selection.todo import todo
from tests.cast import ANSWERS

if TYPE_CHECKING:
    from people.todo import TodoItem
    from programs.models import Stop
    from tests.cast import Cast

TRIAGE = "/desk/fes/triage/"
HTMX = {"HX-Request": "true"}


def files(cast: Cast, *points: int | None, **columns: Any) -> list[Application]:
    """Files at the open stop, numbered from 10, each a minute younger, with these pre-scores."""
    return sent(cast.stop, cast["AP1"], *points, **columns)


def sent(stop: Stop, person: User, *points: int | None, **columns: Any) -> list[Application]:
    """The same at any stop. They all have one applicant, and telephones of their own."""
    version, begun = current_version("candidacy", stop), timezone.now() - timedelta(hours=9)
    made = Application.objects.bulk_create(
        Application(
            stop=stop,
            version=version,
            key=uuid.uuid4(),
            reference=f"{stop.prefix}-{number:04}",
            state=Application.State.SUBMITTED,
            applicant=person,
            name=f"Person {number}",
            name_key=f"person {number}",
            phone=f"+2126980{number:05}",
            kind=Application.Kind.PROJECT,
            language="ar",
            answers={**ANSWERS, "kind": "project"},
            submitted_at=begun + timedelta(minutes=number),
            **columns,
        )
        for number, _points in enumerate(points, 10)
    )
    scored = [
        (application, each)
        for application, each in zip(made, points, strict=True)
        if each is not None
    ]
    PreScore.objects.bulk_create(
        PreScore(application=application, points=each) for application, each in scored
    )
    return made


def alone(cast: Cast, *points: int | None) -> list[Application]:
    """The same, at a stop that has no other files."""
    Application.objects.filter(stop=cast.stop).delete()
    return files(cast, *points)


def reviewers(cast: Cast, count: int) -> list[User]:
    """Other reviewers of the center."""
    made = User.objects.bulk_create(
        User(
            name=f"Reviewer {number}",
            email=f"reviewer-{number}@example.org",
            language="fr",
            password="!",
        )
        for number in range(count)
    )
    role = Membership.Role.REVIEWER
    Membership.objects.bulk_create(
        Membership(user=user, role=role, center=cast.stop.center) for user in made
    )
    return made


def given_to(user: User, *applications: Application, **columns: Any) -> list[Review]:
    """These files are in the hands of somebody."""
    return [
        Review.objects.create(application=application, reviewer=user, **columns)
        for application in applications
    ]


def rules(stop: Stop, **columns: Any) -> Selection:
    """How the files of a stop are to be read."""
    return Selection.objects.update_or_create(stop=stop, defaults=columns)[0]


def to_do(user: User) -> dict[str, TodoItem]:
    """What of this room waits for somebody, by pictogram; the desk asks every room for theirs."""
    stops = list(user.stops_in_charge().order_by("pk"))
    return {item.icon: item for item in todo(Desk(user, stops, {}, timezone.now())) if item.count}
