"""The pages of a workshop's hall: read by axe in both directions, none wider than a phone."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import DESK, PHONE
from tests.browser.test_candidacy_axe import faults
from tests.browser.test_file_axe import signed_in
from tests.workshops.hall.filled import fill

if TYPE_CHECKING:
    from tests.browser.conftest import Open
    from tests.cast import Cast

SCREENS = os.environ.get("SCREENS", "")  # a folder: keep a picture of every page there


@pytest.mark.parametrize(
    ("language", "size"), [("ar", PHONE), ("fr", DESK)], ids=["ar 360", "fr 1280"]
)
def test_axe_finds_nothing_in_the_hall(
    live_cast: Cast, opened: Open, language: str, size: dict[str, Any]
) -> None:
    addresses = fill(live_cast)
    page = signed_in(opened(language, **size), live_cast, "RS1")
    wrong = {}
    for name, address in addresses.items():
        page.goto(address)
        if SCREENS:
            page.screenshot(path=f"{SCREENS}/{name}-{language}.png", full_page=True)
        width = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        wrong[name] = (faults(page), max(0, width))
    assert {name: found for name, found in wrong.items() if found != ([], 0)} == {}
