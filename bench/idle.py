"""What a server costs while nobody comes: its worker and its clock, on this build and another.

`python -m bench.idle TREE [--minutes 5]`, with the servers of `DATABASE_URL` and `REDIS_URL`.
Both sides stand still at the same time, each with a database of its own; then, on this build, how
long after a change is committed its figure stands in the table of counters.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import psutil
import psycopg

from bench.before import HERE, environment_of
from bench.counted import Database
from bench.servers import PATIENCE, python_of

WORKER = ["worker", "--pool", "threads", "--concurrency", "2", "--without-gossip"]
WORKER += ["--without-mingle", "--without-heartbeat", "--loglevel", "warning"]
CHANGES = 10
SETTLED = 30  # seconds until both have started
Processes = list[subprocess.Popen[bytes]]
COUNTS = """
SELECT (SELECT coalesce(sum(calls), 0) FROM pg_stat_statements WHERE dbid = datid AND toplevel
    AND query NOT IN ('BEGIN', 'COMMIT') AND query NOT LIKE '%pg_stat_%'), sessions
FROM pg_stat_database WHERE datname = current_database()
"""
CHANGE = """
UPDATE applications_application SET gender = CASE gender WHEN 'woman' THEN 'man' ELSE 'woman' END
WHERE id = (SELECT min(id) FROM applications_application)
"""
LAST = "SELECT max(counted_at) FROM reporting_count"
FILE = "from bench import ground; stop = ground.furnish(); ground.crowd(stop, 100)"


def main() -> int:
    """Print what is compared."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tree", type=Path, help="a checkout of the earlier build, with its .venv")
    parser.add_argument("--minutes", type=int, default=5)
    options = parser.parse_args()
    for result in compared(options.tree, options.minutes):
        sys.stdout.write(json.dumps(result) + "\n")
        sys.stdout.flush()
    return 0


def compared(tree: Path, minutes: int) -> Iterator[dict[str, Any]]:
    """What each minute of both costs, all of them together, and how soon a change is counted."""
    trees = {"now": HERE, "before": tree.resolve()}
    urls = {}
    with ExitStack() as stack:
        sides = {}
        for name, each in trees.items():
            environment = environment_of(each, name)
            urls[name] = environment["DATABASE_URL"]
            if each == HERE:
                furnish(environment)
            told = {**environment, "MICROLABS_DEMO": "1"}
            sides[name] = stack.enter_context(background(each, told)), Database(urls[name])
        time.sleep(SETTLED)  # both still start
        passed = []
        for _minute in range(minutes):
            passed.append(minute(sides))
            yield passed[-1]
        yield _together(passed)
        waits = sorted(waited(urls["now"]) for _each in range(CHANGES))
    yield {
        "name": "seen",
        "now": round(waits[CHANGES // 2], 2),
        "least": round(waits[0], 2),
        "most": round(waits[-1], 2),
        "changes": CHANGES,
    }


def _together(passed: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The medians of the minutes, and their ratios pair by pair."""
    ratios = sorted(each["now_cpu_ms"] / each["before_cpu_ms"] for each in passed)
    names = [name for name in passed[0] if name != "name"]
    return {
        "name": "idle",
        **{name: round(median(each[name] for each in passed)) for name in names},
        "ratio_med": round(median(ratios), 3),
        "ratio_min": round(ratios[0], 3),
        "ratio_max": round(ratios[-1], 3),
    }


def minute(sides: Mapping[str, tuple[Processes, Database]]) -> dict[str, Any]:
    """Let one pass; what it cost each side."""
    before = {name: spent(*side) for name, side in sides.items()}
    time.sleep(60)
    figures: dict[str, Any] = {"name": "a minute"}
    for name, side in sides.items():
        cpu, statements, connections = (
            now - then for now, then in zip(spent(*side), before[name], strict=True)
        )
        figures |= {
            f"{name}_cpu_ms": round(cpu * 1000),
            f"{name}_statements": round(statements),
            f"{name}_connections": round(connections),
        }
    return figures


def furnish(environment: dict[str, str]) -> None:
    """A hundred files, of which one changes."""
    command = [sys.executable, "-c", f"import django; django.setup(); {FILE}"]
    subprocess.run(command, cwd=HERE, env={**os.environ, **environment}, check=True)  # noqa: S603


@contextmanager
def background(tree: Path, environment: dict[str, str]) -> Iterator[Processes]:
    """Its worker and its clock, for as long as the block lasts."""
    celery = [str(python_of(tree).with_name("celery")), "--app", "microlabs", "--quiet"]
    with TemporaryDirectory() as folder:
        beat = ["beat", "--schedule", f"{folder}/schedule", "--loglevel", "warning"]
        processes = [
            subprocess.Popen(  # noqa: S603
                [*celery, *words], cwd=tree, env={**os.environ, **environment}
            )
            for words in (WORKER, beat)
        ]
        try:
            yield processes
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait(PATIENCE)


def spent(processes: Processes, database: Database) -> tuple[float, float, float]:
    """Seconds of CPU, statements and connections so far."""
    cpu = sum(sum(psutil.Process(each.pid).cpu_times()[:2]) for each in processes)
    statements, connections = database.line.execute(COUNTS).fetchone() or (0, 0)
    return cpu, float(statements), float(connections)


def waited(url: str) -> float:
    """Seconds from the commit of a change until the counters have changed."""
    with psycopg.connect(url, autocommit=True) as line:
        last = line.execute(LAST).fetchone()
        line.execute(CHANGE)
        begun = time.monotonic()
        while line.execute(LAST).fetchone() == last and time.monotonic() - begun < PATIENCE:
            time.sleep(0.01)
        took = time.monotonic() - begun
        time.sleep(1.7)
        return took


if __name__ == "__main__":
    sys.exit(main())
