"""Many rows are ticked by one pull of the mouse, or with Shift; a whole first cell is the box."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.test_deciding_keys import at, many_files

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Open
    from tests.cast import Cast

LISTS = ("/desk/fes/choosing/", "/desk/fes/applications/")
# What the page put off till its events were over has been done.
SETTLED = "() => new Promise((done) => setTimeout(() => done(true)))"
TICKED = "(boxes) => boxes.flatMap((box, index) => box.checked ? [index] : [])"


def ticked(page: Page) -> list[int]:
    """Which of the rows are ticked, by their place."""
    page.wait_for_function(SETTLED)
    ticks: list[int] = page.locator("tbody [name=file]").evaluate_all(TICKED)
    return ticks


def pulled(page: Page, *rows: int) -> list[int]:
    """Which are ticked after the mouse was pulled along the edges of these rows' first cells."""
    for number, row in enumerate(rows):
        box = page.locator("tbody tr").nth(row).locator("> :first-child").bounding_box()
        assert box
        page.mouse.move(box["x"] + 2, box["y"] + box["height"] / 2, steps=4)
        if not number:
            page.mouse.down()
    page.mouse.up()
    return ticked(page)


def clicked(page: Page, row: int, *keys: str) -> list[int]:
    """Which are ticked after a click beside the box of this row."""
    cell = page.locator("tbody tr").nth(row).locator("> :first-child")
    cell.click(position={"x": 2, "y": 20}, modifiers=[*keys])  # type: ignore[list-item]
    return ticked(page)


@pytest.mark.parametrize("path", LISTS)
def test_one_pull_along_the_first_cells_ticks_all_of_them_and_another_one_unticks(
    live_cast: Cast, opened: Open, live_server: object, path: str
) -> None:
    many_files(live_cast, 8)
    page = at(live_cast, opened, live_server, path)
    assert pulled(page, 1, 6) == [1, 2, 3, 4, 5, 6]
    assert pulled(page, 5, 3) == [1, 2, 6]
    assert pulled(page, 0, 2, 0) == [0, 1, 2, 6]
    said = page.locator("[data-ticked]").inner_text()
    assert re.findall(r"\d+", said) == ["4"]


@pytest.mark.parametrize("path", LISTS)
def test_a_click_beside_the_box_ticks_it_and_with_shift_all_that_lie_between(
    live_cast: Cast, opened: Open, live_server: object, path: str
) -> None:
    many_files(live_cast, 8)
    page = at(live_cast, opened, live_server, path)
    assert clicked(page, 1) == [1]
    assert clicked(page, 4, "Shift") == [1, 2, 3, 4]
    assert clicked(page, 2) == [1, 3, 4]
    page.locator("tbody [name=file]").nth(6).click(modifiers=["Shift"])
    expect(page.locator("tbody [name=file]").nth(5)).to_be_checked()
    assert ticked(page) == [1, 2, 3, 4, 5, 6]
