"""Both sides on the same server with the same flags: one Granian worker each, by its CPU time."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil

HOST = "127.0.0.1"
BIN = Path(sys.executable).parent
FLAGS = (
    *("--interface", "wsgi", "--host", HOST, "--workers", "1"),
    *("--blocking-threads", "2", "--log-level", "error"),
)
TAKEN = 10.0  # seconds after which whoever still listens at a port is not about to end
GRACE = 30.0  # seconds in which one ends by itself
PATIENCE = 120.0  # seconds in which a server starts and answers, on a machine that is busy


@dataclass(frozen=True)
class Ask:
    """One request to one side."""

    path: str
    method: str = "GET"
    body: str = ""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Cost:
    """What a round of requests took: milliseconds of the server's CPU for each, and of waiting."""

    cpu: float
    p50: float
    p95: float


class Side:
    """One server and its processes."""

    def __init__(self, port: int, process: subprocess.Popen[bytes]) -> None:
        self.port, self.process = port, process

    def ask(
        self, request: Ask, line: http.client.HTTPConnection | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """One request, over a line that stays open if there is one."""
        line = line or http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)
        form = {"Content-Type": "application/x-www-form-urlencoded"} if request.body else {}
        headers = form | dict(request.headers)
        line.request(request.method, request.path, body=request.body or None, headers=headers)
        response = line.getresponse()
        return response.status, dict(response.getheaders()), response.read()

    def cpu(self) -> float:
        """Seconds of CPU that its processes have taken so far."""
        server = psutil.Process(self.process.pid)
        processes = [server, *server.children(recursive=True)]
        return sum(sum(process.cpu_times()[:2]) for process in processes)

    def round(self, asks: list[Ask]) -> Cost:
        """Ask all of them, one after the other."""
        line = http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)
        waits, before = [], self.cpu()
        for each in asks:
            begun = time.perf_counter()
            status, _headers, _body = self.ask(each, line)
            waits.append((time.perf_counter() - begun) * 1000)
            if status >= http.HTTPStatus.BAD_REQUEST:
                raise SystemExit(
                    f"{each.method} {each.path} answered {status}: nothing is measured."
                )
        line.close()
        waits.sort()
        return Cost(
            (self.cpu() - before) * 1000 / len(asks), median(waits), waits[int(len(waits) * 0.95)]
        )


def python_of(tree: Path) -> Path:
    """The Python of a checkout, with the packages that it pins; ours where it has none."""
    own = tree / ".venv" / "bin" / "python"
    return own if own.exists() else Path(sys.executable)


def refuse_taken(port: int) -> None:
    """Raise SystemExit where somebody listens: two servers share a port, each has some requests."""
    until = time.monotonic() + TAKEN
    while _listens(port):
        if time.monotonic() > until:
            raise SystemExit(f"Another server listens at {port}: nothing is measured.")
        time.sleep(0.1)


def _listens(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex((HOST, port)) == 0


def wait_for(side: Side) -> None:
    """Wait until it answers. Raises SystemExit for one that has ended, or never does."""
    until = time.monotonic() + PATIENCE
    while side.process.poll() is None and time.monotonic() < until:
        try:
            with closing(http.client.HTTPConnection(HOST, side.port, timeout=PATIENCE)) as line:
                side.ask(Ask("/healthz"), line)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"The server at {side.port} does not answer: nothing is measured.")


def end(process: subprocess.Popen[bytes]) -> None:
    """End a server with its workers: one that is told so while it begins may never hear of it."""
    if process.poll() is not None:
        return
    whole = psutil.Process(process.pid)
    family = [*whole.children(recursive=True), whole]
    process.terminate()
    try:
        process.wait(GRACE)
    except subprocess.TimeoutExpired:
        for each in family:
            with suppress(psutil.NoSuchProcess):
                each.kill()
        process.wait(GRACE)


@contextmanager
def serving(
    application: str, port: int, tree: Path | None = None, **environment: str
) -> Iterator[Side]:
    """Serve one side for as long as the block lasts, from another `tree` if one is named."""
    refuse_taken(port)
    granian = python_of(tree).with_name("granian") if tree else BIN / "granian"
    command: list[str | Path] = [granian, *FLAGS, "--port", str(port), application]
    process = subprocess.Popen(  # noqa: S603
        command, cwd=tree, env={**os.environ, **environment}, stderr=subprocess.DEVNULL
    )
    side = Side(port, process)
    try:
        wait_for(side)
        yield side
    finally:
        end(process)
