"""Open data, the bulletin and the public figures as people open them, in both directions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from reporting.bulletin.making import frozen, sheets_of
from reporting.models import Bulletin
from tests.browser.conftest import PHONE
from tests.browser.printing import wrong_on_paper
from tests.browser.test_coaching_axe import BOTH, wrong_with
from tests.browser.test_file_axe import signed_in
from tests.partners.arranged import door, taking_part
from tests.reporting.test_bulletin import AT, show_tables

if TYPE_CHECKING:
    from tests.browser.conftest import Open
    from tests.cast import Cast

LOW = """() => [...document.querySelectorAll("main :is(a, button)")]
  .filter((each) => each.checkVisibility() && !each.closest(".sr-only"))
  .filter((each) => each.matches("li a") || each.parentElement.innerText.trim() === each.innerText)
  .map((each) => [each, each.closest("[data-link], .partners li") || each])
  .filter(([, box]) => box.getBoundingClientRect().height < 43.5)
  .map(([each]) => each.outerHTML.slice(0, 90))"""
COVERED = """() => [...document.querySelectorAll("main a")].filter((each) => {
  each.scrollIntoView({ block: "center", behavior: "instant" });
  const box = each.getClientRects()[0];
  const met = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return met?.closest("a") !== each;
}).map((each) => each.outerHTML.slice(0, 90))"""
PAGES = ("/fes/", "/fes/figures/", "/fes/bulletin/", "/open-data/", "/fes/partners/bank/")
BARS = """() => [...document.querySelectorAll("table.bars svg")].map((bar) => {
  const box = bar.getBoundingClientRect();
  const drawn = bar.querySelector("rect").getBoundingClientRect();
  return Math.round(document.dir === "rtl" ? box.right - drawn.right : drawn.left - box.left);
})"""


def signed_off(cast: Cast) -> None:
    """A stop whose figures are public, whose bulletin is signed off, whose center has a number."""
    type(cast.stop.center).objects.filter(pk=cast.stop.center_id).update(phone="+212740000000")
    show_tables(cast.stop)
    Bulletin.objects.create(
        stop=cast.stop, version=1, sheets=frozen(sheets_of(cast.stop, AT)), counted_at=AT
    )


@BOTH
def test_nothing_is_wrong_with_what_everybody_reads_of_a_stop(
    live_cast: Cast, opened: Open, language: str, size: dict[str, Any]
) -> None:
    signed_off(live_cast)
    page = opened(language, **size).new_page()
    found = {}
    for n, address in enumerate(PAGES):
        name = f"read-{n}-{language}"
        found[address] = wrong_with(page, name, address, targets=size is PHONE)
        found[address] += wrong_on_paper(page)
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("language", ["ar", "fr"])
@pytest.mark.parametrize("address", ["/fes/figures/", "/fes/bulletin/"])
def test_public_bars_grow_from_the_side_where_one_begins_to_read(
    live_cast: Cast, opened: Open, language: str, address: str
) -> None:
    signed_off(live_cast)
    page = opened(language, **PHONE).new_page()
    page.goto(address)
    assert set(page.evaluate(BARS)) == {0}


@pytest.mark.parametrize("address", PAGES)
def test_every_link_of_what_everybody_reads_is_as_high_as_a_finger(
    live_cast: Cast, opened: Open, address: str
) -> None:
    signed_off(live_cast)
    page = opened("ar", **PHONE).new_page()
    page.goto(address)
    assert page.evaluate(LOW) == []


@pytest.mark.parametrize(
    "address", ["/fes/", "/fes/me/", "/fes/me/partners/", "/fes/partners/bank/", "/my/"]
)
def test_a_finger_on_a_link_meets_that_link(live_cast: Cast, opened: Open, address: str) -> None:
    door(taking_part(live_cast))
    page = signed_in(opened("ar", **PHONE), live_cast, "AP1")
    page.goto(address)
    assert page.evaluate(COVERED) == []
