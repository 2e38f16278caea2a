"""What is composed once holds no moment, no language and no right: each may be another one next."""

from __future__ import annotations

from datetime import date
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.db import connection
from django.http import Http404
from django.utils import translation

from applications import access as files
from applications import cached
from coaching.booking import finding
from coaching.session import care
from core.composed import Composed, Slot
from core.rooms import HOUSE, rooms
from desk import perimeter
from desk import todo as desks
from messaging import todo as messages
from people import access
from people.models import User
from people.rights import Rights
from people.todo import todo_items
from selection import todo as selecting
from selection.models import Recusal
from workshops.hall import todo_items as halls

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cast import Cast

WISHED = (
    *("stop", "theme", "mode 0", "expert 0", "woman", "language", "province", "person"),
    *("participation", "first", "last", "session", "hour"),
)
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def named() -> dict[str, Composed[Any]]:
    """Every composed statement that stands in a module of ours, by its place."""
    paths = [path.relative_to(HOUSE) for room in rooms() for path in (HOUSE / room).rglob("*.py")]
    composing = [path for path in paths if "core.composed import" in (HOUSE / path).read_text()]
    places = [".".join(path.with_suffix("").parts) for path in composing]
    return {
        f"{place}.{word}": each
        for place in places
        for word, each in vars(import_module(place)).items()
        if isinstance(each, Composed)
    }


def of_colleagues(cast: Cast, code: str) -> dict[str, Callable[[], Composed[Any]]]:
    """Those that are put together for whoever asks, as they are at first."""
    user = cast[code]
    return {
        name: partial(composes.__wrapped__, *asked)
        for name, composes, asked in (
            ("stops", perimeter._stops_of, (user, False)),  # noqa: SLF001
            ("stop", access._in_charge, (user, False)),  # noqa: SLF001
            ("center", access._managed, (user,)),  # noqa: SLF001
            ("file", files._in_charge, (Rights.of(user), ("province",), None)),  # noqa: SLF001
            ("file or off", files._off_too, (user, False, (), None)),  # noqa: SLF001
            ("candidacy", cached._reading, (True, "reference")),  # noqa: SLF001
            ("hours", finding._search, (WISHED, 8)),  # noqa: SLF001
        )
    }


def of_desks(cast: Cast, code: str) -> dict[str, Callable[[], Composed[Any]]]:
    """What waits for whoever asks, item by item, as it is put together at first."""
    who, stops = Rights.of(cast[code]), (cast.stop.pk,)
    asked: dict[str, Callable[[], Any]] = {
        "selection": partial(selecting._asked.__wrapped__, stops),  # noqa: SLF001
        "managers": partial(selecting._asked_of_managers.__wrapped__, stops),  # noqa: SLF001
        "desk": partial(desks._asked.__wrapped__, who, stops),  # noqa: SLF001
        "messages": partial(messages._asked.__wrapped__, who),  # noqa: SLF001
        "calls": lambda: dict(enumerate(care._counted.__wrapped__(who, stops, 9))),  # noqa: SLF001
        "absences": lambda: {"": halls._absent.__wrapped__(who, stops, 9)},  # noqa: SLF001
    }
    return {
        f"{name} {item}": partial(_one, composes, item)
        for name, composes in asked.items()
        for item in composes()
    }


def _one(composes: Callable[[], Any], item: object) -> Composed[Any]:
    composed: Composed[Any] = composes()[item]
    return composed


def told(composed: Composed[Any]) -> tuple[str, list[Any]]:
    """The statement as it is asked, and its values that are no slots."""
    sql, values = composed._rows().query.get_compiler(connection=connection).as_sql()  # noqa: SLF001
    return sql, [each for each in values if not isinstance(each, Slot)]


def in_each_language(compose: Callable[[], Composed[Any]]) -> tuple[int, list[Any]]:
    """How many statements it is in all languages, and what of the moment stands in them."""
    found, fixed = set(), []
    for language in LANGUAGES:
        with translation.override(language):
            sql, values = told(compose())
        found.add(sql)
        fixed += [each for each in values if isinstance(each, date)]  # a moment too is one
    return len(found), fixed


def _itself(composed: Composed[Any]) -> Composed[Any]:
    return composed


@pytest.mark.django_db
def test_a_statement_of_every_visit_holds_no_moment_and_no_language() -> None:
    wrong = {
        place: outcome
        for place, each in named().items()
        if (outcome := in_each_language(partial(_itself, each))) != (1, [])
    }
    known = {"coaching.booking.caps.ONE", "workshops.public.listing.ROWS"}
    assert (wrong, known - named().keys()) == ({}, set())


@pytest.mark.parametrize("code", ["RS1", "RV"])
def test_a_statement_of_a_colleague_holds_no_moment_and_no_language(cast: Cast, code: str) -> None:
    wrong = {
        name: outcome
        for name, compose in (of_colleagues(cast, code) | of_desks(cast, code)).items()
        if (outcome := in_each_language(compose)) != (1, [])
    }
    assert wrong == {}


def may(cast: Cast, code: str) -> tuple[bool, bool, bool, int, bool]:
    """Whether somebody, as they are now, has the stop, manages it, has the file; how many stops.

    And whether the desk tells them that files wait.
    """
    user = User.objects.get(pk=cast[code].pk)

    def has(ask: Callable[[], object]) -> bool:
        try:
            return bool(ask())
        except Http404:
            return False

    return (
        has(lambda: access.stop_in_charge(user, "fes")),
        access.manages(user, cast.stop),
        has(lambda: files.file_in_charge(user, "fes", "FM-0001")),
        len(perimeter.Perimeter.of(user).stops),
        any(item.count for item in todo_items(user, {})),
    )


def test_a_right_that_is_lost_is_lost_with_the_next_question(cast: Cast) -> None:
    before = may(cast, "RS1")
    Recusal.objects.create(application=cast.application, reader=cast["RS1"], by=cast["RS1"])
    kept_off = may(cast, "RS1")  # a manager sees it all the same
    cast["RS1"].memberships.update(role="reviewer")
    as_reviewer = may(cast, "RS1")
    cast["RS1"].memberships.all().delete()
    assert [(*each[:3], each[4]) for each in (before, kept_off, as_reviewer)] == [
        (True, True, True, True),
        (True, True, True, True),
        (True, False, False, True),
    ]
    assert may(cast, "RS1") == (False, False, False, 0, False)


def test_whoever_is_no_superuser_any_more_is_one_nowhere(cast: Cast) -> None:
    person = User.objects.filter(pk=cast["AP1"].pk)
    person.update(is_superuser=True)
    before = may(cast, "AP1")
    person.update(is_superuser=False)
    gone = (False, False, False, 0, False)
    assert (before[:3], may(cast, "AP1")) == ((True, True, True), gone)
