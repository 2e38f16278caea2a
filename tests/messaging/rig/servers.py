"""The rig's own PostgreSQL, Redis, providers, web server for their hooks, and workers to kill."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import httpx
from django.core.management import call_command
from django.db import connection

from microlabs.embedded import places, postgres, redis, wheel
from tests import ground
from tests.ports import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

BIN = Path(sys.executable).parent
SECRET = "hook-secret"
PATIENCE = 120.0


@contextmanager
def databases() -> Iterator[tuple[postgres.Postgres, redis.RedisServer, dict[str, str]]]:
    """Both, as empty as on the first day, and where they are; gone afterwards."""
    binaries, home, whole = installed(), Path(tempfile.mkdtemp(prefix="rig-")), prepared().exists()
    home.chmod(0o711)
    with (
        patch.object(places, "home", lambda: home / "servers"),
        patch.object(places, "for_tests", lambda: True),
        patch.object(wheel, "installed", lambda: binaries),
    ):
        cluster, memory = postgres.Postgres(), redis.RedisServer()
        try:
            if whole:
                places.make_folder(cluster.name)
                copy(prepared(), cluster.data)
            cluster.start()
            memory.start()
            where = f"postgresql:///{postgres.NAME}?host={postgres.socket()}&port={postgres.PORT}&user={postgres.NAME}"
            yield (
                cluster,
                memory,
                {"DATABASE_URL": where, "REDIS_URL": f"unix://{redis.socket()}?db=1"},
            )
        finally:
            memory.stop()
            cluster.stop()
            shutil.rmtree(home)


def installed() -> Path:
    """The binaries of this checkout, which every run shares."""
    places.make_folder("postgres")
    return wheel.installed()


@cache
def prepared() -> Path:
    """The folder of a cluster migrated as the product stands today; it may not exist yet."""
    return places.home() / f"rig-{ground.key()}"


def migrate(cluster: postgres.Postgres) -> None:
    """Migrate, the first time; keep what came of it for the runs to come."""
    if prepared().exists():
        return
    call_command("migrate", verbosity=0)
    connection.close()
    cluster.stop()
    for old in prepared().parent.glob("rig-*"):
        shutil.rmtree(old, ignore_errors=True)
    unfinished = prepared().parent / f"unfinished-rig-{os.getpid()}"
    copy(cluster.data, unfinished)
    try:
        unfinished.rename(prepared())
    except OSError:  # another run was quicker
        shutil.rmtree(unfinished)
    cluster.start()


def copy(source: Path, target: Path) -> None:
    """A copy that belongs to the same user, as only that one may run it."""
    subprocess.run(["cp", "-a", source, target], check=True)  # noqa: S603, S607


def environment(where: dict[str, str], without: str) -> dict[str, str]:
    """What a process of the rig is told, beside what every process is."""
    laptop = {
        "MICROLABS_MODE": "laptop",
        "MICROLABS_DEBUG": "0",
        "MICROLABS_DEMO": "0",
        "PYTHONWARNINGS": "ignore",
    }
    patience = {"MICROLABS_MESSAGES_LEASE": "3", "MICROLABS_MESSAGES_GRACE": "6"}
    settings = {"DJANGO_SETTINGS_MODULE": "microlabs.settings", "RIG_WITHOUT": without}
    return settings | laptop | patience | where


@contextmanager
def process(*command: str, log: Path, env: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A process in a session of its own, of which nothing is left afterwards."""
    with log.open("ab") as file:
        started = subprocess.Popen(  # noqa: S603
            [str(BIN / command[0]), *command[1:]],
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if command[0] == "python" else file,
            stderr=file,
            start_new_session=True,
        )
    try:
        yield started
    finally:
        kill(started)
        if started.stdout:
            started.stdout.close()


def kill(started: subprocess.Popen[bytes]) -> None:
    """`kill -9` of a process and of all its children."""
    if started.poll() is None:
        os.killpg(started.pid, signal.SIGKILL)
        started.wait()


@contextmanager
def providers(
    log: Path, env: dict[str, str], *, port: int, site: str, keyed: bool
) -> Iterator[dict[str, str]]:
    """The local gateway, which drops 2 % of its answers; the settings by which it is reached."""
    words = [
        "--port",
        str(port),
        "--drop",
        "0.02",
        "--delay",
        "0.03",
        "--duplicate",
        "0.1",
        "--secret",
        SECRET,
    ]
    words += ["--keyed"] if keyed else []
    words += ["--site", site] if site else []
    with process("python", "-m", "tests.messaging.providers", *words, log=log, env=env) as started:
        if started.stdout is None:
            raise OSError
        kept: dict[str, str] = json.loads(started.stdout.readline())
        chosen = {name: kept[f"MICROLABS_SMS_GATEWAY_{name}"] for name in ("URL", "TOKEN")}
        settings = {f"MICROLABS_SMS_GATEWAY_{name}": value for name, value in chosen.items()}
        settings |= {"MICROLABS_SMS_GATEWAY_KEYED": "1"} if keyed else {}
        yield settings | ({"MICROLABS_SMS_HOOK_SECRET": SECRET} if site else {})


@contextmanager
def site(log: Path, env: dict[str, str], port: int) -> Iterator[None]:
    """The web server that hears what providers tell."""
    words = [
        "--interface",
        "wsgi",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--workers",
        "1",
        "--log-level",
        "error",
    ]
    with process("granian", *words, "microlabs.wsgi:application", log=log, env=env):
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=5)
            except httpx.TransportError:
                time.sleep(0.1)
            else:
                break
        yield


@contextmanager
def stage(mode: str, log: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Providers and, where they tell us something, the site that hears it.

    Their port; the settings by which they are reached.
    """
    port, env = free_port(), dict(os.environ)
    address = f"http://127.0.0.1:{port + 1}" if mode == "echo" else ""
    with ExitStack() as stack:
        keyed = mode == "keyed"
        known = stack.enter_context(providers(log, env, port=port, site=address, keyed=keyed))
        if address:
            stack.enter_context(site(log, env | known, port + 1))
        yield port, known


def deliveries(port: int) -> list[str]:
    """The keys of what reached somebody, in the order in which it did."""
    answer = httpx.get(f"http://127.0.0.1:{port}/rig/log", timeout=PATIENCE).json()
    return [each["echo"] for each in answer["deliveries"]]
