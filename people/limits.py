"""Allauth's limits, kept by counts in PostgreSQL instead of lists in the cache.

Allauth counts in Django's cache, which is empty while Redis is away: every limit would be gone.
Which action has which limit stays in the settings (`ACCOUNT_RATE_LIMITS`); only where it is counted
is ours. `tests/people/test_limits.py` says when another release of allauth counts elsewhere.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.core.exceptions import RateLimited
from allauth.core.internal import ratelimit
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core import counts
from people.known import is_known

CODES = {"request_login_code", "verify_phone", "confirm_email"}  # actions that send one


@dataclass(frozen=True)
class Usage:
    """One time that was let through, which allauth may take back."""

    what: str

    def rollback(self) -> None:
        """It was no attempt after all."""
        counts.take_back(self.what)


@dataclass(frozen=True)
class Limited:
    """What was done too often, and when it may be done again; a page says so."""

    action: str
    again_at: datetime

    @property
    def sentence(self) -> str:
        """For the person who is stopped."""
        codes = _(
            "No more codes are sent to this address for now: the next one can be asked for from"
            " %(when)s. A code that has already arrived stays valid where it was asked for."
        )
        others = _("That was too often. You can try again from %(when)s.")
        return (codes if self.action in CODES else others) % {"when": _clock(self.again_at)}


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
    asked = _Asked(request, app, action, key, user)
    what = asked.under(rate)
    if dry_run:
        allowed = counts.counted(what).times < rate.amount
    else:
        allowed = counts.count(what, seconds=rate.duration).times <= rate.amount
    if allowed:
        return Usage(what)
    request.limited = Limited(action, asked.again_at())  # type: ignore[attr-defined]
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
    asked = _Asked(request, app, action, key, user)
    for rate in ratelimit.get_rates(app=app, action=action, config=config):
        counts.forget(asked.under(rate))


def too_often(request: HttpRequest) -> str:
    """The sentence for whom a limit has just stopped."""
    limited: Limited = request.limited  # type: ignore[attr-defined]
    return limited.sentence


def _clock(moment: datetime) -> str:
    """The minute after `moment`, with its day when that is not today."""
    after = timezone.localtime(moment + timedelta(minutes=1))
    today = after.date() == timezone.localdate()
    return date_format(after, "TIME_FORMAT" if today else "SHORT_DATETIME_FORMAT")


@dataclass(frozen=True)
class _Asked:
    """Somebody who does something that has limits."""

    request: HttpRequest
    app: str
    action: str
    key: str | None
    user: Any

    def under(self, rate: ratelimit.Rate) -> str:
        """What is counted for one of its limits.

        An address gets its codes whatever they are for; a browser that is known for it, its own.
        """
        if self.action in CODES and rate.per == "key" and self.key:
            whose = "a browser known for" if is_known(self.request, self.key) else "anybody for"
            return f"code asked by {whose} {self.key.lower()} {rate}"
        what: str = ratelimit.get_cache_key(
            self.request, app=self.app, action=self.action, rate=rate, key=self.key, user=self.user
        )
        return what

    def again_at(self) -> datetime:
        """When none of its limits is reached any more."""
        rates = ratelimit.get_rates(app=self.app, action=self.action)
        kept = [(rate, counts.counted(self.under(rate))) for rate in rates]
        full = [count.until for rate, count in kept if count.times >= rate.amount]
        return max(full, default=timezone.now())
