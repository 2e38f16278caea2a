"""6: the desk's search at a million applications and a hundred thousand people who take part.

Rare and common words, numbers, a sound.

Whatever PostgreSQL knows of them: as the million stands, as after a restore, of which nothing is
analysed yet, and at a stop that was made a minute ago beside the million.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import quantiles
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from bench import ground
from bench.cpu import of_postgresql
from bench.figures_ground import participants
from desk.searching import search as search_for
from people.models import User
from programs.models import Stop

GOAL = 60  # ms
YOUNG = 20_000  # files of the stop that no statistics know
SEARCHES = {  # words: what they are
    "BE-777777": "a file number",
    "06 00 77 77 77": "a phone",
    "amina": "a first name that 25,000 have",
    "a": "one letter, with which half of all names begin",
    "خديجه التازي الفاسي": "a whole name in Arabic",
    "Khadidja Ettazi El Fassi": "the same as somebody hears it",
    "zzz": "a word that nobody has",
}
EXPECTED = {"BE-777777": 1, "06 00 77 77 77": 1, "zzz": 0}
FORGET = """
DELETE FROM pg_statistic WHERE starelid IN ('applications_application'::regclass,
    'programs_stop'::regclass);
UPDATE pg_class SET reltuples = -1, relpages = 0 WHERE oid = 'applications_application'::regclass
"""


def search(stop: Stop, pairs: int, _size: int) -> Iterator[dict[str, Any]]:
    """Each look-up as the page does it, `pairs` × 5 times; its results are checked first."""
    participants(stop)
    browser = Client(HTTP_HOST="127.0.0.1")
    browser.cookies[settings.SESSION_COOKIE_NAME] = ground.session()
    states: dict[str, Callable[[Stop], object]] = {
        "": lambda _stop: None,
        ", nothing analysed": _forget,
        ", a stop made a minute ago": _younger,
    }
    for state, come_about in states.items():
        with _undone():
            come_about(stop)
            _looked(browser, "zzz", 1)
            for words, what in SEARCHES.items():
                yield {
                    "name": f"6 search {words} ({what}){state}",
                    **_found(words),
                    **_looked(browser, words, pairs * 5),
                }


@contextmanager
def _undone() -> Iterator[None]:
    """What comes about here is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    cache.clear()


def _forget(_stop: Stop) -> None:
    """PostgreSQL knows as much as after a restore."""
    with connection.cursor() as cursor:
        cursor.execute(FORGET)


def _younger(stop: Stop) -> None:
    """A stop with files of its own, of which it knows nothing."""
    young = Stop.objects.get(pk=stop.pk)
    young.pk, young.slug, young.prefix = None, "bench-young", "BY"
    young.save()
    cache.clear()
    with connection.cursor() as cursor:
        ground.seed(cursor, young, first=2 * ground.MANY + 1, last=2 * ground.MANY + YOUNG)


def _found(words: str) -> dict[str, Any]:
    results = search_for(User.objects.get(email=ground.STAFF), words)
    files, alike = len(results.rows("files")), len(results.rows("alike"))
    right = files == EXPECTED[words] if words in EXPECTED else bool(files or alike)
    return {"ok": right, "files": files, "alike": alike, "people": len(results.rows("people"))}


def _looked(browser: Client, words: str, times: int) -> dict[str, Any]:
    """Milliseconds of waiting, and of CPU with PostgreSQL's; whole requests of one process."""
    url = browser.post(reverse("desk:search"), {"q": words}).headers["Location"]
    before = time.process_time() + of_postgresql()
    waits = sorted(_milliseconds(browser, url) for _each in range(times))
    spent = time.process_time() + of_postgresql() - before
    p95 = quantiles(waits, n=20)[-1] if times > 1 else waits[0]
    return {
        "p50_ms": round(waits[times // 2], 1),
        "p95_ms": round(p95, 1),
        "cpu_ms": round(spent * 1000 / times, 1),
        "goal": f"p95 ≤ {GOAL} ms",
        "within": p95 <= GOAL,
    }


def _milliseconds(browser: Client, url: str) -> float:
    begun = time.perf_counter()
    response = browser.get(url)
    if response.status_code != 200:  # noqa: PLR2004
        raise SystemExit(f"The search was answered {response.status_code}.")
    return (time.perf_counter() - begun) * 1000
