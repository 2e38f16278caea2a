"""The benches' own databases, beside the laptop's: their URLs, and their settings for the floor.

A small one, in which what is measured changes things, and a large one with a million files. Both
stay, and are made anew by themselves once the tables or the made-up rows are others.
"""

import hashlib
import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from psycopg.sql import SQL, Identifier, Literal

from microlabs import embedded

SMALL, LARGE = "microlabs_bench", "microlabs_million"
TREE = Path(__file__).resolve().parent.parent
MADE = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
# What tables and made-up rows come of.
SOURCES = (
    "*/migrations/*.py",
    "bench/*ground.py",
    "bench/names.py",
    "reporting/counting/watch*.py",
)


def url(name: str = SMALL) -> str:
    """Its URL. Makes the database, which is empty then, if there is none of these tables."""
    params = _params()
    with psycopg.connect(**params, dbname=_settings()["NAME"], autocommit=True) as line:
        made = line.execute(MADE, [name]).fetchone()
        if made != (shape(TREE),):
            line.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))
            line.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
            sign(line, name, TREE)
    query = "&".join(f"{key}={quote(value)}" for key, value in params.items())
    return f"postgresql:///{name}?{query}"


def sign(line: psycopg.Connection, name: str, tree: Path) -> None:
    """Keep with a database of which build its tables are."""
    comment = SQL("COMMENT ON DATABASE {} IS {}")
    line.execute(comment.format(Identifier(name), Literal(shape(tree))))


def shape(tree: Path) -> str:
    """What tables and made-up rows of a checkout look like."""
    files = sorted(file for source in SOURCES for file in tree.glob(source))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def here() -> str:
    """The name of the one that this process stands on."""
    return str(_settings()["NAME"])


def as_django_has_it() -> dict[str, str]:
    """The settings of that one, for a Django without ours."""
    return {key.upper(): value for key, value in _params().items()} | {"NAME": here()}


def _params() -> dict[str, Any]:
    """How the server of the laptop is reached."""
    settings = _settings()
    names = ("host", "port", "user", "password")
    return {name: settings[name.upper()] for name in names if settings.get(name.upper())}


def _settings() -> dict[str, Any]:
    return embedded.database_settings(os.environ.get("DATABASE_URL", ""))
