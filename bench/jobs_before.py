"""What the center's server does by itself, on this build and on an earlier one, in turn.

`python -m bench.jobs_before TREE [publishing importing judging] [--pairs 5]`, with the servers of
`DATABASE_URL` and `REDIS_URL`. A job runs in a process of its own with the code of its tree, and
measures its CPU; PostgreSQL counts its statements. Each side has a database of its own.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Collection, Iterator
from pathlib import Path
from statistics import median
from typing import Any

import psycopg

from bench.before import HERE, environment_of
from bench.servers import python_of

COUNTED = """
SELECT coalesce(sum(calls) FILTER (
    WHERE toplevel AND query NOT IN ('BEGIN', 'COMMIT')
    AND query NOT LIKE '%FOR KEY SHARE OF x'), 0),
  coalesce(sum(total_exec_time + total_plan_time) FILTER (WHERE toplevel), 0)
FROM pg_stat_statements
WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
"""
JOBS = Path(__file__).parent / "jobs"
NAMES = sorted(path.stem for path in JOBS.glob("[!_]*.py"))


def main() -> int:
    """Measure what is named on both sides; 1 when a result was wrong, however fast."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tree", type=Path, help="a checkout of the earlier build, with its .venv")
    parser.add_argument("names", nargs="*", help=" ".join(NAMES))
    parser.add_argument("--pairs", type=int, default=5, help="rounds of both sides")
    options = parser.parse_args()
    for result in compared(options.tree, options.names, options.pairs):
        sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    return 0


def compared(tree: Path, names: Collection[str], pairs: int) -> Iterator[dict[str, Any]]:
    """Each of these works on both builds; all of them where none is named."""
    trees = {"now": HERE, "before": tree.resolve()}
    sides = {
        name: (tree, {**os.environ, **environment_of(tree, name)}) for name, tree in trees.items()
    }
    for name in names or NAMES:
        yield beside(name, sides, pairs)


def beside(name: str, sides: dict[str, Any], pairs: int) -> dict[str, Any]:
    """Rounds of both in turn; CPU is compared pair by pair."""
    rounds: dict[str, list[dict[str, float]]] = {"now": [], "before": []}
    for number in range(pairs):
        for side in ("now", "before") if number % 2 else ("before", "now"):
            rounds[side].append(measured(name, *sides[side]))
    names = [*rounds["now"][0]]
    return {
        "name": name,
        **{
            f"{side}_{what}": round(median(each[what] for each in rounds[side]), 3)
            for what in names
            for side in rounds
        },
        **{f"{what}_ratio": _ratio(rounds, what) for what in names},
    }


def _ratio(rounds: dict[str, list[dict[str, float]]], what: str) -> list[float]:
    """The median of the ratios pair by pair, the least and the most."""
    pairs = zip(rounds["now"], rounds["before"], strict=True)
    ratios = sorted(now[what] / before[what] for now, before in pairs if before[what])
    return [round(each, 3) for each in (median(ratios), ratios[0], ratios[-1])] if ratios else []


def measured(name: str, tree: Path, environment: dict[str, str]) -> dict[str, float]:
    """One run of a job on one side: what its process says of itself, beside PostgreSQL's count.

    A job prepares, says so, waits for a line, works, and says what it took and whether it is right.
    """
    with psycopg.connect(environment["DATABASE_URL"], autocommit=True) as line:
        line.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
        job = subprocess.Popen(  # noqa: S603
            [python_of(tree), "-c", (JOBS / f"{name}.py").read_text()],
            cwd=tree, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        if not (job.stdin and job.stdout) or job.stdout.readline() != "ready\n":
            raise SystemExit(f"{name}: it could not be prepared.")
        line.execute("SELECT pg_stat_statements_reset()")
        job.stdin.write("go\n")
        job.stdin.flush()
        told: dict[str, float] = json.loads(job.stdout.readline())
        sent, milliseconds = line.execute(COUNTED).fetchone() or (0, 0)
        job.communicate()
    if not told.pop("ok"):
        raise SystemExit(f"{name}: the result is wrong.")
    return {
        **told,
        "postgresql_s": float(milliseconds) / 1000,
        "statements": float(sent),  # not those that foreign keys and triggers ask row by row
    }


if __name__ == "__main__":
    sys.exit(main())
