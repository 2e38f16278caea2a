"""Another product in an environment of its own: installed, asked for one thing, served."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.servers import HOST, Side, end, refuse_taken


def installed(folder: Path, pinned: Sequence[str]) -> Path:
    """The Python of a new environment in `folder` that has these packages."""
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)  # noqa: S603
    python = folder / "bin" / "python"
    quiet = ("--quiet", "--disable-pip-version-check")
    subprocess.run([python, "-m", "pip", "install", *quiet, *pinned], check=True)  # noqa: S603
    return python


def last_line(command: Sequence[str | Path], environment: dict[str, str]) -> str:
    """What a program says at its end."""
    told = subprocess.run(  # noqa: S603
        command, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return str(told.stdout.splitlines()[-1])


@contextmanager
def served(
    python: str | Path, application: str, port: int, environment: dict[str, str], cwd: Path
) -> Iterator[Side]:
    """Its pages by the server that ours have, with two workers; they may not answer yet."""
    refuse_taken(port)
    flags = ("--interface", "wsgi", "--host", HOST, "--workers", "2")
    more = ("--blocking-threads", "8", "--port", str(port), "--log-level", "error")
    command: list[str | Path] = [Path(python).parent / "granian", *flags, *more, application]
    process = subprocess.Popen(  # noqa: S603
        command, cwd=cwd, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield Side(port, process)
    finally:
        end(process)
