"""The PostgreSQL and Redis of a laptop, from wheels, when no server is configured.

Nothing starts at import: the URLs are known beforehand, `servers()` makes somebody answer there.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from microlabs.embedded.addresses import broker_url, database_settings, redis_url
from microlabs.embedded.keeper import kept
from microlabs.embedded.places import UnavailableError
from microlabs.embedded.postgres import Postgres
from microlabs.embedded.redis import RedisServer

__all__ = [
    "UnavailableError",
    "broker_url",
    "database_settings",
    "empty_database",
    "redis_url",
    "servers",
]


def empty_database() -> None:
    """Throw away what the laptop's own database holds, while `servers()` are kept."""
    Postgres().empty_database()


@contextmanager
def servers() -> Iterator[None]:
    """Keep the servers that nobody configured running for as long as the block lasts.

    Several processes may hold them at once; the last one out stops them, however it ends.
    """
    with ExitStack() as stack:
        for server, variable in ((Postgres(), "DATABASE_URL"), (RedisServer(), "REDIS_URL")):
            if not os.environ.get(variable):
                stack.enter_context(kept(server))
        yield
