"""Staff plan a workshop from the radar by clicks alone, in a real browser: axe on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from applications.models import Application
from messaging.models import Message
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_candidacy_axe import faults
from tests.browser.test_file_axe import signed_in
from tests.desk.test_radar import promised
from tests.workshops.planned import make_workshop
from workshops.models import Trainer, Venue, Workshop

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Open
    from tests.cast import Cast

HOME = "/desk/fes/workshops/"
PAGES = (
    *("", "new/", "trainers/", "venues/", "equipment/", "series/", "souks/", "1/", "1/change/"),
    *("1/moving/", "1/cancellation/", "1/copy/", "calendar/", "calendar/?view=list"),
)


def click(page: Page, selector: str) -> None:
    """Press something and wait for the page that it leads to."""
    page.once("dialog", lambda dialog: dialog.accept())
    with page.expect_navigation():
        page.locator(selector).first.click()


@pytest.mark.parametrize(
    ("language", "size"), [("ar", PHONE), ("fr", DESK)], ids=["ar 360", "fr 1280"]
)
def test_a_workshop_is_planned_from_the_radar_published_and_its_people_invited(
    live_cast: Cast, opened: Open, language: str, size: dict[str, object]
) -> None:
    stop = live_cast.stop
    Application.objects.filter(stop=stop).delete()
    for number in (1, 2, 3):
        promised(stop, number)
    page = signed_in(opened(language, **size), live_cast, "RS1")
    wrong = []
    page.goto("/desk/fes/radar/")
    wrong += faults(page)
    click(page, ".radar form button")
    wrong += faults(page)
    click(page, "a[href$='/publication/']")
    wrong += faults(page)
    click(page, "main form button[type=submit]")
    click(page, "a[href$='/invitations/']")
    wrong += faults(page)
    click(page, "form[action$='/sending/'] button")
    made = Workshop.objects.get(stop=stop)
    written = Message.objects.filter(event="workshop_invitation").count()
    assert (wrong, made.state, made.for_themes.get().code, written) == (
        [],
        "published",
        "marketing",
        3,
    )


@pytest.mark.parametrize(
    ("language", "size"), [("ar", PHONE), ("fr", DESK)], ids=["ar 360", "fr 1280"]
)
def test_every_page_of_the_planning_is_open_to_everybody(
    live_cast: Cast, opened: Open, language: str, size: dict[str, object]
) -> None:
    stop = live_cast.stop
    names = {f"name_{code}": "Amina" for code in ("ar", "fr", "en")}
    Trainer.objects.create(center=stop.center, **names)
    Venue.objects.create(center=stop.center, seats=20, **names)
    make_workshop(stop)
    page = signed_in(opened(language, **size), live_cast, "RS1")
    found = {}
    for path in PAGES:
        page.goto(f"{HOME}{path}")
        wide = page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )
        found[path] = (faults(page), wide)
    assert {path: each for path, each in found.items() if each != ([], False)} == {}
