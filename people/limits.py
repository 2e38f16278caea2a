"""Allauth's limits, kept by counts in PostgreSQL instead of lists in the cache.

Allauth counts in Django's cache, which is empty while Redis is away: every limit would be gone.
Which action has which limit stays in the settings (`ACCOUNT_RATE_LIMITS`); only where it is counted
is ours. `tests/people/test_limits.py` says when another release of allauth counts elsewhere.
"""

from dataclasses import dataclass
from typing import Any

from allauth.core.exceptions import RateLimited
from allauth.core.internal import ratelimit
from django.http import HttpRequest

from core import counts


@dataclass(frozen=True)
class Usage:
    """One time that was let through, which allauth may take back."""

    what: str

    def rollback(self) -> None:
        """It was no attempt after all."""
        counts.take_back(self.what)


def install() -> None:
    """Put our counting into the two places at which allauth counts and forgets."""
    ratelimit._consume_single_rate = consumed  # noqa: SLF001  allauth offers no other way
    ratelimit.clear = clear


def consumed(
    request: HttpRequest,
    *,
    app: str,
    action: str,
    rate: ratelimit.Rate,
    key: str | None = None,
    user: Any = None,
    dry_run: bool = False,
    raise_exception: bool = False,
) -> Usage | None:
    """Count once more, unless it is a `dry_run`; None, or `RateLimited`, when that is too often."""
    what = ratelimit.get_cache_key(request, app=app, action=action, rate=rate, key=key, user=user)
    if dry_run:
        allowed = counts.counted(what).times < rate.amount
    else:
        allowed = counts.count(what, seconds=rate.duration).times <= rate.amount
    if allowed:
        return Usage(what)
    if raise_exception:
        raise RateLimited
    return None


def clear(
    request: HttpRequest,
    *,
    app: str,
    action: str,
    config: dict[str, str] | None = None,
    key: str | None = None,
    user: Any = None,
) -> None:
    """Forget what was counted of an action, once somebody has proved who they are."""
    for rate in ratelimit.get_rates(app=app, action=action, config=config):
        counts.forget(
            ratelimit.get_cache_key(request, app=app, action=action, rate=rate, key=key, user=user)
        )
