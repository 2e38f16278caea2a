"""The benches' own database, beside the laptop's: its URL, and its settings for the floor."""

import os
from typing import Any
from urllib.parse import quote

import psycopg

from microlabs import embedded

NAME = "microlabs_bench"


def url() -> str:
    """Its URL. Makes the database if need be."""
    params = _params()
    with psycopg.connect(**params, dbname=_settings()["NAME"], autocommit=True) as line:
        if not line.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
            line.execute(f"CREATE DATABASE {NAME}")
    query = "&".join(f"{key}={quote(value)}" for key, value in params.items())
    return f"postgresql:///{NAME}?{query}"


def as_django_has_it() -> dict[str, str]:
    """Its settings, for a Django without ours."""
    return {key.upper(): value for key, value in _params().items()} | {"NAME": NAME}


def _params() -> dict[str, Any]:
    """How the server of the laptop is reached."""
    settings = _settings()
    names = ("host", "port", "user", "password")
    return {name: settings[name.upper()] for name in names if settings.get(name.upper())}


def _settings() -> dict[str, Any]:
    return embedded.database_settings(os.environ.get("DATABASE_URL", ""))
