"""What a web worker costs before it has done anything: CPU until its first answer, and memory.

`python -m bench.starts TREE [--pairs 5] [--requests 10000]`: this build, an earlier one at `TREE`
and the floor's page of rows, in turn, each from exec on; then how much of ours grows by requests.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import psutil

from bench.before import HERE, environment_of
from bench.servers import Ask, Side, serving
from bench.walks import SLUG
from microlabs.embedded import database_settings

PORT = 8475
PAGES = ("/", f"/{SLUG}/", f"/{SLUG}/apply/", f"/{SLUG}/figures/", "/account/login/")
MIB = 2**20
BYTE_CODE = {"PYTHONDONTWRITEBYTECODE": ""}  # an installed product has it, whatever this shell says
Sort = tuple[str, str, Path, dict[str, str]]


class Start(NamedTuple):
    """Seconds of CPU until the first answer, and MiB that the worker then holds."""

    cpu: float
    memory: float


def main() -> int:
    """Print every pair, and what they come to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tree", type=Path, help="a checkout of the earlier build, with its .venv")
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--requests", type=int, default=10_000)
    options = parser.parse_args()
    for result in compared(options.tree, options.pairs, options.requests):
        sys.stdout.write(json.dumps(result) + "\n")
        sys.stdout.flush()
    return 0


def compared(tree: Path, pairs: int, requests: int) -> Iterator[dict[str, Any]]:
    """CPU and memory beside the floor and beside the earlier build; what `requests` add to ours."""
    now = environment_of(HERE, "now")
    starts = _in_turn(_sides(tree.resolve(), now), pairs)
    for what in Start._fields:
        figures = {name: [getattr(each, what) for each in starts[name]] for name in starts}
        for other in ("floor", "before"):
            ratios = sorted(a / b for a, b in zip(figures["now"], figures[other], strict=True))
            yield {
                "name": f"{what}_{other}",
                "now": round(median(figures["now"]), 2),
                other: round(median(figures[other]), 2),
                "ratio_med": round(median(ratios), 3),
                "ratio_min": round(ratios[0], 3),
                "ratio_max": round(ratios[-1], 3),
            }
    first, last = _growth(now, requests)
    grown = round(last - first, 1)
    yield {"name": "growth", "requests": requests, "now": grown, "first": round(first, 1)}


def _sides(tree: Path, now: dict[str, str]) -> dict[str, Sort]:
    """Application, page, tree and environment of each side."""
    return {
        "floor": (
            "bench.floor.site:application",
            "/rows",
            HERE,
            {"FLOOR_DATABASE": json.dumps(database_settings(now["DATABASE_URL"]))},
        ),
        "now": ("microlabs.wsgi:application", "/", HERE, now),
        "before": ("microlabs.wsgi:application", "/", tree, environment_of(tree, "before")),
    }


def _in_turn(sides: dict[str, Sort], pairs: int) -> dict[str, list[Start]]:
    starts: dict[str, list[Start]] = {name: [] for name in sides}
    for number in range(pairs + 1):
        for name, (application, path, tree, environment) in sides.items():
            start = _started(application, path, tree, environment | BYTE_CODE)
            if number:  # the first writes it
                starts[name].append(start)
    return starts


def _started(application: str, path: str, tree: Path, environment: dict[str, str]) -> Start:
    with serving(application, PORT, tree, **environment) as side:
        status, _headers, _body = side.ask(Ask(path))
        if status != 200:  # noqa: PLR2004
            raise SystemExit(f"{application} {path} answered {status}: nothing is measured.")
        return Start(side.cpu(), _memory(side))


def _memory(side: Side) -> float:
    """MiB of the process that answers; its parent only watches it."""
    worker = max(_processes(side), key=lambda process: process.memory_info().rss)
    return worker.memory_info().rss / MIB


def _processes(side: Side) -> list[psutil.Process]:
    return psutil.Process(side.process.pid).children(recursive=True)


def _growth(environment: dict[str, str], requests: int) -> tuple[float, float]:
    """MiB before and after: each page has been asked for a hundred times by then."""
    with ExitStack() as stack:
        side = stack.enter_context(serving("microlabs.wsgi:application", PORT, HERE, **environment))
        side.round([Ask(page) for page in PAGES for _each in range(100)])
        first = _memory(side)
        side.round([Ask(page) for page in PAGES for _each in range(requests // len(PAGES))])
        return first, _memory(side)


if __name__ == "__main__":
    sys.exit(main())
