"""What a server costs while nobody comes: its worker and its clock, on this build and another.

`python -m bench.idle TREE [--seconds 120]`, with the servers of `DATABASE_URL` and `REDIS_URL`.
Both sides stand still at the same time, each with a database of its own; then, on this build, how
long after a change is committed its figure stands in the table of counters.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import psycopg

from bench.before import HERE, environment_of
from bench.counted import Database
from bench.jobs_before import redis
from bench.servers import BIN, PATIENCE

WORKER = ["worker", "--pool", "threads", "--concurrency", "2", "--without-gossip"]
WORKER += ["--without-mingle", "--without-heartbeat", "--loglevel", "warning"]
SETTLED = 90.0  # seconds until both have started, and have seen all that was made for them
CHANGES = 20
CONNECTIONS = "SELECT sessions FROM pg_stat_database WHERE datname = current_database()"
CHANGE = """
UPDATE applications_application SET gender = CASE gender WHEN 'woman' THEN 'man' ELSE 'woman' END
WHERE id = (SELECT min(id) FROM applications_application)
"""
LAST = "SELECT max(counted_at) FROM reporting_count"
FILE = "from bench import ground; stop = ground.furnish(); ground.crowd(stop, 1000)"


def main() -> int:
    """Print what a minute of each costs, and how soon a change is counted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tree", type=Path, help="a checkout of the earlier build, with its .venv")
    parser.add_argument("--seconds", type=int, default=120)
    options = parser.parse_args()
    trees = {"now": HERE, "before": options.tree.resolve()}
    environments = {
        name: {**environment_of(tree, name), "REDIS_URL": redis(name), "MICROLABS_DEMO": "1"}
        for name, tree in trees.items()
    }
    furnish(environments["now"])
    with ExitStack() as stack:
        sides = {
            name: stack.enter_context(background(tree, environments[name]))
            for name, tree in trees.items()
        }
        databases = {name: Database(environments[name]["DATABASE_URL"]) for name in trees}
        time.sleep(SETTLED)
        before = {name: spent(sides[name], databases[name]) for name in trees}
        time.sleep(options.seconds)
        for name, begun in before.items():
            minute = [
                (now - then) * 60 / options.seconds
                for now, then in zip(spent(sides[name], databases[name]), begun, strict=True)
            ]
            cpu, statements, connections = minute
            sys.stdout.write(
                f"{name}: {cpu * 1000:.0f} ms of CPU, {statements:.0f} statements,"
                f" {connections:.0f} new connections a minute\n"
            )
        waits = sorted(waited(environments["now"]["DATABASE_URL"]) for _each in range(CHANGES))
        sys.stdout.write(f"a change is counted after {waits[CHANGES // 2]:.2f} s")
        sys.stdout.write(f" (of {CHANGES}: {waits[0]:.2f} to {waits[-1]:.2f})\n")
    return 0


def furnish(environment: dict[str, str]) -> None:
    """A thousand files, of which one changes."""
    command = [sys.executable, "-c", f"import django; django.setup(); {FILE}"]
    subprocess.run(command, cwd=HERE, env={**os.environ, **environment}, check=True)  # noqa: S603


@contextmanager
def background(tree: Path, environment: dict[str, str]) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Its worker and its clock, for as long as the block lasts."""
    celery = [str(BIN / "celery"), "--app", "microlabs", "--quiet"]
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


def spent(
    processes: list[subprocess.Popen[bytes]], database: Database
) -> tuple[float, float, float]:
    """Seconds of CPU, statements and connections so far."""
    cpu = sum(sum(psutil.Process(each.pid).cpu_times()[:2]) for each in processes)
    row = database.line.execute(CONNECTIONS).fetchone()
    return cpu, database.statements(), float(row[0]) if row else 0.0


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
