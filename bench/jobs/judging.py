"""A card of the triage and a verdict with its next card, 150 each, among 10,000 files."""

import json
import sys
import time

import django

django.setup()

from django.conf import settings  # noqa: E402  the settings come first
from django.test import Client  # noqa: E402

from applications.models import Application  # noqa: E402
from bench import ground, triage  # noqa: E402
from selection.models import Review  # noqa: E402

MANY, FIRST = 150, 10
stop = ground.furnish()
triage._prepare(stop)  # noqa: SLF001  an earlier build offers it so
browser = Client(HTTP_HOST="127.0.0.1", headers={"hx-request": "true"})
browser.cookies[settings.SESSION_COOKIE_NAME] = ground.session()
best = Application.objects.filter(stop=stop).order_by("-prescore__points", "submitted_at")
urls = [f"/desk/{stop.slug}/triage/{each.reference}/" for each in best[: FIRST + MANY]]


def milliseconds(method: str, ending: str, some: list[str]) -> float:
    """Of CPU, for each of these requests."""
    begun = time.process_time()
    for url in some:
        data = {"verdict": "yes"} if method == "post" else None
        if getattr(browser, method)(f"{url}{ending}", data).status_code != 200:  # noqa: PLR2004
            raise SystemExit(f"{url} was refused: nothing is measured.")
    return (time.process_time() - begun) * 1000 / len(some)


milliseconds("get", "", urls[:FIRST])
milliseconds("post", "verdict/", urls[:FIRST])
sys.stdout.write("ready\n")
sys.stdout.flush()
sys.stdin.readline()
card = milliseconds("get", "", urls[FIRST:])
verdict = milliseconds("post", "verdict/", urls[FIRST:])
told = {"cpu_s": (card + verdict) / 1000, "card_ms": card, "verdict_ms": verdict}
ok = Review.objects.exclude(verdict="").filter(application__stop=stop).count() == FIRST + MANY
sys.stdout.write(json.dumps({**told, "ok": ok}) + "\n")
