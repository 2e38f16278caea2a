"""What a menu holds can be pressed on a phone, whichever side its button stands at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.test_file_axe import signed_in
from tests.rows_workshops_hall import held
from tests.workshops.hall.test_attendance import seated

if TYPE_CHECKING:
    from tests.browser.conftest import Open
    from tests.cast import Cast

OUTSIDE = """(menus) => menus.flatMap((menu) => {
  menu.open = true;
  const { left, right } = menu.lastElementChild.getBoundingClientRect();
  menu.open = false;
  return left < 0 || right > document.documentElement.clientWidth ? [menu.innerText] : [];
})"""
MENUS = {
    "applications/": 2,
    "choosing/": 1,
    "workshops/": 1,
    "workshops/{}/": 1,
    "workshops/{}/seats/": 2,
}


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_every_menu_of_a_page_opens_within_the_width_of_a_phone(
    live_cast: Cast, opened: Open, language: str
) -> None:
    workshop = held(live_cast, live_cast.stop)
    seated(workshop, 1)
    page = signed_in(opened(language), live_cast, "RS1")
    for path, count in MENUS.items():
        page.goto(f"/desk/fes/{path.format(workshop.number)}")
        menus = page.locator("main details.menu")
        assert (path, menus.count(), menus.evaluate_all(OUTSIDE)) == (path, count, [])
