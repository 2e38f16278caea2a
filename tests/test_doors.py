"""Every address × kind of person × method: who enters, what they read; looking changes nothing."""

import logging
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import urlencode
from zlib import crc32

import pytest
from django.conf import settings
from django.core.cache import cache as kept
from django.db import connection, transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django.fixtures import Settings

from tests.cast import CODES, NOBODY, STRANGER, UNPROVEN, Cast, phone_of
from tests.doors import Door
from tests.rows import DOORS
from tests.rows_admin import ADMIN

UNLISTED = ("OPTIONS", "PUT", "PATCH", "DELETE")
DRAWN_BY_LIBRARIES = {"the sign-in", *ADMIN}
ASKED_ALL = ("AN", "AP1", "RS1", "SU")  # who try the methods that pages seldom see
JUNK = ("AP1", "SU")  # who send what nobody would
WITHOUT_A_FORM = {
    "messaging:no_more"
}  # mail programs stop messages by themselves (RFC 8058), with a signed address
TYPED = "application/x-www-form-urlencoded"
MANY = {f"field{number}": "x" for number in range(10_000)}
MANY_TYPED = urlencode(MANY).encode()  # refused as early as a multipart form is, but read at once
WRITTEN = """
    SELECT sum(
        pg_stat_get_xact_tuples_inserted(number) + pg_stat_get_xact_tuples_updated(number)
        + pg_stat_get_xact_tuples_deleted(number)
    )::int
    FROM unnest(%s::int[]) AS number
"""
BROWSING = (
    "core_count",
    "django_session",
    "usersessions_usersession",
)  # a visit is counted, and may keep the session itself alive


@pytest.fixture(autouse=True)
def nothing_logged() -> Iterator[None]:
    """Thousands of refusals, each written down, are read by nobody."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(autouse=True)
def at_hand(settings: Settings) -> None:
    """The cache, which each request finds empty, is asked without a server between."""
    settings.CACHES = {"default": {"BACKEND": "tests.in_hand.InHand"}}


def walk(
    resolver: URLResolver | None = None, prefix: str = "", spaces: tuple[str, ...] = ()
) -> Iterator[str]:
    """The name of every address."""
    for pattern in (resolver or get_resolver()).url_patterns:
        where = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walk(
                pattern, where, (*spaces, pattern.namespace) if pattern.namespace else spaces
            )
        elif isinstance(pattern, URLPattern):
            yield ":".join((*spaces, pattern.name or f"<unnamed {where}>"))


def outcome(answer: HttpResponseBase) -> str:
    """What somebody met at a door."""
    where = answer.headers.get("Location", "")
    if answer.status_code in {301, 302, 303} and where.startswith(
        ("/account/login/", "/admin/login/")
    ):
        return "L"
    if answer.status_code in {301, 302, 303} and where.startswith("/account/2fa/"):
        return "2"
    return "Y" if answer.status_code < 400 else str(answer.status_code)


@cache
def products_tables() -> str:
    """The numbers by which the database knows the product's tables."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT array_agg(relid::int)::text FROM pg_stat_user_tables WHERE relname != ALL(%s)",
            [list(BROWSING)],
        )
        return str(cursor.fetchone()[0])


def written() -> int:
    """How many rows of the product's tables this transaction has touched so far."""
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN, [products_tables()])
        return int(cursor.fetchone()[0])


def canaries(code: str) -> set[str]:
    """The words by which one recognises somebody's data."""
    return {f"ZZC {code} Name", phone_of(code)[4:], f"zzc-{code.lower()}@"}


def readable(code: str, door: Door) -> set[str]:
    """Whose data this person may see at any door."""
    center = {"RV", "RS1", "AP1", "AP2", "EX1", "EX2", "PI", "NM", "XX", "NS", "SU"}
    beside = {
        "RV": center,
        "RS1": center,
        "RS2": {STRANGER},
        "SU": {*CODES, STRANGER},
        "NS": {*CODES} - {"AP1", "AP2"},
    }
    return {code, *door.shows.split(), *beside.get(code, set())}


