"""What issue 14 promised, this build beside an earlier one: every comparison, and one table.

`python -m bench.everything TREE [--table]`, TREE a checkout of the earlier build (with a .venv of
its own if it pins other packages). About ten minutes on two quiet cores. Starts the servers that
nobody named; PostgreSQL is the machine's own, which counts statements. `--table` writes the table
into `bench/README.md`.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench import before, desk_before, idle, jobs_before, starts, tables
from bench.postgresql import counting
from microlabs import embedded

Result = Mapping[str, Any]
WALKS = ("journey", "whole", "stop", "figures", "stops")
PAGES = ("list", "choosing", "what_if", "doubles", "card", "verdict")
COMPARISONS: dict[str, Callable[[Path, int], Iterator[dict[str, Any]]]] = {
    "walks": lambda tree, pairs: before.compared(tree, WALKS, pairs, 10),
    "desk": lambda tree, pairs: desk_before.compared(tree, PAGES, pairs, 8),
    "works": lambda tree, pairs: jobs_before.compared(tree, ["importing", "publishing"], pairs),
    "starts": lambda tree, pairs: starts.compared(tree, pairs, 10_000),
    "idle": idle.compared,
}
CPU = ("now_cpu_ms", "before_cpu_ms", "ms of CPU")


@dataclass(frozen=True)
class Promise:
    """What was promised of one result: a ratio of two figures, and the most of others."""

    what: str
    ratio: float = 0.0  # of `figures`; none where it is 0
    figures: tuple[str, str, str] = CPU  # now, before, and what they are
    most: Mapping[str, float] = field(default_factory=dict)
    named: str = "ratio"  # what the ratio of the result is called


PROMISES: dict[tuple[str, str], Promise] = {
    ("walks", "journey"): Promise(
        "a candidacy in fifteen requests", 0.4, most={"now_statements": 40}
    ),
    ("walks", "whole"): Promise("a candidacy in one POST", 0.45, most={"now_statements": 25}),
    ("walks", "stop"): Promise("page of a stop", 0.3),
    ("walks", "figures"): Promise("public figures", 0.3),
    ("walks", "stops"): Promise("first page, the stops", 0.3),
    ("desk", "list"): Promise("the staff's list, 50 rows", 0.45),
    ("desk", "choosing"): Promise("choosing", 0.35, most={"now_bytes": 40_960}),
    ("desk", "what_if"): Promise("what if", 0.5),
    ("desk", "doubles"): Promise("duplicates", 0.5, most={"now_statements": 10}),
    ("desk", "card"): Promise("a card of the triage", 0.6, most={"now_statements": 10}),
    ("desk", "verdict"): Promise("a verdict with its next card", 0.6, most={"now_statements": 16}),
    ("works", "importing"): Promise(
        "2,000 rows imported",
        0.25,
        ("now_cpu_s", "before_cpu_s", "s of CPU"),
        {"now_statements": 300},
        "cpu_s_ratio",
    ),
    ("works", "publishing"): Promise(
        "10,000 decisions published",
        0.5,
        ("now_cpu_s", "before_cpu_s", "s of CPU"),
        named="cpu_s_ratio",
    ),
    ("starts", "cpu_floor"): Promise(
        "web worker, exec to first answer, beside bare Django",
        2.5,
        ("now", "floor", "s of CPU"),
    ),
    ("starts", "cpu_before"): Promise(
        "the same beside the earlier build", figures=("now", "before", "s of CPU")
    ),
    ("starts", "memory_floor"): Promise(
        "its memory then, beside bare Django", 1.6, ("now", "floor", "MiB")
    ),
    ("starts", "memory_before"): Promise(
        "the same beside the earlier build", figures=("now", "before", "MiB")
    ),
    ("starts", "growth"): Promise(
        "what 10,000 requests add to it", figures=("now", "", "MiB"), most={"now": 1.0}
    ),
    ("idle", "idle"): Promise("Celery's clock and worker, an idle minute", 0.5),
    ("idle", "seen"): Promise(
        "a change is counted after", figures=("now", "", "s"), most={"now": 1.0}
    ),
}
COUNTED = {"now_statements": "statements", "now_bytes": "bytes"}


def main() -> int:
    """Print each result as it comes, then the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tree", type=Path, help="a checkout of the earlier build")
    parser.add_argument("names", nargs="*", help=" ".join(COMPARISONS))
    parser.add_argument("--pairs", type=int, default=3, help="rounds of both, minutes of idling")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--table", action="store_true", help="write the table into the README")
    options = parser.parse_args()
    results = {}
    with counting() as url:
        os.environ["DATABASE_URL"] = url
        with embedded.servers():
            os.environ.setdefault("REDIS_URL", embedded.redis_url())
            for name in options.names or COMPARISONS:
                begun = time.monotonic()
                for result in COMPARISONS[name](options.tree, options.pairs):
                    sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
                    sys.stdout.flush()
                    results[name, result["name"]] = result
                sys.stdout.write(f"{name}: {time.monotonic() - begun:.0f} s\n")
    text = tables.table(
        ("promise", "now", "before", "ratio (min to max)", "goal", "met"),
        [row(promise, results[key]) for key, promise in PROMISES.items() if key in results],
    )
    sys.stdout.write(f"\n{text}\n")
    if options.json:
        named = [{"of": of, **result} for (of, _name), result in results.items()]
        options.json.write_text(json.dumps(named, indent=1))
    if options.table:
        tables.keep("everything", text)
    return 0


def row(promise: Promise, result: Result) -> tuple[str, ...]:
    """The promise, both figures, their ratio, what was asked, and whether it is so."""
    mine, theirs, unit = promise.figures
    ratio = ratio_of(promise, result)
    counts = [name for name in COUNTED if name in result]
    goals = [f"≤ {promise.ratio}"] if promise.ratio else []
    goals += [f"≤ {most:,} {COUNTED.get(name, unit)}" for name, most in promise.most.items()]
    is_met = not (promise.ratio and ratio[0] > promise.ratio)
    is_met = is_met and all(result[name] <= most for name, most in promise.most.items())
    return (
        promise.what,
        _both(result, [mine, *counts], unit),
        _both(result, [theirs, *(each.replace("now", "before") for each in counts)], unit),
        f"{ratio[0]:.2f} ({ratio[1]:.2f} to {ratio[2]:.2f})" if ratio else "",
        ", ".join(goals),
        ("yes" if is_met else "**no**") if goals else "",
    )


def ratio_of(promise: Promise, result: Result) -> list[float]:
    """The median of the ratios pair by pair, the least and the most; none of what has no pair."""
    if promise.named in result:
        return list(result[promise.named])
    return [result[f"ratio_{which}"] for which in ("med", "min", "max") if "ratio_med" in result]


def _both(result: Result, names: list[str], unit: str) -> str:
    told = [f"{result[names[0]]:,} {unit}"] if names[0] else []
    return ", ".join(
        [*told, *(f"{result[each]:,.0f} {each.partition('_')[2]}" for each in names[1:])]
    )


if __name__ == "__main__":
    sys.exit(main())
