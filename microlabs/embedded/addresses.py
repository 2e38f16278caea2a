"""The URLs of PostgreSQL and Redis: as configured, else of the laptop's own servers. Pure."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import ImproperlyConfigured
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from microlabs.embedded import postgres, redis

CACHE_DATABASE, BROKER_DATABASE = 1, 0
KEYS = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


def database_settings(database_url: str) -> dict[str, Any]:
    """Django's view of a DATABASE_URL; of the laptop's own server when it is empty."""
    if not database_url:
        return {
            "NAME": postgres.NAME,
            "USER": postgres.NAME,
            "HOST": str(postgres.socket()),
            "PORT": postgres.PORT,
            "OPTIONS": {},
        }
    example = "DATABASE_URL must look like postgresql://user:password@host:5432/name"
    if not database_url.startswith(("postgres://", "postgresql://")):
        raise ImproperlyConfigured(f"{example}.")
    try:
        params = conninfo_to_dict(database_url)
    except ProgrammingError as error:
        raise ImproperlyConfigured(f"{example}: {str(error).strip()}.") from None
    if not params.get("dbname"):
        raise ImproperlyConfigured(f"{example}: the name of the database is missing.")
    options = {key: value for key, value in params.items() if key not in KEYS}
    return {name: params.get(key, "") for key, name in KEYS.items()} | {"OPTIONS": options}


def redis_url(database: int = CACHE_DATABASE) -> str:
    """The laptop's own Redis, as redis-py and Django's cache name it."""
    return f"unix://{redis.socket()}?db={database}"


def broker_url(redis_url: str) -> str:
    """The same Redis as Celery names it.

    A laptop's queue is kept apart from its cache, which may be emptied.
    """
    parts = urlsplit(redis_url)
    if parts.scheme in {"redis", "rediss"}:
        return redis_url
    if parts.scheme != "unix":
        raise ImproperlyConfigured(
            "REDIS_URL must look like redis://user:password@host:6379/0 or unix:///path/redis.sock."
        )
    database = int(parse_qs(parts.query).get("db", ["0"])[0])
    host = BROKER_DATABASE if database == CACHE_DATABASE else database
    return f"redis+socket://{parts.path}?virtual_host={host}"
