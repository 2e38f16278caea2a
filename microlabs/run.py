"""`make run`: everything a newcomer needs in one terminal; Ctrl-C stops it all.

PostgreSQL and Redis (unless configured), migrations, translations, static files and the demo stop
come first; then the web server, one Celery worker and its clock, until one of them ends or somebody
asks to stop. A clock that dies alone is started again: nobody else would notice.
"""

import ctypes
import hashlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from microlabs import builds, embedded

HOST = "127.0.0.1"
LAST_PORT = 65535
CLOCK = "clock"
BRIEF = 30.0  # seconds: a clock that lived no longer would end again
PATIENCE = 20.0  # seconds until a child must answer, or be gone
PR_SET_PDEATHSIG = 1
BIN = Path(sys.executable).parent
CELERY: list[str | Path] = [BIN / "celery", "--app", "microlabs", "--quiet"]
BASE_DIR = Path(__file__).resolve().parent.parent
UNFIT = """\
The database that is kept here was made by an earlier build, whose tables were others ({rooms}).
Nothing was changed or deleted. To begin with an empty one, and a new demonstration: make fresh
To keep what it holds, go back to the build that made it; DATABASE_URL=… leads to another database.\
"""


class StopAskedError(Exception):
    """Somebody pressed Ctrl-C, or the parent is gone."""


def main(port: str) -> None:
    """Run until asked to stop."""
    signal.signal(signal.SIGTERM, _ask_to_stop)
    signal.signal(signal.SIGINT, _ask_to_stop)
    number = free_port(port)
    url = f"http://{HOST}:{number}"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "microlabs.settings")
    os.environ.setdefault("MICROLABS_DEMO", "1")
    os.environ.setdefault("MICROLABS_DEBUG", "0")  # a visitor's pages, at their real weight
    os.environ.setdefault("MICROLABS_SITE_URL", url)
    # A container's user is root.
    os.environ.setdefault("PYTHONWARNINGS", "ignore:You're running the worker with superuser")
    try:
        say("Starting PostgreSQL and Redis …")
        with embedded.servers():
            prepare()
            with children(number) as running:
                wait_for_web(number, running)
                running[CLOCK] = _start(clock())  # nobody waits for it
                welcome(url)
                watch(running)
    except StopAskedError:
        say("\nStopped.")


def prepare() -> None:
    """Make the database, catalogues, static files and demo stop what this version expects."""
    django.setup()
    (BASE_DIR / "var").mkdir(exist_ok=True)
    say("Bringing the database, the translations and the static files up to date …")
    refuse_another_build()
    call_command("migrate", verbosity=0)
    builds.keep()
    call_command("translations", "compile")
    collect_static()
    if settings.DEMO:
        say("Looking after the demo stop …")
        call_command("demo")


def refuse_another_build() -> None:
    """End with three lines when the database that was kept is not one of this build."""
    if rooms := builds.rooms_of_another_build():
        sys.exit(UNFIT.format(rooms=", ".join(rooms)))


def collect_static() -> None:
    """Hash and compress the static files when one of them has changed since the last time."""
    paths = [storage.path(name) for finder in get_finders() for name, storage in finder.list([])]
    times = sorted((path, Path(path).stat().st_mtime_ns) for path in paths)
    fingerprint = hashlib.sha256(repr(times).encode()).hexdigest()
    stamp = BASE_DIR / "var" / "static.seen"
    if not stamp.exists() or stamp.read_text() != fingerprint or not settings.STATIC_ROOT.exists():
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        stamp.write_text(fingerprint)


def welcome(url: str) -> None:
    """Say where to go, and that nobody is asked for a code here."""
    lines = {
        "The stops": "/",
        "Enter as …": "/demo/  (an entrepreneur, center staff, an expert, "
        "the national coordinator, a partner)",
        "Messages": "/demo/mailbox/  (everything that was sent)",
        "Staff": "/admin/",
    }
    say("\nMicrolabs is ready. Ctrl-C stops it.")
    for name, path in lines.items():
        if settings.DEMO or not path.startswith("/demo/"):
            say(f"  {name:<12}{url}{path}")


