"""The two sides, started beside each other, and their benchmarks; results are printed at once."""

import argparse
import json
import sys
from collections.abc import Callable, Collection, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402  the settings come first

from bench import (  # noqa: E402
    askings,
    blind,
    claims,
    database,
    exports,
    figures,
    ground,
    lists,
    pages,
    peers,
    publish,
    relay,
    search,
    seat_peers,
    seats,
    sessions,
    slot_search,
    triage,
    weight,
)
from bench.floor.tables import LINE  # noqa: E402
from bench.servers import serving  # noqa: E402
from programs.models import Stop  # noqa: E402

PAGES = frozenset({"form", "submit", "weight", "list", "triage"})
NAMES = (
    *sorted(PAGES),
    "askings",
    "blind",
    "claims",
    "exports",
    "figures",
    "lists",
    "publish",
    "search",
    "seats",
    "sessions",
)
OURS, FLOOR = 8471, 8472


def main() -> int:
    """Measure what the arguments name; 1 when a result was wrong, however fast."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help=" ".join(NAMES))
    parser.add_argument("--pairs", type=int, default=7, help="rounds of both sides")
    parser.add_argument("--size", type=int, default=60, help="requests in a round")
    parser.add_argument("--json", type=Path)
    parser.add_argument(
        "--peers", action="store_true", help="sessions, seats: beside a peer, installed now"
    )
    options = parser.parse_args()
    results = []
    for result in measured(options.names or NAMES, ground.furnish(), options.pairs, options.size):
        results.append(result)
        sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    if options.peers:
        beside = seat_peers.crowd_beside if "seats" in options.names else peers.race_beside
        for result in beside(Stop.objects.get(slug=ground.SLUG), options.pairs):
            results.append(result)
            sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
    if options.json:
        options.json.write_text(json.dumps(results, indent=1))
    return 0 if all(result["ok"] for result in results) else 1


def measured(names: Collection[str], stop: Stop, pairs: int, size: int) -> Iterator[dict[str, Any]]:
    """The benchmarks named, one after the other."""
    for name, bench in _alone(stop, pairs, size).items():
        if name in names:
            yield from bench()
    if not PAGES.isdisjoint(names):
        yield from beside_each_other(names, stop, pairs, size)


def beside_each_other(
    names: Collection[str], stop: Stop, pairs: int, size: int
) -> Iterator[dict[str, Any]]:
    """The pages on our server and on the bare one, in turn."""
    connection.cursor().execute(LINE)
    settings = json.dumps(database.as_django_has_it())
    with (
        serving("microlabs.wsgi:application", OURS) as ours,
        serving("bench.floor.site:application", FLOOR, FLOOR_DATABASE=settings) as floor,
    ):
        if "form" in names:
            yield from pages.form(ours, floor, pairs, size)
        if "submit" in names:
            yield from pages.submit(ours, floor, pairs, size)
        if "weight" in names:
            yield from weight.weight(ours, floor, pairs)
        if "list" in names:
            yield from pages.staff_list(ours, floor, stop, pairs, size)
        if "triage" in names:
            yield from triage.triage(ours, stop, size)


def _alone(stop: Stop, pairs: int, size: int) -> dict[str, Callable[[], Iterator[dict[str, Any]]]]:
    """The benchmarks that need no second server beside them."""
    return {
        "askings": asked,
        "blind": partial(blind.blind, stop, pairs),
        "claims": claims.claims,
        "exports": partial(exports.exports, stop, pairs),
        "figures": partial(figures.figures, stop, pairs, size),
        "lists": partial(lists.lists, stop, pairs, size),
        "publish": partial(publish.publication, stop),
        "relay": relay.relay,
        "search": partial(search.search, stop, pairs),
        "seats": partial(seats.seats, stop, pairs, size),
        "sessions": partial(sessions.sessions, stop, pairs, size),
        "slots": partial(slot_search.slot_search, stop, pairs, size),
    }


def asked() -> Iterator[dict[str, Any]]:
    """Codes asked for on a server that believes whoever says from which network they ask."""
    with serving("microlabs.wsgi:application", OURS, MICROLABS_PROXIES="1") as ours:
        yield from askings.askings(ours)


if __name__ == "__main__":
    sys.exit(main())
