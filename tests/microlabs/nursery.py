"""Starts of production, each a process of its own: forked from one that has loaded the libraries.

Nothing of ours and no settings are loaded before; a start is whole, only loading is spared.
"""

import json
import os
import subprocess
import sys
import tempfile
from functools import cache
from importlib import import_module
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent.parent
LIBRARIES = (  # those that ask for no settings
    *("django.core.management", "django.db.models", "django.forms", "psycopg", "environs"),
    *("celery.schedules", "babel", "httpx", "phonenumbers", "PIL.Image", "pillow_heif", "psutil"),
    *("openpyxl", "pydantic"),  # of the pages, which a check reads
)


@cache
def nursery() -> subprocess.Popen[str]:
    """The process that forks, until it is closed or has nothing to read any more."""
    return subprocess.Popen(  # noqa: S603
        [sys.executable, __file__],
        cwd=HOUSE,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def close() -> None:
    """End the process, if there is one."""
    if nursery.cache_info().currsize:
        nursery().communicate(timeout=60)
        nursery.cache_clear()


def run(code: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run some Python in a process with this environment and no other, as `python -c` does."""
    born = nursery()
    assert born.stdin
    assert born.stdout
    born.stdin.write(json.dumps([code, environment]) + "\n")
    born.stdin.flush()
    status, out, errors = json.loads(born.stdout.readline())
    return subprocess.CompletedProcess(code, status, out, errors)


def main() -> None:
    """Answer each line with what became of it."""
    for library in LIBRARIES:
        import_module(library)
    sys.path[0] = str(HOUSE)
    for line in sys.stdin:
        code, environment = json.loads(line)
        with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as errors:
            child = os.fork()
            if not child:
                os.dup2(out.fileno(), 1)
                os.dup2(errors.fileno(), 2)
                live(code, environment)
            status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            texts = [file.seek(0) or file.read() for file in (out, errors)]
        sys.stdout.write(json.dumps([status, *texts]) + "\n")
        sys.stdout.flush()


def live(code: str, environment: dict[str, str]) -> None:
    """Run the code to its end or to its error, which ends this process as it ends any."""
    os.environ.clear()
    os.environ.update(environment)
    exec(code, {"__name__": "__main__"})  # noqa: S102
    sys.exit()


if __name__ == "__main__":
    main()
