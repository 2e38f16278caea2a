"""Each side of a comparison has its own keys in Redis, named as a cache and a broker know them."""

import pytest

from bench.before import redis_url


@pytest.mark.parametrize(
    ("server", "named"),
    [
        ("unix:///run/redis.sock?db=1", "unix:///run/redis.sock?db=14"),
        ("redis://:secret@127.0.0.1:6379/0", "redis://:secret@127.0.0.1:6379/14"),
    ],
)
def test_a_side_has_its_own_keys(server: str, named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", server)
    assert redis_url(14) == named