@contextmanager
def children(port: int) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    """Run the web server and the worker for as long as the block lasts, and what joins them."""
    worker: list[str | Path] = [*CELERY, "worker", "--pool", "threads", "--concurrency", "2"]
    # There is one worker: it has nobody to talk with.
    worker += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    worker += ["--loglevel", "warning"]
    running = {"web server": _start(web_server(port)), "worker": _start(worker)}
    try:
        yield running
    finally:
        for order in (signal.SIGTERM, signal.SIGKILL):
            _tell(running, order)
            _wait(running)


def web_server(port: int) -> list[str | Path]:
    """The command of the web server. Most of its threads may wait for bodies (`core/bodies.py`)."""
    web: list[str | Path] = [BIN / "granian", "--interface", "wsgi", "--host", HOST]
    web += ["--port", str(port), "--blocking-threads", "24", "--log-level", "error"]
    return [*web, "microlabs.wsgi:application"]


def clock() -> list[str | Path]:
    """The command of the clock, which says when it is time for what."""
    schedule = BASE_DIR / "var" / "beat"
    return [*CELERY, "beat", "--schedule", schedule, "--loglevel", "warning"]


def wait_for_web(port: int, running: dict[str, subprocess.Popen[bytes]]) -> None:
    """Return when the web server has answered, and has so loaded its code for the first visitor."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        refuse_if_ended(running)
        line = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
        try:
            line.request("GET", "/healthz")
            line.getresponse()
        except OSError:
            time.sleep(0.05)
        else:
            return
        finally:
            line.close()
    sys.exit(f"The web server does not answer within {PATIENCE:.0f} seconds.")


def watch(running: dict[str, subprocess.Popen[bytes]]) -> None:
    """Return never: a child that ends, or a `make` that was killed, ends everything.

    A clock that was killed is started again; one that ends soon after its start is a child like
    the others.
    """
    parent, begun = os.getppid(), time.monotonic()
    while True:
        code = running[CLOCK].poll()
        if code is not None and time.monotonic() - begun > BRIEF:
            say(f"The clock ended by itself (code {code}): it is started again.")
            running[CLOCK], begun = _start(clock()), time.monotonic()
        refuse_if_ended(running)
        if "MAKELEVEL" in os.environ and os.getppid() != parent:
            raise StopAskedError
        time.sleep(0.5)


def refuse_if_ended(running: dict[str, subprocess.Popen[bytes]]) -> None:
    """End with a sentence when one of the children has ended."""
    for name, child in running.items():
        if child.poll() is not None:
            sys.exit(
                f"The {name} ended by itself (code {child.returncode}): its last words stand above."
            )


def free_port(text: str) -> int:
    """Read a port that nobody listens on; a sentence otherwise."""
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= LAST_PORT):
        sys.exit(f"PORT must be a number from 1 to {LAST_PORT}: make run PORT=8123")
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, int(text)))
        except OSError as error:
            sys.exit(
                f"Port {text} of {HOST} cannot be used ({error.strerror}). "
                "Choose another: make run PORT=8123"
            )
    return int(text)


def say(sentence: str) -> None:
    """Print at once, also into a pipe."""
    print(sentence, flush=True)  # noqa: T201  this is the terminal of a person


def _start(command: list[str | Path]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603
        command,
        cwd=BASE_DIR,
        start_new_session=True,
        preexec_fn=_end_with_parent,  # noqa: PLW1509  no threads run yet
    )


def _end_with_parent() -> None:
    """Have Linux end this process when its parent is killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _tell(running: dict[str, subprocess.Popen[bytes]], order: signal.Signals) -> None:
    for child in running.values():
        try:
            os.killpg(child.pid, order)
        except ProcessLookupError:
            continue


def _wait(running: dict[str, subprocess.Popen[bytes]]) -> None:
    until = time.monotonic() + PATIENCE
    for child in running.values():
        try:
            child.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            continue


def _ask_to_stop(_number: int, _frame: FrameType | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # impatience must not interrupt the stopping
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise StopAskedError


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "8000")
