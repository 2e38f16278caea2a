"""A verdict and the next card among 10,000 files of one stop, as a reviewer meets them."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.db import connection

from applications.models import Application
from bench import ground
from bench.servers import Ask, Side
from programs.models import Stop
from selection.models import Criterion, PreScore, Review, Selection
from selection.review.criteria import load_defaults
from selection.review.prescore import refresh

MANY, LIMIT = 10_000, 100.0
TOKEN = "t" * 32  # the same in the cookie and in the form is what the check asks for


def triage(
    ours: Side, _floor: Side, stop: Stop, _pairs: int, size: int
) -> Iterator[dict[str, Any]]:
    """Milliseconds of a card that is opened, and of a verdict answered with the next card."""
    _prepare(stop)
    cookie = (
        ("Cookie", f"sessionid={ground.session()}; csrftoken={TOKEN}"),
        ("HX-Request", "true"),
    )
    best = list(
        Application.objects.filter(stop=stop).order_by("-prescore__points", "submitted_at")[:size]
    )
    home = f"/desk/{stop.slug}/triage/"
    body = urlencode({"verdict": "yes", "csrfmiddlewaretoken": TOKEN})
    urls = [f"{home}{application.reference}/" for application in best]
    cards = [Ask(url, headers=cookie) for url in urls]
    verdicts = [Ask(f"{url}verdict/", "POST", body, cookie) for url in urls]
    for name, asks in (("GET a card", cards), ("POST a verdict, with the next card", verdicts)):
        cost = ours.round(asks)
        reviews = Review.objects.given().filter(application__in=best).count()
        yield {
            "name": f"triage: {name} among {MANY:,}",
            "ok": reviews == (size if asks is verdicts else 0),
            "goal": f"p50 ≤ {LIMIT:.0f} ms",
            "within": cost.p50 <= LIMIT,
            "p50_ms": round(cost.p50, 1),
            "p95_ms": round(cost.p95, 1),
            "cpu_ms": round(cost.cpu, 1),
        }


def _prepare(stop: Stop) -> None:
    """So many files that nobody has read, each with its score."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE applications_application CASCADE")
    Selection.objects.filter(stop=stop).delete()
    Criterion.objects.filter(stop=stop).delete()
    ground.crowd(stop, MANY)
    load_defaults(stop)
    refresh(stop)
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM ANALYZE {PreScore._meta.db_table}")  # noqa: SLF001  our own table
