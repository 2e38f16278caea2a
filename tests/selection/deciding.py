"""Files that were decided, for the tests of decision day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from applications.models import Application, Move
from programs.models import Stop
from selection.deciding.batch import Pace, prepared, seal
from selection.deciding.publication import publish
from selection.models import Criterion, Decision
from tests.selection.crowd import applicant

if TYPE_CHECKING:
    from people.models import User

REFUSAL = "The project is not ready yet."
INSTEAD = "Come to the open workshop."


def places(stop: Stop, number: int) -> None:
    """Give the stop so many places."""
    Stop.objects.filter(pk=stop.pk).update(places=number)
    stop.places = number


def criterion(stop: Stop, code: str = "maturity") -> Criterion:
    """A criterion that is published in three languages."""
    texts = {
        "refusal_ar": "المشروع ليس جاهزا بعد.",
        "refusal_fr": "Le projet n’est pas encore prêt.",
        "refusal_en": REFUSAL,
    }
    texts |= {
        "instead_ar": "الورشة المفتوحة.",
        "instead_fr": "Venez à l’atelier ouvert.",
        "instead_en": INSTEAD,
    }
    made, _new = Criterion.objects.get_or_create(
        stop=stop, code=code, defaults={"name_ar": "النضج", **texts}
    )
    return made


def decided(
    stop: Stop, number: int, outcome: str, *, by: User, order: int | None = None, **values: Any
) -> Application:
    """Somebody about whom a decision is prepared."""
    application = applicant(stop, number, **values)
    reasons = [criterion(stop).code] if outcome == "decline" else []
    Decision.objects.create(
        application=application, outcome=outcome, order=order, reasons=reasons, by=by
    )
    return application


def published(stop: Stop, *, by: User, pace: Pace | None = None) -> int:
    """Publish what is prepared, as somebody does who has just looked at it."""
    return publish(stop, by=by, seen=seal(prepared(stop)), pace=pace or Pace())


def opened(stop: Stop, by: User, *, accepted: int = 1, waiting: int = 2) -> list[Application]:
    """A stop whose every place is offered, and its waiting list: everybody, in this order."""
    places(stop, accepted)
    applications = [decided(stop, 20 + number, "accept", by=by) for number in range(accepted)]
    applications += [
        decided(stop, 20 + accepted + number, "wait", by=by, order=number)
        for number in range(waiting)
    ]
    published(stop, by=by)
    found = Application.objects.in_bulk([application.pk for application in applications])
    return [found[application.pk] for application in applications]


def state(application: Application) -> str:
    """Where a file is now."""
    return str(Application.objects.values_list("state", flat=True).get(pk=application.pk))


def states(applications: list[Application]) -> list[str]:
    """Where each is now."""
    return [state(application) for application in applications]


def moves(application: Application) -> list[tuple[str, str]]:
    """Every step of a file, from and to."""
    return list(application.moves.order_by("pk").values_list("origin", "target"))


def freed(application: Application) -> Move:
    """The last step of a file."""
    return application.moves.latest("pk")


def silent(application: Application) -> None:
    """Let the hours of an offer be over."""
    Application.objects.filter(pk=application.pk).update(confirm_by=timezone.now())
