"""`make bench`, or `python -m bench [NAMES] [--pairs 7] [--size 60] [--json FILE] [--table]`.

NAMES and their pairs and sizes stand in `bench/run.py`; with none, all that need nothing installed.
`--table` writes what was measured into `bench/README.md`.
`python -m bench morning SITE` counts presses on a running demonstration instead, and
`python -m bench newcomer SITE` the minutes until somebody who begins with nothing has a stop open.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench import database, morning, newcomer, tables
from microlabs import embedded


def main() -> int:
    """Run what is measured in the small database, then in the large; 1 when a result was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--table", action="store_true", help="write the figures into the README")
    options, words = parser.parse_known_args()
    results: list[dict[str, Any]] = []
    codes = []
    with TemporaryDirectory() as folder, embedded.servers():
        for name in (database.SMALL, database.LARGE):
            told = Path(folder) / name
            command = [sys.executable, "-m", "bench.run", *words, "--json", str(told)]
            codes.append(subprocess.run(command, env=_environment(name), check=False).returncode)  # noqa: S603
            results += json.loads(told.read_text()) if told.exists() else []
    if options.json:
        options.json.write_text(json.dumps(results, indent=1, ensure_ascii=False))
    if options.table:
        tables.keep("bench", tables.of_results(results))
    return max(codes)


def _environment(name: str) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "microlabs.settings",
        "MICROLABS_MODE": "laptop",
        "MICROLABS_DEBUG": "0",
        "REDIS_URL": os.environ.get("REDIS_URL") or embedded.redis_url(),
        "DATABASE_URL": database.url(name),
        "MICROLABS_APPLICATIONS_PER_HOUR": "1000000",
    }


if __name__ == "__main__":
    if sys.argv[1:2] in (["morning"], ["newcomer"]):
        {"morning": morning, "newcomer": newcomer}[sys.argv[1]].main(*sys.argv[2:])
    else:
        sys.exit(main())
