"""A PostgreSQL that counts its statements, for as long as a comparison lasts.

It is the machine's own (`pg_config` says where): the laptop's wheel brings no `pg_stat_statements`.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import quote

import psycopg

from microlabs.embedded import places

NAME = "microlabs"
SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "256MB",
    "max_connections": "100",
    "shared_preload_libraries": "pg_stat_statements",
    "pg_stat_statements.track": "all",
    "timezone": "UTC",
}
PATIENCE = 60.0  # seconds


@contextmanager
def counting() -> Iterator[str]:
    """Its URL: the one that DATABASE_URL names, else of a server that is thrown away afterwards."""
    if os.environ.get("DATABASE_URL"):
        yield os.environ["DATABASE_URL"]
        return
    folder = Path(mkdtemp(prefix="bench-"))
    if os.geteuid() == 0:
        shutil.chown(folder, places.runner().pw_uid, places.runner().pw_gid)
    server = _started(folder)
    try:
        yield _answering(folder, server)
    finally:
        server.terminate()
        server.wait(PATIENCE)
        shutil.rmtree(folder)


def _started(folder: Path) -> subprocess.Popen[bytes]:
    asked = subprocess.run(["pg_config", "--bindir"], check=True, capture_output=True, text=True)  # noqa: S607
    binaries = Path(asked.stdout.strip())
    as_runner = places.as_runner()
    make: list[str | Path] = [binaries / "initdb", "-D", folder / "data", "--auth=trust"]
    make += [f"--username={NAME}", "--encoding=UTF8", "--locale=C.UTF-8"]
    subprocess.run(make, check=True, cwd=folder, stdout=subprocess.DEVNULL, **as_runner)  # noqa: S603
    words = [word for each in SETTINGS.items() for word in ("-c", "=".join(each))]
    run: list[str | Path] = [binaries / "postgres", "-D", folder / "data", "-k", folder, *words]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(run, cwd=folder, stdout=log, stderr=log, **as_runner)  # noqa: S603


def _answering(folder: Path, server: subprocess.Popen[bytes]) -> str:
    url = f"postgresql://{NAME}@/{{}}?host={quote(str(folder))}&port=5432"
    until = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < until:
        try:
            with psycopg.connect(url.format("postgres"), autocommit=True) as line:
                line.execute(f"CREATE DATABASE {NAME}")
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return url.format(NAME)
    raise SystemExit(f"PostgreSQL does not start: {(folder / 'log').read_text()[-500:]}")
