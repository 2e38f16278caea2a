"""The end of a workshop moves along with its beginning, in front of whoever plans it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tests.browser.conftest import DESK, go_by
from tests.browser.test_every_page import enter
from tests.workshops.planned import make_workshop
from workshops.models import Workshop

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Open
    from tests.cast import Cast

HOME = "/desk/fes/workshops/"


def planning(cast: Cast, opened: Open, server: object, path: str) -> Page:
    """What a manager sees at `path`; the first workshop, a draft, is from 10:00 to 12:00."""
    day = timezone.localdate() + timedelta(days=10)
    at = datetime(day.year, day.month, day.day, 10, tzinfo=ZoneInfo("Africa/Casablanca"))
    draft = {"state": Workshop.State.DRAFT, "published_at": None}
    make_workshop(cast.stop, at=at, minutes=120, **draft)
    context = opened("fr", **DESK)
    enter(context, cast, "RS1", str(server))
    page = context.new_page()
    page.goto(f"{HOME}{path}")
    return page


def hours(page: Page, *, start: str = "", end: str = "") -> list[str]:
    """Type one of the two hours, or none; both as they stand then."""
    fields = page.locator("[name=starts_clock]"), page.locator("[name=ends_clock]")
    for field, hour in zip(fields, (start, end), strict=True):
        if hour:
            field.fill(hour)
    return [field.input_value() for field in fields]


@pytest.mark.parametrize("path", ["1/change/", "1/moving/"])
def test_the_end_moves_along_with_the_beginning_and_keeps_the_length(
    live_cast: Cast, opened: Open, live_server: object, path: str
) -> None:
    page = planning(live_cast, opened, live_server, path)
    assert hours(page) == ["10:00", "12:00"]
    assert hours(page, start="14:30") == ["14:30", "16:30"]
    assert hours(page, end="15:45") == ["14:30", "15:45"]  # another end is another length
    assert hours(page, start="09:00") == ["09:00", "10:15"]
    go_by(page.locator("main form .button").first)
    kept = Workshop.objects.get()
    assert (f"{kept.starts_clock:%H:%M}", kept.minutes) == ("09:00", 75)


def test_an_end_is_let_alone_while_an_hour_is_missing_and_beyond_midnight(
    live_cast: Cast, opened: Open, live_server: object
) -> None:
    page = planning(live_cast, opened, live_server, "1/change/")
    assert hours(page, start="22:30") == ["22:30", "12:00"]
    page.locator("[name=starts_clock]").fill("")  # as while it is typed anew
    assert hours(page) == ["", "12:00"]
    assert hours(page, start="16:00") == ["16:00", "18:00"]
    page.goto(f"{HOME}new/")
    assert hours(page, start="09:00") == ["09:00", ""]
    assert hours(page, end="10:30") == ["09:00", "10:30"]
    assert hours(page, start="11:15") == ["11:15", "12:45"]


def test_an_end_that_was_typed_back_is_kept_as_it_stands_on_the_page(
    live_cast: Cast, opened: Open, live_server: object
) -> None:
    page = planning(live_cast, opened, live_server, "1/change/")
    assert hours(page, start="11:00") == ["11:00", "13:00"]
    assert hours(page, end="12:00") == ["11:00", "12:00"]
    go_by(page.locator("main form .button").first)
    kept = Workshop.objects.get()
    assert (f"{kept.starts_clock:%H:%M}", kept.minutes) == ("11:00", 60)
