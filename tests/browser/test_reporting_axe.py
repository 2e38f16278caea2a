"""Tokens, webhooks, exports, memory, partners’ figures: read by axe, in both directions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from tests.browser.test_candidacy_axe import faults
from tests.browser.test_coaching_axe import BOTH, wrong_with
from tests.browser.test_file_axe import signed_in
from tests.rows_dashboards import released
from tests.rows_memory import answered, proposed
from tests.rows_programs import delivery, token

if TYPE_CHECKING:
    from tests.browser.conftest import Open
    from tests.cast import Cast

COLUMNS = "/desk/exports/new/"


@BOTH
def test_nothing_is_wrong_with_what_a_manager_opens(
    live_cast: Cast, opened: Open, language: str, size: dict[str, Any]
) -> None:
    cast, stop = live_cast, live_cast.stop
    hook, _told = delivery(cast, stop)
    for fill in (token, released(), proposed, answered):
        fill(cast, stop)
    pages = {
        "tokens": "/desk/tokens/",
        "hooks": "/desk/hooks/",
        "hook": f"/desk/hooks/{hook}/",
        "memory": "/desk/fes/memory/",
        "bulletin": "/desk/fes/bulletin/",
        "partners": "/partner/figures/bank/fes/",
    }
    page = signed_in(opened(language, **size), cast, "RS1")
    found = {
        name: wrong_with(page, f"reporting-{name}-{language}", address, targets=False)
        for name, address in pages.items()
    }
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@BOTH
def test_columns_to_export_lie_beneath_what_opens_them(
    live_cast: Cast, opened: Open, language: str, size: dict[str, Any]
) -> None:
    page = signed_in(opened(language, **size), live_cast, "RS1")
    page.goto(COLUMNS)
    head = page.locator("main details > summary")
    first = page.locator("main details [type=checkbox]").first
    head.click()
    expect(first).to_be_visible()
    above, below = head.bounding_box(), first.bounding_box()
    assert above
    assert below
    assert (faults(page), above["y"] + above["height"] <= below["y"]) == ([], True)


@BOTH
def test_nothing_is_wrong_with_what_an_institution_reads(
    live_cast: Cast, opened: Open, language: str, size: dict[str, Any]
) -> None:
    released()(live_cast, live_cast.stop)
    page = signed_in(opened(language, **size), live_cast, "PI")
    pages = ("/partner/", "/partner/figures/bank/country/", "/desk/tokens/")
    found = {
        address: wrong_with(page, f"institution-{n}-{language}", address, targets=False)
        for n, address in enumerate(pages)
    }
    assert {address: wrong for address, wrong in found.items() if wrong} == {}
