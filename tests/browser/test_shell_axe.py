"""The shell of the staff, read by axe in both directions; its drawer opens without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Open
from tests.browser.test_candidacy_axe import faults
from tests.browser.test_every_page import enter

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

    from tests.cast import Cast

SMALL = """(least) => [...document.querySelectorAll(
    ".shell-head :is(a, button, summary), .shell-side :is(a, summary)")]
  .filter((each) => each.checkVisibility())
  .map((each) => [each.textContent.trim(), each.getBoundingClientRect()])
  .filter(([, box]) => box.height > 1 && box.height < least)
  .map(([name]) => name)"""


def page_of(context: BrowserContext, cast: Cast, code: str) -> Page:
    """A new page of somebody who is signed in."""
    enter(context, cast, code)
    return context.new_page()


@pytest.mark.parametrize(
    ("language", "size", "least"), [("ar", PHONE, 44), ("fr", DESK, 32)], ids=["ar 360", "fr 1280"]
)
def test_axe_finds_nothing_in_the_shell(
    live_cast: Cast, opened: Open, language: str, size: dict[str, object], least: int
) -> None:
    context, wrong = opened(language, **size), {}
    for code, address in (
        ("SU", "/desk/"),
        ("NS", "/desk/"),
        ("RS1", "/desk/#menu"),
        ("RS1", "/admin/people/membership/add/"),
        ("RS1", "/admin/programs/stop/"),
        ("EX1", "/my/"),
        ("PI", "/my/"),
    ):
        page = page_of(context, live_cast, code)
        page.goto(address)
        wrong[code, address] = [*faults(page), *page.evaluate(SMALL, least)]
        page.close()
    assert {place: found for place, found in wrong.items() if found} == {}


def test_the_drawer_opens_and_closes_without_a_script(live_cast: Cast, opened: Open) -> None:
    context = opened("ar", **PHONE, java_script_enabled=False)
    page = page_of(context, live_cast, "RS1")
    page.goto("/desk/")
    menu = page.locator("#menu")
    expect(menu).to_be_hidden()
    page.locator(".shell-open").click()
    expect(menu).to_be_visible()
    page.locator(".shell-shut").click()
    expect(menu).to_be_hidden()


def test_keys_search_list_and_press(live_cast: Cast, opened: Open) -> None:
    page = page_of(opened("fr", **DESK), live_cast, "RS1")
    page.goto("/desk/")
    page.keyboard.press("/")
    expect(page.locator("#shell-q")).to_be_focused()
    page.locator("h1").click()
    expect(page.locator("#shell-q")).not_to_be_focused()
    page.keyboard.press("?")
    expect(page.locator("dialog[open] kbd").nth(1)).to_be_visible()
    listed = page.locator("dialog[open] kbd").all_inner_texts()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.evaluate("document.querySelector('.shell-parts a').dataset.key = 'j'")
    page.evaluate("document.querySelector('.shell-parts a').href = '/my/'")
    page.keyboard.press("j")
    page.wait_for_url("**/my/")
    assert listed[:2] == ["/", "?"]


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_glass_of_the_search_lies_on_no_word(
    live_cast: Cast, opened: Open, language: str
) -> None:
    page = page_of(opened(language, **DESK), live_cast, "RS1")
    page.goto("/desk/")
    page.fill("#shell-q", "محمد Idrissi")
    word, glass = (
        page.locator(each).bounding_box() for each in ("#shell-q", ".shell-search button")
    )
    assert word
    assert glass
    first, last = sorted([word, glass], key=lambda box: box["x"])
    assert first["x"] + first["width"] <= last["x"]