def found(answer: HttpResponseBase, code: str, door: Door) -> set[str]:
    """The words of other people that stand in an answer."""
    streamed = answer.streaming and hasattr(answer, "getvalue")
    text = (answer.getvalue() if streamed else answer.content).decode(errors="replace") + str(
        answer.headers
    )
    foreign = {*CODES[1:], STRANGER} - readable(code, door)
    return {word for each in foreign for word in canaries(each) if word in text}


def ask(
    cast: Cast, browser: Client, method: str, address: str, data: Any = None
) -> HttpResponseBase:
    """One request, undone afterwards."""
    kept.clear()
    cast.still_signed_in(browser)
    with transaction.atomic():
        if method == "POST":
            typed = isinstance(data, bytes)
            body = data if typed else encode_multipart(BOUNDARY, data or {})
            answer = browser.generic("POST", address, body, TYPED if typed else MULTIPART_CONTENT)
        else:
            answer = browser.generic(method, address)
        transaction.set_rollback(True)
    return answer


def sort_of(code: str) -> str:
    """Whom a library cannot tell from each other."""
    return "a visitor" if code in {NOBODY, "XX"} else "signed in" if code in UNPROVEN else "proven"


def askers(where: str, name: str, door: Door) -> dict[str, tuple[str, ...]]:
    """Who tries a door, and by which methods.

    Everybody looks and sends, where the page is ours. Where a library draws it, all whom the admin
    lets in do, for each reads other rows there; of the others of a sort who should meet the same,
    one does, in turn. What pages seldom see, or have no answer to, is tried once for each outcome,
    in turn.
    """
    who: tuple[str, ...] = CODES
    some: tuple[str, ...] = ASKED_ALL
    if where in DRAWN_BY_LIBRARIES:
        alike: dict[tuple[str, ...], list[str]] = {}
        for code in CODES:
            own = (code,) if where in ADMIN and door.get and door.get[code] == "Y" else ()
            should = expected(door, code).values()
            alike.setdefault((sort_of(code), *should, *own), []).append(code)
        who = some = tuple(codes[crc32(name.encode()) % len(codes)] for codes in alike.values())
    seldom = seldom_tried(name, door, who, some)
    looks, acts = ("GET",) if door.get else (), ("POST",) if door.post else ()
    return {code: (*looks, *seldom.get(code, ()), *acts) for code in who}


def seldom_tried(
    name: str, door: Door, who: tuple[str, ...], some: tuple[str, ...]
) -> dict[str, list[str]]:
    """Who tries the other methods: one of those who should meet the same by it.

    Of all for the two that a browser sends, of `some` for the others.
    """
    tried: dict[str, list[str]] = {}
    absent = [method for method, rule in (("GET", door.get), ("POST", door.post)) if not rule]
    for method in (*absent, "HEAD", *(UNLISTED if door.other else ())):
        alike: dict[str, list[str]] = {}
        for code in who if method in absent else some:
            alike.setdefault(expected(door, code)[method], []).append(code)
        for codes in alike.values():
            one = codes[crc32(f"{name} {method}".encode()) % len(codes)]
            tried.setdefault(one, []).append(method)
    return tried


def meet(
    cast: Cast, door: Door, address: str, code: str, methods: tuple[str, ...]
) -> dict[str, str]:
    """What somebody meets at a door, by method."""
    met = {}
    for method in methods:
        browser, looks = cast.client(code), method in {"GET", "HEAD"} and not door.counts
        before = written() if looks else 0
        answer = ask(cast, browser, method, address, door.body(cast))
        met[method] = outcome(answer)
        if looks and written() != before:
            met[method] += " and wrote"
        if leaked := found(answer, code, door):
            met[method] += f" and read {sorted(leaked)}"
        if (
            settings.SESSION_COOKIE_NAME in answer.cookies
        ):  # signed in anew, or out: nothing of it was kept
            cast.forget(code)
    return met


def expected(door: Door, code: str) -> dict[str, str]:
    """What somebody should meet there."""
    shut = {"L": "L", "2": "2"}
    get = door.get[code] if door.get else None
    post = door.post[code] if door.post else None
    closed = (
        "404" if code in door.hidden else shut.get((door.get or door.post or {})[code], door.other)
    )
    closed = closed or "405"
    should = {"GET": get or closed, "HEAD": get or closed, "POST": post or closed}
    return should | dict.fromkeys(UNLISTED, closed)


