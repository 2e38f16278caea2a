"""Whoever comes by a link to an address that takes buttons only is led to the button's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from portal.way_back import page_above
from tests.partners.arranged import door, taking_part

if TYPE_CHECKING:
    from tests.cast import Cast

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
PAGE = "/fes/me/partners/bank/"


@pytest.mark.parametrize("act", ["opening", "closing", "code"])
def test_a_link_to_a_button_leads_to_its_page(cast: Cast, act: str) -> None:
    door(taking_part(cast))
    answer = cast.client("AP1").get(f"{PAGE}{act}/", headers=BROWSER)
    assert (answer.status_code, answer["Location"]) == (302, PAGE)


def test_another_language_chosen_there_is_kept(cast: Cast) -> None:
    door(taking_part(cast))
    answer = cast.client("AP1").get(f"{PAGE}code/?lang=fr", headers=BROWSER, follow=True)
    assert (answer.status_code, answer["Content-Language"]) == (200, "fr")


def test_programs_are_told_that_it_takes_buttons_only(cast: Cast) -> None:
    taking_part(cast)
    assert cast.client("AP1").get(f"{PAGE}opening/").status_code == 405


@pytest.mark.usefixtures("cast")
def test_a_stranger_signs_in_first() -> None:
    answer = Client().get(f"{PAGE}opening/", headers=BROWSER)
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/account/login/")


@pytest.mark.parametrize(
    ("path", "above"),
    [
        ("/desk/tokens/5/revocation/", "/desk/tokens/"),
        ("/fes/me/partners/bank/code/", "/fes/me/partners/bank/"),
        ("/nothing-at-all", "/"),
    ],
)
def test_the_nearest_page_above_is_one_that_there_is(path: str, above: str) -> None:
    assert page_above(path) == above
