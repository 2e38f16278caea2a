"""One race for one slot, ours and django-appointment's beside each other, over HTTP (benchmark 5).

The peer is installed into a directory that is thrown away, in the version that is named here.
"""

import json
import os
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import psycopg

from bench import database
from bench.crowds import Post, posted, product
from bench.guests import installed, last_line, served
from bench.servers import Side, wait_for
from bench.session_rounds import furnished, gathered
from bench.slot_search import search_among
from coaching.models import Booking
from programs.models import Stop

PINNED = ("django-appointment==3.12", "Django==5.2.19", "psycopg[binary]", "granian")
NAME = "microlabs_bench_peer"
TREE = Path(__file__).parent / "floor"
OURS, THEIRS = 8475, 8476
CLIENTS = 200
GOAL = 20  # times what the peer decides in a second of CPU
BEGUN = 0.03  # seconds of CPU a second that an idle server takes at most
ANSWERS = {302, 422}  # booked; refused in words, with other hours
EXPERTS, FASTER = 20, 50  # of a search, and how much less CPU it is to take than the peer's
FIELDS = "name=Client&phone_0=MA&phone_1=612345678&address=Here&additional_info=&payment_type=full"


def race_beside(stop: Stop, pairs: int, _size: int) -> Iterator[dict[str, Any]]:
    """So many races of two hundred clients on each side, in turn."""
    with tempfile.TemporaryDirectory() as folder:
        python = installed(Path(folder), PINNED)
        environment = {**os.environ, "FLOOR_DATABASE": json.dumps(_own_database())}
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        ratios: list[float] = []
        winners: dict[str, list[int]] = {"ours": [], "peer": []}
        with product(OURS, database.url()) as ours:
            for _pair in range(pairs):
                won, mine = _ours(stop, ours)
                winners["ours"].append(won)
                posts = json.loads(_run(python, environment, str(CLIENTS)))
                with _peer(python, environment) as peer:
                    asks = [Post(path, FIELDS, cookie) for path, cookie in posts]
                    theirs = _cost(peer, asks)
                winners["peer"].append(int(_run(python, environment, "winners")))
                ratios.append(theirs / mine)
        yield {
            "name": "sessions: one slot, beside django-appointment",
            "clients": CLIENTS,
            "winners": winners,
            "ratio": round(median(ratios), 2),
            "ratios": [round(each, 2) for each in ratios],
            "ok": {*winners["ours"]} == {1} and min(winners["peer"]) > 1 and median(ratios) >= GOAL,
        }
        yield _search(stop, python, environment, min(pairs, 5))


def _search(stop: Stop, python: Path, environment: dict[str, str], many: int) -> dict[str, Any]:
    """A look at one day of twenty people there, at fourteen days of twenty here, in turn."""
    pairs = [
        (
            float(_run(python, environment, "search", str(EXPERTS))),
            search_among(stop, EXPERTS, size=20),
        )
        for _pair in range(many)
    ]
    ratio = median(theirs / ours for theirs, ours in pairs)
    return {
        "name": f"slots: {EXPERTS} experts, beside django-appointment",
        "peer_cpu_ms": round(median(theirs for theirs, _ours in pairs), 1),
        "our_cpu_ms": round(median(ours for _theirs, ours in pairs), 1),
        "ratio": round(ratio, 1),
        "ok": ratio >= FASTER,
    }


def _ours(stop: Stop, side: Side) -> tuple[int, float]:
    crowd = gathered(stop, CLIENTS)
    slot = furnished(stop, 1, 3)[0]
    cost = _cost(side, [crowd.post(number, slot) for number in range(CLIENTS)])
    return Booking.objects.filter(slot=slot).count(), cost


def _cost(side: Side, posts: Sequence[Post]) -> float:
    """Seconds of the server's CPU for each of these posts, all sent at one moment."""
    before = _idle(side)
    answers = posted(side.port, posts, within=0)
    cost = (side.cpu() - before) / len(posts)
    told = Counter(each.status for each in answers)
    if not told.keys() <= ANSWERS:
        raise SystemExit(f"The server at {side.port} answered {dict(told)}: nothing is measured.")
    return cost


def _idle(side: Side) -> float:
    """Wait until all its workers have begun, for that is no post's; what it has taken so far."""
    spent = side.cpu()
    while True:
        time.sleep(1)
        if (now := side.cpu()) - spent < BEGUN:
            return now
        spent = now


def _own_database() -> dict[str, str]:
    settings = database.as_django_has_it()
    with psycopg.connect(database.url(), autocommit=True) as line:
        line.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        line.execute(f"CREATE DATABASE {NAME}")
    return settings | {"NAME": NAME}


def _run(python: Path, environment: dict[str, str], *order: str) -> str:
    return last_line([python, TREE / "peer.py", *order], environment)


@contextmanager
def _peer(python: Path, environment: dict[str, str]) -> Iterator[Side]:
    with served(python, "peer:application", THEIRS, environment, TREE) as side:
        wait_for(side)
        yield side
