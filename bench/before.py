"""This build beside an earlier one: the same requests to both, in turn, each in its own tree.

`python -m bench.before TREE [NAMES] [--pairs 7] [--size 20] [--json out.json]`, with the servers of
`DATABASE_URL` and `REDIS_URL`. Each side has a database of its own, and its own keys in Redis.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

from bench.counted import Database
from bench.database import MADE, shape, sign
from bench.servers import Side, python_of, serving
from bench.walks import WALKS, Walk

HERE = Path(__file__).resolve().parent.parent
PORTS = {"now": 8473, "before": 8474}
REDIS = {"now": 14, "before": 15}
# Where the 10 ms in which /proc counts would be much of a round.
OFTEN = {"stop": 20, "figures": 20, "stops": 20, "list": 4}
FURNISH = "import django; django.setup(); from bench import ground; ground.furnish()"


def main() -> int:
    """Measure what is named on both sides; 1 when an answer was wrong, however fast."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tree", type=Path, help="a checkout of the earlier build, with its .venv")
    parser.add_argument("names", nargs="*", help=" ".join(WALKS))
    parser.add_argument("--pairs", type=int, default=7, help="rounds of both sides")
    parser.add_argument("--size", type=int, default=20, help="walks in a round")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    results = []
    for result in compared(options.tree, options.names, options.pairs, options.size):
        results.append(result)
        sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    if options.json:
        options.json.write_text(json.dumps(results, indent=1))
    return 0


def compared(tree: Path, names: Collection[str], pairs: int, size: int) -> Iterator[dict[str, Any]]:
    """Each of these walks on both builds; all of them where none is named."""
    with furnished(HERE, "now") as now, furnished(tree.resolve(), "before") as before:
        for name in names or WALKS:
            yield {
                "name": name,
                **beside(WALKS[name], now, before, pairs, size * OFTEN.get(name, 1)),
            }


@contextmanager
def furnished(tree: Path, name: str) -> Iterator[tuple[Side, Database]]:
    """One side: its database made and filled by its own code, then its server."""
    environment = environment_of(tree, name)
    with serving("microlabs.wsgi:application", PORTS[name], tree, **environment) as side:
        yield side, Database(environment["DATABASE_URL"])


def environment_of(tree: Path, name: str) -> dict[str, str]:
    """What a server of one side runs with: a database made and filled by the code of its tree.

    It is made once and copied: five comparisons begin with the same.
    """
    database = f"microlabs_{name}"
    url = urlsplit(os.environ["DATABASE_URL"])
    with psycopg.connect(urlunsplit(url), autocommit=True) as line:
        line.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
        is_made = line.execute(MADE, [f"{database}_made"]).fetchone() == (shape(tree),)
        template = f" TEMPLATE {database}_made" if is_made else ""
        line.execute(f"CREATE DATABASE {database}{template}")
    environment = {
        "DJANGO_SETTINGS_MODULE": "microlabs.settings",
        "MICROLABS_MODE": "laptop",
        "MICROLABS_DEBUG": "0",
        "MICROLABS_APPLICATIONS_PER_HOUR": "1000000",
        "DATABASE_URL": urlunsplit(url._replace(path=f"/{database}")),
        "REDIS_URL": redis_url(REDIS[name]),
    }
    command: list[str | Path] = [python_of(tree), "-c", FURNISH]
    subprocess.run(command, cwd=tree, env={**os.environ, **environment}, check=True)  # noqa: S603
    if not is_made:
        with psycopg.connect(urlunsplit(url), autocommit=True) as line:
            line.execute(f"DROP DATABASE IF EXISTS {database}_made")
            line.execute(f"CREATE DATABASE {database}_made TEMPLATE {database}")
            sign(line, f"{database}_made", tree)
    return environment


def redis_url(database: int) -> str:
    """Redis, with the keys of one side: named so that a cache and a broker understand it."""
    server = os.environ["REDIS_URL"].partition("?")[0]
    if server.startswith("unix://"):
        return f"{server}?db={database}"
    return urlunsplit(urlsplit(server)._replace(path=f"/{database}"))


def beside(
    walk: Callable[[Side], Walk],
    now: tuple[Side, Database],
    before: tuple[Side, Database],
    pairs: int,
    size: int,
) -> dict[str, Any]:
    """Rounds of both sides in turn, the first of each unmeasured; CPU is compared pair by pair."""
    rounds: dict[str, list[tuple[float, float]]] = {"now": [], "before": []}
    walks = {"now": walk(now[0]), "before": walk(before[0])}
    sides = {"now": now, "before": before}
    for number in range(pairs + 1):
        for name in ("now", "before") if number % 2 else ("before", "now"):
            cost = measured(*sides[name], walks[name], size)
            if number:
                rounds[name].append(cost)
    ratios = sorted(a[0] / b[0] for a, b in zip(rounds["now"], rounds["before"], strict=True))
    counts = {name: counted(*sides[name], walks[name]) for name in sides}
    return {
        **{f"{name}_cpu_ms": round(median(cpu for cpu, _pg in rounds[name]), 2) for name in rounds},
        **{f"{name}_pg_ms": round(median(pg for _cpu, pg in rounds[name]), 2) for name in rounds},
        **{f"{name}_statements": counts[name] for name in counts},
        "ratio_med": round(median(ratios), 3),
        "ratio_min": round(ratios[0], 3),
        "ratio_max": round(ratios[-1], 3),
    }


def measured(side: Side, database: Database, walk: Walk, size: int) -> tuple[float, float]:
    """Milliseconds of the server's and of PostgreSQL's time for one walk."""
    cpu, seconds = side.cpu(), database.seconds()
    for _each in range(size):
        walk()
    return (side.cpu() - cpu) * 1000 / size, (database.seconds() - seconds) * 1000 / size


def counted(_side: Side, database: Database, walk: Walk) -> int:
    """The statements of one walk: of three, the one in which nothing kept had grown old."""
    counts = []
    for _turn in range(3):
        before = database.statements()
        walk()
        counts.append(database.statements() - before)
    return min(counts)


if __name__ == "__main__":
    sys.exit(main())
