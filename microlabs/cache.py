"""The cache of a product that works without it: a Redis that is down is a miss, not an error."""

import logging
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from django.core.cache.backends.redis import RedisCache, RedisCacheClient

from core.later import later

if TYPE_CHECKING:
    from redis import backoff, exceptions, retry
else:
    backoff = later("redis.backoff")
    exceptions = later("redis.exceptions")
    retry = later("redis.retry")

PAUSE = 5.0  # seconds during which a Redis that failed is not asked again, so that pages stay quick
Answer = TypeVar("Answer")
Key = str | bytes | memoryview
Timeout = int | timedelta | None
logger = logging.getLogger(__name__)


class ForgivingClient(RedisCacheClient):
    """Answers like an empty cache while Redis is away; logs so once per outage, without keys."""

    away: ClassVar[bool] = False
    asked_again_at: ClassVar[float] = 0.0

    def __init__(self, servers: list[str], **options: Any) -> None:
        again = retry.Retry(backoff.NoBackoff(), 1)
        quick: dict[str, Any] = {"socket_connect_timeout": 1, "socket_timeout": 2, "retry": again}
        super().__init__(servers, **quick | options)
        self._talking: dict[bool, Any] = {}

    def get_client(self, key: Key | None = None, *, write: bool = False) -> Any:
        """The same client again: Django makes one for each question, which costs as much as it."""
        if write not in self._talking:
            self._talking[write] = super().get_client(key, write=write)
        return self._talking[write]

    def get(self, key: Key, default: Any) -> Any:
        """Look up; the default while Redis is away."""
        return self._ask(super().get, key, default, otherwise=default)

    def get_many(self, keys: Iterable[Key]) -> dict[Key, Any]:
        """Look several up; none while Redis is away."""
        return self._ask(super().get_many, keys, otherwise={})

    def has_key(self, key: Key) -> bool:
        """Nothing is there while Redis is away."""
        return self._ask(super().has_key, key, otherwise=False)

    def add(self, key: Key, value: Any, timeout: Timeout) -> bool:
        """The key was free, as far as one can tell."""
        return self._ask(super().add, key, value, timeout, otherwise=True)

    def set(self, key: Key, value: Any, timeout: Timeout) -> None:
        """Keep, if Redis is there."""
        self._ask(super().set, key, value, timeout, otherwise=None)

    def set_many(self, data: Mapping[Key, Any], timeout: Timeout) -> None:
        """Keep several, if Redis is there."""
        self._ask(super().set_many, data, timeout, otherwise=None)

    def touch(self, key: Key, timeout: Timeout) -> bool:
        """Prolong, if Redis is there."""
        return self._ask(super().touch, key, timeout, otherwise=False)

    def incr(self, key: Key, delta: int) -> int:
        """Count from what is there; a missing key is a ValueError, as in any cache."""
        counted = self._ask(super().incr, key, delta, otherwise=None)
        if counted is None:
            raise ValueError("The key is not in the cache.")
        return int(counted)

    def delete(self, key: Key) -> bool:
        """Forget, if Redis is there."""
        return self._ask(super().delete, key, otherwise=False)

    def delete_many(self, keys: Iterable[Key]) -> None:
        """Forget several, if Redis is there."""
        self._ask(super().delete_many, keys, otherwise=None)

    def clear(self) -> bool:
        """Forget everything, if Redis is there."""
        return self._ask(super().clear, otherwise=False)

    def tally(self, key: Key, lines: Mapping[str, int]) -> None:
        """Count lines of a tally, if Redis is there."""
        if lines:
            self._ask(self._tally, key, lines, otherwise=None)

    def take_tally(self, key: Key) -> dict[str, int]:
        """Take all that was counted, at once; nothing while Redis is away."""
        taken: dict[bytes, bytes] = self._ask(self._take_tally, key, otherwise={})
        return {line.decode(): int(times) for line, times in taken.items()}

    def _tally(self, key: Key, lines: Mapping[str, int]) -> None:
        client = self.get_client(key, write=True)
        if len(lines) == 1:  # of a page: one question
            [(line, times)] = lines.items()
            client.hincrby(key, line, times)
            return
        with client.pipeline() as several:
            for line, times in lines.items():
                several.hincrby(key, line, times)
            several.execute()

    def _take_tally(self, key: Key) -> dict[bytes, bytes]:
        with self.get_client(key, write=True).pipeline(transaction=True) as both:
            both.hgetall(key)
            both.delete(key)
            taken: dict[bytes, bytes] = both.execute()[0]
        return taken

    @classmethod
    def _ask(cls, verb: Callable[..., Answer], *params: Any, otherwise: Answer) -> Answer:
        if cls.away and time.monotonic() < cls.asked_again_at:
            return otherwise
        try:
            answer = verb(*params)
        except exceptions.RedisError as error:
            if not cls.away:
                logger.warning(
                    "Redis is away (%s): pages are served without a cache.", type(error).__name__
                )
            cls.away, cls.asked_again_at = True, time.monotonic() + PAUSE
            return otherwise
        if cls.away:
            cls.away = False
            logger.warning("Redis is back.")
        return answer


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache with the forgiving client."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = ForgivingClient

    def tally(self, name: str, lines: Mapping[str, int]) -> None:
        """Count lines of a tally."""
        self._client.tally(self.make_and_validate_key(name), lines)

    def take_tally(self, name: str) -> dict[str, int]:
        """All that was counted, which begins anew."""
        return self._client.take_tally(self.make_and_validate_key(name))

    @property
    def _client(self) -> ForgivingClient:
        return cast("ForgivingClient", self._cache)
