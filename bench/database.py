"""The benches' own database, beside the laptop's: its address, and the address as the floor wants it."""

import os
from typing import Any
from urllib.parse import quote

import psycopg

from microlabs import embedded

NAME = "microlabs_bench"


def address() -> str:
    """Where it is; made if need be."""
    place = _place()
    with psycopg.connect(
        **place, dbname=embedded.database_settings(_given())["NAME"], autocommit=True
    ) as line:
        if not line.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
            line.execute(f"CREATE DATABASE {NAME}")
    return f"postgresql:///{NAME}?" + "&".join(
        f"{key}={quote(value)}" for key, value in place.items()
    )


def as_django_has_it() -> dict[str, str]:
    """Its settings, for a Django without ours."""
    return {key.upper(): value for key, value in _place().items()} | {"NAME": NAME}


def _place() -> dict[str, Any]:
    kept = embedded.database_settings(_given())
    return {
        key: kept[key.upper()]
        for key in ("host", "port", "user", "password")
        if kept.get(key.upper())
    }


def _given() -> str:
    return os.environ.get("DATABASE_URL", "")
