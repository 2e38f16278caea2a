"""The benchmarks that stand on one database, one after the other; results are printed at once."""

import argparse
import json
import sys
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
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
from bench.database import LARGE, SMALL  # noqa: E402
from bench.floor.tables import LINE  # noqa: E402
from bench.servers import Side, serving  # noqa: E402
from programs.models import Stop  # noqa: E402

OURS, FLOOR = 8471, 8472
Results = Iterator[dict[str, Any]]
Work = Callable[[Stop, int, int], Results]


@dataclass(frozen=True)
class Bench:
    """What is measured, in so many pairs (or rounds) of such a size unless others are asked for."""

    work: Work
    pairs: int = 1
    size: int = 1
    databases: tuple[str, ...] = (SMALL,)
    by_name: bool = False  # only run where it is named: it installs something, or needs it


def beside_floor(work: Callable[[Side, Side, Stop, int, int], Results]) -> Work:
    """Pages on our server and on the bare one, in turn."""

    def serve(stop: Stop, pairs: int, size: int) -> Results:
        connection.cursor().execute(LINE)
        settings = json.dumps(database.as_django_has_it())
        with (
            serving("microlabs.wsgi:application", OURS) as ours,
            serving("bench.floor.site:application", FLOOR, FLOOR_DATABASE=settings) as floor,
        ):
            yield from work(ours, floor, stop, pairs, size)

    return serve


def asked(_stop: Stop, _pairs: int, _size: int) -> Results:
    """Codes asked for on a server that believes whoever says from which network they ask."""
    with serving("microlabs.wsgi:application", OURS, MICROLABS_PROXIES="1") as ours:
        yield from askings.askings(ours)


BENCHES = {
    "form": Bench(beside_floor(pages.form), 7, 40),
    "submit": Bench(beside_floor(pages.submit), 7, 30),
    "weight": Bench(beside_floor(weight.weight), 2),
    "list": Bench(beside_floor(pages.staff_list), 7, 20, (SMALL, LARGE)),
    "search": Bench(search.search, 4, databases=(LARGE,)),
    "blind": Bench(blind.blind, 1, databases=(LARGE,)),
    "exports": Bench(exports.exports, 3, databases=(LARGE,)),
    "figures": Bench(figures.figures, 1, 4000, (LARGE,)),
    "askings": Bench(asked),
    "claims": Bench(claims.claims),
    "seats": Bench(seats.seats, 1, 200),
    "sessions": Bench(sessions.sessions, 1, 100),
    "slots": Bench(slot_search.slot_search, 2, 20),
    "triage": Bench(beside_floor(triage.triage), size=60),
    "publish": Bench(publish.publication),
    "appointment": Bench(peers.race_beside, 2, by_name=True),
    "pretix": Bench(seat_peers.crowd_beside, 2, by_name=True),
    "relay": Bench(relay.relay, by_name=True),
}


def main() -> int:
    """Measure what the arguments name; 1 when a result was wrong, however fast."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *BENCHES], help=" ".join(BENCHES))
    parser.add_argument("--pairs", type=int, help="rounds of both sides")
    parser.add_argument("--size", type=int, help="requests, or whatever it measures, in a round")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    named = options.names or [name for name, bench in BENCHES.items() if not bench.by_name]
    wanted = [name for name in named if database.here() in BENCHES[name].databases]
    results = []
    for result in measured(wanted, options.pairs, options.size) if wanted else ():
        results.append(result)
        sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    if options.json:
        options.json.write_text(json.dumps(results, indent=1))
    return 0 if all(result["ok"] for result in results) else 1


def measured(names: Collection[str], pairs: int | None, size: int | None) -> Results:
    """The benchmarks named, and how long each of them took."""
    seconds = {}
    begun = time.monotonic()
    stop = ground.furnish(many=ground.MANY if database.here() == LARGE else 0)
    seconds["made"] = round(time.monotonic() - begun)
    for name in names:
        bench, begun = BENCHES[name], time.monotonic()
        yield from bench.work(stop, pairs or bench.pairs, size or bench.size)
        seconds[name] = round(time.monotonic() - begun)
    yield {"name": f"seconds that each took in {database.here()}", "ok": True, **seconds}


if __name__ == "__main__":
    sys.exit(main())
