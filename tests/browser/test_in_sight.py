"""Whoever goes through a long form by its keys always sees where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import DESK, PHONE
from tests.browser.test_every_page import enter

if TYPE_CHECKING:
    from tests.browser.conftest import Open
    from tests.cast import Cast

STEPS = 60  # further than the form is long
# Neither the header nor the bar lies over what has the focus, once the page has scrolled to it.
IN_SIGHT = """() => {
  const at = document.activeElement;
  if (!at.form || at.closest(".bar, .shell-head")) return true;
  const head = document.querySelector(".shell-head").getBoundingClientRect().bottom;
  const bar = document.querySelector("main form > .bar").getBoundingClientRect().top;
  const { top, bottom } = at.getBoundingClientRect();
  return top >= head && bottom <= bar;
}"""


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_what_has_the_focus_lies_beneath_no_header_and_no_bar(
    live_cast: Cast, opened: Open, live_server: object, size: dict[str, Any]
) -> None:
    context = opened("fr", **size, reduced_motion="reduce")
    enter(context, live_cast, "RS1", str(live_server))
    page = context.new_page()
    page.goto("/desk/fes/workshops/new/")
    page.locator("[name=theme]").focus()
    for key in ["Tab"] * STEPS + ["Shift+Tab"] * STEPS:
        page.keyboard.press(key)
        page.wait_for_function(IN_SIGHT)
    assert page.evaluate("document.activeElement.name") == "theme"
