"""A Redis that is away is an empty cache, never an error."""

import logging

import pytest
from django.core.cache import cache as present

from microlabs import cache
from microlabs.cache import ForgivingRedisCache


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> ForgivingRedisCache:
    monkeypatch.setattr(cache.ForgivingClient, "away", False)
    return ForgivingRedisCache("unix:///nowhere/redis.sock", {})


def test_every_question_is_answered_as_an_empty_cache_would(away: ForgivingRedisCache) -> None:
    assert away.get("a", "nothing") == "nothing"
    assert away.get_many(["a", "b"]) == {}
    assert away.add("a", 1) is True
    assert away.has_key("a") is False
    assert away.touch("a") is False
    assert away.delete("a") is False
    assert away.get_or_set("a", 5) == 5
    assert away.set_many({"a": 1}) == []
    with pytest.raises(ValueError, match="not in the cache"):
        away.incr("a")
    away.set("a", 1)
    away.delete_many(["a"])
    away.clear()


def test_an_outage_is_said_once_and_without_keys(
    away: ForgivingRedisCache, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            away.get("phone:+212600000000")
    assert caplog.messages == ["Redis is away (ConnectionError): pages are served without a cache."]


def test_a_redis_that_is_back_is_used_again(
    away: ForgivingRedisCache, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    away.get("a")
    monkeypatch.setattr(cache.ForgivingClient, "asked_again_at", 0.0)
    present.set("a", 1)
    assert present.get("a") == 1
    assert caplog.messages[-1] == "Redis is back."