def test_every_address_has_its_row_and_every_row_its_address() -> None:
    rows = [name for rows in DOORS.values() for name in rows]
    addresses = {
        name for name in walk() if not name.startswith("admin:<unnamed admin/")
    }  # they only lead to others
    assert addresses ^ set(rows) == set()
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize("where", DOORS)
def test_who_enters(cast: Cast, where: str) -> None:
    wrong = []
    for name, door in DOORS[where].items():
        address = reverse(name, args=door.at(cast, cast.stop))
        for code, methods in askers(where, name, door).items():
            met, should = meet(cast, door, address, code, methods), expected(door, code)
            odd = [
                f"{method}: {met[method]}, not {should[method]}"
                for method in met
                if met[method] != should[method]
            ]
            wrong += [f"{name} {code} {each}" for each in odd]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("code", ["RV", "RS1"])
def test_the_desk_of_another_region_is_not_there(cast: Cast, code: str) -> None:
    met = set()
    for name, door in DOORS["the desk"].items():
        if door.at(cast, cast.stop) != door.at(cast, cast.elsewhere):
            address = reverse(name, args=door.at(cast, cast.elsewhere))
            methods = [method for method, rule in (("GET", door.get), ("POST", door.post)) if rule]
            met |= {
                (name, outcome(ask(cast, cast.client(code), method, address, door.body(cast))))
                for method in methods
            }
    assert {(name, result) for name, result in met if result != "404"} == set()


@pytest.mark.parametrize("name", ["desk:change", "desk:link"])
def test_a_file_of_another_region_is_not_there_under_ones_own_stop(cast: Cast, name: str) -> None:
    address = reverse(name, args=[cast.stop.slug, cast.foreign.reference])
    assert outcome(ask(cast, cast.client("RS1"), "POST", address)) == "404"


@pytest.mark.parametrize("code", ["AN", "AP1", "RS1", "SU"])
def test_a_form_from_elsewhere_changes_nothing(cast: Cast, code: str) -> None:
    browser = cast.browser(code)
    browser.handler.enforce_csrf_checks = True
    taken = []
    for rows in DOORS.values():
        for name, door in rows.items():
            if door.post and door.post[code] not in {"L", "2", "404", "403"}:
                answer = ask(
                    cast,
                    browser,
                    "POST",
                    reverse(name, args=door.at(cast, cast.stop)),
                    door.body(cast),
                )
                taken += [name] if answer.status_code != 403 else []
    assert set(taken) <= WITHOUT_A_FORM


@pytest.mark.parametrize("many", [MANY, MANY_TYPED], ids=["multipart", "typed"])
def test_a_form_with_too_many_fields_is_refused(cast: Cast, many: Any) -> None:
    assert ask(cast, cast.client(), "POST", reverse("account_login"), many).status_code == 400


@pytest.mark.parametrize("where", DOORS)
def test_junk_is_refused_and_breaks_nothing(cast: Cast, where: str) -> None:
    broken = []
    for name, door in DOORS[where].items():
        address = reverse(name, args=door.at(cast, cast.stop))
        junk = {
            **dict.fromkeys(door.body(cast), "\x00"),
            "name": "\x00",
            "login": "\x00",
            "q": "\x00",
        }
        last = JUNK[crc32(name.encode()) % len(JUNK)]  # too much is refused before it is known who
        for code in JUNK:
            browser = cast.client(code)
            browser.raise_request_exception = False
            answers = [ask(cast, browser, "GET", address + "?q=%00&page=%00&stop=%00&lang=%00")]
            posted = [junk, *([MANY_TYPED] if code == last else [])] if door.post else []
            answers += [ask(cast, browser, "POST", address, data) for data in posted]
            broken += [
                f"{name} {code} {answer.status_code}"
                for answer in answers
                if answer.status_code >= 500
            ]
            for answer in answers:
                found(answer, code, door)  # read to the end, which closes a file
            if any(settings.SESSION_COOKIE_NAME in answer.cookies for answer in answers):
                cast.forget(code)
    assert broken == []
