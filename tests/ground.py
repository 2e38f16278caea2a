"""The database of the tests: migrated once, kept with its servers, cloned for every worker.

It is built anew when a file changed that says what stands in it, and on a new day, because the
calendar begins today.
"""

from __future__ import annotations

import ast
import hashlib
import os
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.db.backends.base.creation import TEST_DATABASE_PREFIX

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from django.db.backends.utils import CursorWrapper

HOME = Path(__file__).resolve().parent.parent
KEY = (
    "MICROLABS_GROUND"  # of the environment: the workers are told what the first process found out
)
SAYING = ("migrations/*.py", "models.py", "models/*.py", "translation.py", "settings.py")
DATA = ("data/*",)


def key() -> str:
    """Changes with what the database is made of; read once for all workers."""
    if KEY not in os.environ:
        files = sorted({*_with_imports(_found(SAYING)), *_found(DATA), HOME / "requirements.txt"})
        told = hashlib.sha256(str(datetime.now(ZoneInfo("Africa/Casablanca")).date()).encode())
        for file in files:
            told.update(str(file.relative_to(HOME)).encode() + file.read_bytes())
        os.environ[KEY] = told.hexdigest()
    return os.environ[KEY]


@contextmanager
def cloned() -> Iterator[None]:
    """Lead the connection of this process to a database of its own, gone afterwards."""
    own = str(connection.settings_dict["NAME"])
    mine = connection.creation._get_test_db_name()  # noqa: SLF001
    ground = f"{TEST_DATABASE_PREFIX}{own}_ground"
    connection.close()
    with _server() as server:
        server.execute(
            "SELECT pg_advisory_lock(hashtext(%s))", [ground]
        )  # workers ask for it at the same moment
        if _key_of(server, ground) != key():
            server.execute(f'DROP DATABASE IF EXISTS "{ground}" WITH (FORCE)')
            _build(ground)
            server.execute(f"COMMENT ON DATABASE \"{ground}\" IS '{key()}'")
        server.execute(f'DROP DATABASE IF EXISTS "{mine}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{mine}" TEMPLATE "{ground}"')
    _lead_to(mine)
    yield
    _lead_to(own)
    with (
        _server() as server
    ):  # a thread of the live server, kept by a browser's open line, may still hold it
        server.execute(f'DROP DATABASE "{mine}" WITH (FORCE)')


@contextmanager
def _server() -> Iterator[CursorWrapper]:
    with connection._nodb_cursor() as cursor:  # noqa: SLF001
        cursor.execute("SET lock_timeout = 0; SET statement_timeout = 0")
        yield cursor


def _build(name: str) -> None:
    usual = connection.settings_dict["TEST"]["NAME"]
    connection.settings_dict["TEST"]["NAME"] = name
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    connection.close()
    connection.settings_dict["TEST"]["NAME"] = usual


def _key_of(server: CursorWrapper, database: str) -> str | None:
    server.execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
        [database],
    )
    row = server.fetchone()
    return row[0] if row else None


def _lead_to(name: str) -> None:
    connection.close()
    settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name


def _found(patterns: tuple[str, ...]) -> AbstractSet[Path]:
    rooms = [package.parent for package in HOME.glob("*/__init__.py")]
    return {
        path
        for room in rooms
        for pattern in patterns
        for path in room.rglob(pattern)
        if path.is_file()
    }


def _with_imports(files: AbstractSet[Path]) -> AbstractSet[Path]:
    """These files and all of ours that they import, and so on."""
    found: set[Path] = set()
    waiting = [*files]
    while waiting:
        file = waiting.pop()
        if file not in found:
            found.add(file)
            names = [HOME / name for name in _imported(file)]
            waiting += [
                each
                for name in names
                for each in (name.with_suffix(".py"), name / "__init__.py")
                if each.exists()
            ]
    return found


def _imported(file: Path) -> AbstractSet[str]:
    """The paths, without their ending, of what a file may import.

    `from a import b` may mean a module `a/b`.
    """
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.Import):
            names |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
    return {name.replace(".", "/") for name in names}
