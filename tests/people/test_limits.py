"""Every limit holds while Redis is away: who asks too often is counted in PostgreSQL."""

from collections.abc import Iterator
from functools import partial
from inspect import signature

import pytest
from allauth.account import app_settings as account
from allauth.core.exceptions import RateLimited
from allauth.core.internal import ratelimit
from allauth.mfa import app_settings as mfa
from django.core.cache import cache
from django.http import HttpRequest
from django.test import Client, RequestFactory, override_settings

from core import doors
from microlabs.cache import ForgivingClient
from people import limits
from tests.cast import Cast, phone_of

ACTIONS = [
    *(("allauth.account", action) for action in account.RATE_LIMITS),
    *(("allauth.mfa", action) for action in mfa.RATE_LIMITS),
]


@pytest.fixture
def no_redis(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A Redis that was killed: nobody answers at its address."""
    monkeypatch.setattr(ForgivingClient, "away", False)
    nowhere = {"BACKEND": "microlabs.cache.ForgivingRedisCache", "LOCATION": "unix:///nowhere/r"}
    with override_settings(CACHES={"default": nowhere}):
        cache.set("a", 1)
        assert cache.get("a") is None
        yield


@pytest.fixture
def request_of_somebody(cast: Cast) -> HttpRequest:
    request = RequestFactory().post("/account/login/")
    request.user = cast["AP1"]
    return request


@pytest.mark.usefixtures("no_redis")
@pytest.mark.parametrize(("app", "action"), ACTIONS)
def test_each_limit_of_allauth_holds_without_redis(
    request_of_somebody: HttpRequest, app: str, action: str
) -> None:
    rates = ratelimit.get_rates(app=app, action=action)
    assert rates
    least = min(rate.amount for rate in rates)
    passed = [
        bool(ratelimit.consume(request_of_somebody, app=app, action=action, key="zzc"))
        for _ in range(least + 1)
    ]
    assert (passed.count(True), passed[-1]) == (least, False)


@pytest.mark.usefixtures("no_redis", "db")
def test_each_limit_of_forms_holds_without_redis() -> None:
    request = RequestFactory().post("/")
    answers = [doors.asked_too_often(request, "begin", per_hour=5) for _ in range(6)]
    assert answers == [False] * 5 + [True]


@pytest.mark.usefixtures("no_redis")
def test_sixty_askings_for_one_number_do_not_send_sixty_codes_without_redis(cast: Cast) -> None:  # noqa: ARG001
    asked = [
        Client().post("/account/login/", {"login": phone_of("AP1")}).status_code for _ in range(60)
    ]
    assert asked.count(302) == 5


def test_nothing_of_allauths_counting_is_left_in_the_cache(
    request_of_somebody: HttpRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ratelimit, "cache", None)  # whoever asks it fails
    usage = ratelimit.consume(
        request_of_somebody, app="allauth.account", action="login_failed", key="a"
    )
    usage.rollback()
    asked = partial(
        ratelimit.consume,
        request_of_somebody,
        app="allauth.account",
        action="login_failed",
        key="a",
    )
    for _ in range(5):
        asked()
    with pytest.raises(RateLimited):
        asked(raise_exception=True)
    ratelimit.clear(request_of_somebody, app="allauth.account", action="login_failed", key="a")
    dry = ratelimit.consume(
        request_of_somebody, app="allauth.account", action="login_failed", key="a", dry_run=True
    )
    assert [type(each) for each in dry.usage] == [limits.Usage, limits.Usage]


def test_allauth_still_counts_where_we_count() -> None:
    source = ratelimit.__loader__.get_source(ratelimit.__name__)
    users_of_cache = [
        part.partition("(")[0]
        for part in source.split("\ndef ")[1:]
        if "cache_lock(" in part or "cache.get(" in part
    ]
    assert users_of_cache == ["cache_lock", "_consume_single_rate", "clear"]
    assert [*signature(limits.consumed).parameters] == [
        *("request", "app", "action", "rate", "key", "user", "dry_run", "raise_exception"),
    ]


@pytest.mark.django_db
def test_a_network_with_endless_addresses_is_asked_as_one() -> None:
    asked = [
        doors.asked_too_often(
            RequestFactory().get("/", REMOTE_ADDR=f"2001:db8::{number:x}"), "begin", per_hour=2
        )
        for number in range(1, 4)
    ]
    assert asked == [False, False, True]
