"""A crowd against the served product, each signed in, with a connection of its own.

Five hundred of them, twenty times, in `bench`. The same load on a product whose walls are taken
away must be red, or it shows nothing.
"""

from __future__ import annotations

import socket
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from bench import servers
from bench.crowds import Standing, product
from bench.session_kills import EXPECTED, PLACES, killed
from bench.session_rounds import Load, expected, played
from coaching.models import Booking
from tests.cast import gather
from tests.ports import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.session_rounds import Round

LOAD = Load(clients=40, again=3, twice=5)


def own_database() -> str:
    """The address of the database of this worker."""
    own = connection.settings_dict
    where = "&".join(f"{name}={own[name.upper()]}" for name in ("host", "port", "user"))
    return f"postgresql:///{own['NAME']}?{where}"


@pytest.fixture(scope="module")
def served(django_db_setup: None) -> Iterator[Standing]:  # noqa: ARG001  its database
    """The product, which stands on until somebody kills it."""
    with Standing(free_port(), own_database()) as found:
        yield found


def raced(port: int) -> Round:
    """One round against the server at `port`.

    How long anybody waits is measured by `bench`, where nothing else runs.
    """
    return replace(played(gather().stop, LOAD, port), late=0)


@pytest.mark.django_db(transaction=True)
def test_a_crowd_over_http_one_has_the_slot_and_the_others_are_shown_other_hours(
    served: Standing,
) -> None:
    assert raced(served.side().port) == expected(LOAD)


@pytest.mark.django_db(transaction=True)
def test_the_same_crowd_goes_wrong_without_the_walls() -> None:
    constraint = next(c for c in Booking._meta.constraints if c.name == "no_expert_twice")  # noqa: SLF001
    with connection.schema_editor() as editor:
        editor.remove_constraint(Booking, constraint)
    try:
        with product(free_port(), own_database(), "bench.unwalled:application") as server:
            came = raced(server.port)
    finally:
        Booking.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Booking, constraint)
    assert (came == expected(LOAD), came.rows > 1, came.failed) == (False, True, 0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", PLACES.values())
def test_a_server_that_is_killed_leaves_nothing_half_and_the_same_form_books_after_it(
    table: str, served: Standing
) -> None:
    assert killed(gather().stop, served, table) == EXPECTED


def test_nothing_is_measured_at_a_port_where_another_server_listens(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(servers, "TAKEN", 0.0)
    with socket.create_server(("127.0.0.1", 0)) as stale:
        port = stale.getsockname()[1]
        with pytest.raises(SystemExit, match=f"Another server listens at {port}"):
            product(port, "").__enter__()


def test_nothing_is_measured_of_a_server_that_has_ended() -> None:
    with pytest.raises(SystemExit, match="does not answer"):
        product(free_port(), "", "bench.nowhere:application").__enter__()
