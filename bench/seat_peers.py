"""One crowd for thirty seats, ours and pretix's beside each other, over HTTP (benchmark 7).

pretix takes orders by its API, as a shop of one free ticket does. It is installed into a directory
that is thrown away, or found there: BENCH_PRETIX names the Python of an environment that has it.
"""

import json
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import psycopg

from bench import database
from bench.crowds import Post, posted, product
from bench.guests import installed, last_line, served
from bench.seat_rounds import Load, furnished
from bench.servers import Side
from programs.models import Stop
from workshops.models import Seat
from workshops.seats.links import invitation_url

PINNED = ("pretix==2026.8.0", "granian")
NAME = "microlabs_bench_pretix"
SCRIPT = Path(__file__).parent / "floor" / "pretix_seats.py"
OURS, THEIRS = 8478, 8479
CROWD = Load(clients=200, seats=30, waiting=0, leaving=0)
PATIENT = 300.0  # seconds until it has started
GOAL = 15  # times what the peer decides in a second of CPU


def crowd_beside(stop: Stop, pairs: int, _size: int) -> Iterator[dict[str, Any]]:
    """So many crowds on each side, in turn; the CPU of a request, PostgreSQL's not counted."""
    with tempfile.TemporaryDirectory() as folder:
        python = os.environ.get("BENCH_PRETIX") or installed(Path(folder), PINNED)
        environment = {**os.environ, **_own_database(), "PRETIX_PRETIX_DATADIR": folder}
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        last_line([python, "-m", "pretix", "migrate"], environment)
        sold: dict[str, list[int]] = {"ours": [], "peer": []}
        costs: dict[str, list[float]] = {"ours": [], "peer": []}
        with product(OURS, database.url()) as ours, _peer(python, environment) as peer:
            for _pair in range(pairs):
                workshop, people = furnished(stop, CROWD)
                asks = [Post(invitation_url(workshop, each)) for each in people]
                costs["ours"].append(_cost(ours, asks))
                sold["ours"].append(
                    Seat.objects.filter(workshop=workshop, state=Seat.State.SEATED).count()
                )
                costs["peer"].append(_cost(peer, _orders(python, environment)))
                sold["peer"].append(int(last_line([python, SCRIPT, "sold"], environment)))
    ratios = [theirs / mine for mine, theirs in zip(costs["ours"], costs["peer"], strict=True)]
    yield {
        "name": "seats: a crowd beside pretix",
        "clients": CROWD.clients,
        "sold": sold,
        "cpu_ms_a_request": {
            name: [round(each * 1000, 1) for each in costs[name]] for name in costs
        },
        "ratio": round(median(ratios), 2),
        "ratios": [round(each, 2) for each in ratios],
        "ok": {*sold["ours"]} == {CROWD.seats} and median(ratios) >= GOAL,
    }


def _orders(python: str | Path, environment: dict[str, str]) -> list[Post]:
    """What every client of a new event of the peer posts."""
    order = [python, SCRIPT, "ready", str(CROWD.seats)]
    ready = json.loads(last_line(order, environment))
    wanted = {
        "email": "client@example.invalid",
        "locale": "en",
        "positions": [{"item": ready["item"]}],
    }
    headers = (
        ("Content-Type", "application/json"),
        ("Authorization", f"Token {ready['token']}"),
        ("Cookie", ""),
    )
    return [Post(ready["path"], json.dumps(wanted), more=headers)] * CROWD.clients


def _cost(side: Side, posts: list[Post]) -> float:
    """Seconds of the server's CPU for each of these posts, sent within a second."""
    before = side.cpu()
    posted(side.port, posts, within=1)
    return (side.cpu() - before) / len(posts)


def _own_database() -> dict[str, str]:
    """Its database, which stays, as pretix's settings name it."""
    settings = database.as_django_has_it()
    with psycopg.connect(database.url(), autocommit=True) as line:
        known = line.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME])
        if not known.fetchone():
            line.execute(f"CREATE DATABASE {NAME}")
    named = {"NAME": NAME, "BACKEND": "postgresql"}
    keys = ("USER", "PASSWORD", "HOST", "PORT")
    named |= {key: settings[key] for key in keys if settings.get(key)}
    here = {"PRETIX_PRETIX_URL": f"http://127.0.0.1:{THEIRS}", "PRETIX_MAIL_HOST": "127.0.0.1"}
    return {f"PRETIX_DATABASE_{key}": value for key, value in named.items()} | here


@contextmanager
def _peer(python: str | Path, environment: dict[str, str]) -> Iterator[Side]:
    with served(
        python, "pretix.wsgi:application", THEIRS, environment, Path(python).parent
    ) as side:
        until = time.monotonic() + PATIENT
        while time.monotonic() < until:
            said = posted(THEIRS, [Post("/healthcheck/")] * 8, within=0)  # both workers have begun
            if all(each.status for each in said):
                break
            time.sleep(1)
        yield side
