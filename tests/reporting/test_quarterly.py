"""A partner's quarterly file: written once at its time, masked, to whoever still speaks for it."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from messaging.models import Message
from programs.models import Theme
from reporting.exports.quarterly import is_due, last_quarter, write_quarterly
from reporting.json_api.actions import give_token
from reporting.models import Cell, Quarter

if TYPE_CHECKING:
    from tests.cast import Cast

DUE = date(2027, 1, 2)


@pytest.fixture
def released(cast: Cast) -> Cast:
    """A release of one theme, which is PI's, who speaks for a partner beside the stop."""
    theme = Theme.objects.get(code="financing")
    partner = cast["PI"].memberships.get().partner
    assert partner is not None
    partner.themes.add(theme)
    cast.stop.partners.add(partner)
    day = date(2027, 1, 1)
    numbers = {"project": 25, "micro": 10, "cooperative": None}
    Cell.objects.create(day=day, stop=cast.stop, theme=theme, cube="total", number=40)
    for value, number in numbers.items():
        Cell.objects.create(
            day=day, stop=cast.stop, theme=theme, cube="kind", value=value, number=number
        )
    return cast


def link(cast: Cast) -> str:
    """The link in the one mail that PI was written."""
    body = Message.objects.get(event="quarterly", person=cast["PI"]).body
    return next(
        "/quarter/" + each.partition("/quarter/")[2].split("/")[0] + "/"
        for each in body.split()
        if "/quarter/" in each
    )


def cells(answer: Any) -> list[Any]:
    book = load_workbook(BytesIO(answer.content))
    return [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]


@pytest.mark.parametrize(
    ("today", "opens", "begins"),
    [
        (date(2027, 1, 1), False, date(2026, 10, 1)),
        (date(2027, 1, 2), True, date(2026, 10, 1)),
        (date(2027, 4, 10), True, date(2027, 1, 1)),
        (date(2027, 4, 11), False, date(2027, 1, 1)),
        (date(2027, 8, 2), False, date(2027, 4, 1)),
        (date(2027, 10, 2), True, date(2027, 7, 1)),
    ],
)
def test_it_is_due_from_the_second_day_of_a_quarter(
    today: date, opens: object, begins: date
) -> None:
    assert (is_due(today), last_quarter(today)) == (opens, begins)


@pytest.mark.usefixtures("released")
def test_it_is_written_once_a_quarter_however_often_the_clock_runs() -> None:
    assert [write_quarterly(DUE), write_quarterly(DUE + timedelta(days=1))] == [1, 0]
    assert Message.objects.filter(event="quarterly").count() == 1


@pytest.mark.usefixtures("cast")
def test_nobody_is_written_to_where_nothing_was_published() -> None:
    assert (write_quarterly(DUE), Quarter.objects.count()) == (0, 0)


def test_the_file_says_what_the_screen_and_the_api_say(released: Cast) -> None:
    write_quarterly(DUE)
    answer = Client().get(link(released))
    found = [cell for cell in cells(answer) if isinstance(cell, int)]
    secret = give_token(
        owner=released["PI"], name="T", scopes=["tables:read"], lasts=timedelta(days=1)
    )[1]
    read = Client(headers={"Authorization": f"Bearer {secret}"}).get("/api/tables").json()
    [table] = read["tables"]
    numbers = [row["count"] for row in table["rows"]]
    assert (found, numbers, table["total"]) == ([25, 10, 40], [25, 10, None], 40)
    assert (answer["Cache-Control"], table["stop"]) == ("private, no-store", "fes")


def test_the_file_names_nobody(released: Cast) -> None:
    write_quarterly(DUE)
    words = [str(cell) for cell in cells(Client().get(link(released)))]
    assert [word for word in words if "ZZC" in word or "+212" in word] == []


def test_the_link_ends_and_so_do_the_rights_of_its_reader(released: Cast) -> None:
    write_quarterly(DUE)
    address = link(released)
    with time_machine.travel(timezone.now() + timedelta(days=61)):
        late = Client().get(address).status_code
    released["PI"].memberships.all().delete()
    assert (late, Client().get(address).status_code) == (404, 404)
