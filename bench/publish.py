"""10,000 prepared decisions published in one transaction: each moves and is written to once."""

import time
from collections.abc import Iterator
from typing import Any

from django.db import connection

from applications.models import Application, Move
from bench import ground
from messaging.models import Message
from people.models import User
from programs.models import Stop
from selection.deciding.batch import Pace, prepared, seal
from selection.deciding.preview import preview
from selection.deciding.publication import publish
from selection.models import Criterion, Decision, Selection

MANY, PLACES, LIMIT = 10_000, 3_000, 10.0
EMPTY = """
DELETE FROM messaging_message WHERE event IN ('accepted', 'waiting_list', 'declined');
TRUNCATE selection_decision, applications_move, applications_application CASCADE
"""
TEXTS = {
    f"{name}_{code}": "…" * 12
    for name in ("name", "refusal", "instead")
    for code in ("ar", "fr", "en")
}


def publication(stop: Stop, _pairs: int, _size: int) -> Iterator[dict[str, Any]]:
    """The seconds that one look at them, their publication and a second click take."""
    by = _prepare(stop)
    preview_time, _page = _timed(lambda: preview(stop, Pace(wave=500)))
    seen = seal(prepared(stop))
    time_taken, count = _timed(lambda: publish(stop, by=by, seen=seen, pace=Pace(wave=500)))
    second_time, none = _timed(lambda: publish(stop, by=by, seen=seen, pace=Pace(wave=500)))
    right = (count, none, Move.objects.count(), _letters()) == (MANY, 0, MANY, MANY)
    ranks = Application.objects.filter(stop=stop, state="waiting").values_list("rank", flat=True)
    right = right and {*ranks} == {*range(1, len(ranks) + 1)}
    yield _result("looked at before", MANY, preview_time, ok=True)
    aim = {"goal": f"≤ {LIMIT:.0f} s", "within": time_taken <= LIMIT}
    yield _result("told", MANY, time_taken, ok=right) | aim
    yield _result("a second click", none, second_time, ok=none == 0)


def _result(name: str, people: int, seconds: float, *, ok: bool) -> dict[str, Any]:
    return {"name": f"publish: {name}", "people": people, "seconds": round(seconds, 2), "ok": ok}


def _prepare(stop: Stop) -> User:
    """So many files: a third accepted, a third on the list, a third declined for a reason."""
    with connection.cursor() as cursor:
        cursor.execute(EMPTY)
    ground.crowd(stop, MANY)
    Stop.objects.filter(pk=stop.pk).update(places=PLACES + MANY)
    Selection.objects.filter(stop=stop).delete()
    Criterion.objects.update_or_create(stop=stop, code="maturity", defaults=TEXTS)
    by = User.objects.get(email=ground.STAFF)
    outcomes = [*Decision.Outcome]
    applications = Application.objects.filter(stop=stop, state="submitted").order_by("pk")
    Decision.objects.bulk_create(
        Decision(
            application_id=pk, outcome=outcomes[place % 3], order=place, reasons=["maturity"], by=by
        )
        for place, pk in enumerate(applications.values_list("pk", flat=True))
    )
    return by


def _letters() -> int:
    return Message.objects.filter(event__in=["accepted", "waiting_list", "declined"]).count()


def _timed(work: Any) -> tuple[float, Any]:
    begun = time.monotonic()
    result = work()
    return time.monotonic() - begun, result
