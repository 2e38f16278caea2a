"""The pages of coaching as people open them: axe, targets and width, in both directions."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import DESK, PHONE
from tests.browser.test_candidacy_axe import faults
from tests.browser.test_every_page import SMALL_TARGETS
from tests.browser.test_file_axe import signed_in
from tests.coaching.filled import desk_pages, fill, public_pages

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Open
    from tests.cast import Cast

SCREENS = os.environ.get("SCREENS", "")  # a folder: keep a picture of every page there
BOTH = pytest.mark.parametrize(
    ("language", "size"), [("ar", PHONE), ("fr", DESK)], ids=["ar 360", "fr 1280"]
)


def wrong_with(page: Page, name: str, address: str, *, targets: bool) -> list[str]:
    """What is wrong with a page at its size."""
    page.goto(address)
    if SCREENS:
        page.screenshot(path=f"{SCREENS}/{name}.png", full_page=True)
    wide = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    small = page.evaluate(SMALL_TARGETS) if targets else []
    return [*faults(page), *([f"{wide} px too wide"] if wide > 0 else []), *small]


@BOTH
def test_nothing_is_wrong_with_what_a_participant_opens(
    live_cast: Cast, opened: Open, language: str, size: dict[str, Any]
) -> None:
    made = fill(live_cast)
    page = signed_in(opened(language, **size), live_cast, "AP1")
    pages = [*public_pages(live_cast.stop, made), "/fes/me/", "/fes/"]
    found = {
        address: wrong_with(page, f"public-{n}-{language}", address, targets=True)
        for n, address in enumerate(pages)
    }
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


@BOTH
def test_nothing_is_wrong_with_what_a_team_opens(
    live_cast: Cast, opened: Open, language: str, size: dict[str, Any]
) -> None:
    made = fill(live_cast)
    page = signed_in(opened(language, **size), live_cast, "RS1")
    found = {
        name: wrong_with(page, f"desk-{name}-{language}", address, targets=False)
        for name, address in desk_pages(live_cast.stop, made).items()
    }
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


ALONE = """() => [...document.querySelectorAll("main a")]
  .filter((each) => each.checkVisibility() && !each.closest(".sr-only, [data-link]"))
  .filter((each) => each.parentElement.innerText.trim() === each.innerText.trim())
  .filter((each) => each.getBoundingClientRect().height < 43.5)
  .map((each) => each.outerHTML.slice(0, 90))"""


def test_a_link_that_stands_alone_in_its_row_is_as_high_as_a_finger(
    live_cast: Cast, opened: Open
) -> None:
    made = fill(live_cast)
    page = signed_in(opened("ar", **PHONE), live_cast, "AP1")
    found = {}
    for address in [*public_pages(live_cast.stop, made), "/fes/me/", "/fes/experts/"]:
        page.goto(address)
        found[address] = page.evaluate(ALONE)
    assert {address: small for address, small in found.items() if small} == {}
