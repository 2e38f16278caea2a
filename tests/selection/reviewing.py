"""Criteria and files to judge, for the tests of the review desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from people.models import Membership, User
from selection.models import Anchor, Criterion, Review
from tests.selection.crowd import applicant

if TYPE_CHECKING:
    from applications.models import Application
    from programs.models import Stop

BY_STAGE = {"question": "stage", "points": {"idea": 1, "running": 4}, "otherwise": 0}


def criterion(
    stop: Stop, code: str, *, anchors: dict[int, str] | None = None, **values: Any
) -> Criterion:
    """A criterion in French, which also stands for the other languages."""
    words = {"name_fr": code.title(), "refusal_fr": f"Sans {code}.", "weight": 1, "source": {}}
    made = Criterion.objects.create(stop=stop, code=code, **{**words, **values})
    Anchor.objects.bulk_create(
        Anchor(criterion=made, points=step, text_fr=text) for step, text in (anchors or {}).items()
    )
    return made


def reviewer(stop: Stop, name: str, role: str = "reviewer") -> User:
    """Somebody who works in the center of a stop."""
    person = User.objects.create_user(name=name, email=f"{name.lower()}@example.org")
    Membership.objects.create(user=person, role=role, center=stop.center)
    return person


def file(stop: Stop, number: int, **values: Any) -> Application:
    """A file that was sent and waits to be judged."""
    return applicant(stop, number, agrees=False, **values)


def hands(stop: Stop) -> dict[str, list[str]]:
    """Which files wait in whose hands."""
    waiting = (
        Review.objects.waiting().filter(application__stop=stop).order_by("application_id", "slot")
    )
    references: dict[str, list[str]] = {}
    for name, reference in waiting.values_list("reviewer__name", "application__reference"):
        references.setdefault(name, []).append(str(reference)[-1])
    return references
