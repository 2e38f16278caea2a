"""The pages of figures as people open them: axe, targets, width and paper, in both directions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import DESK, PHONE
from tests.browser.printing import wrong_on_paper
from tests.browser.test_coaching_axe import BOTH, wrong_with
from tests.browser.test_file_axe import signed_in
from tests.reporting.world import put_in

if TYPE_CHECKING:
    from tests.browser.conftest import Open
    from tests.cast import Cast

PAGES = {
    "stop": "/desk/fes/figures/",
    "days": "/desk/fes/figures/?from=2026-10-02&to=2026-10-05",
    "refused": "/desk/fes/figures/?from=2026-10-05&to=2026-10-02",
    "unknown": "/desk/fes/figures/?by=shoe-size",
    "province": "/desk/fes/figures/?by=province",
    "sector": "/desk/fes/figures/?by=sector",
    "stops": "/desk/figures/",
    "regions": "/desk/figures/?by=region",
    "together": "/desk/figures/?by=all",
}
FIRST_BAR = """() => {
  const bar = document.querySelector("#funnel tbody svg");
  const box = bar.getBoundingClientRect();
  const drawn = bar.querySelector("rect").getBoundingClientRect();
  return document.dir === "rtl" ? box.right - drawn.right : drawn.left - box.left;
}"""


@BOTH
def test_nothing_is_wrong_with_the_figures_of_the_staff(
    live_cast: Cast, opened: Open, language: str, size: dict[str, Any]
) -> None:
    put_in(live_cast.stop)
    put_in(live_cast.elsewhere, people=300, seed=2)
    page = signed_in(opened(language, **size), live_cast, "NS")
    found = {
        name: wrong_with(page, f"figures-{name}-{language}", address, targets=size is PHONE)
        for name, address in PAGES.items()
    }
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_bars_grow_from_the_side_where_one_begins_to_read(
    live_cast: Cast, opened: Open, language: str
) -> None:
    put_in(live_cast.stop)
    page = signed_in(opened(language, **DESK), live_cast, "RS1")
    page.goto("/desk/fes/figures/")
    assert page.evaluate(FIRST_BAR) == 0


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_figures_are_printed_whole_and_without_the_menu(
    live_cast: Cast, opened: Open, language: str
) -> None:
    put_in(live_cast.stop)
    page = signed_in(opened(language, **DESK), live_cast, "RS1")
    page.goto("/desk/fes/figures/?by=province")
    page.emulate_media(media="print")
    tables = page.locator(".statistic table")
    shown = [tables.nth(at).is_visible() for at in range(tables.count())]
    assert (shown, wrong_on_paper(page)) == ([True] * 5, [])
