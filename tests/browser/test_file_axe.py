"""The page of a file and that of an institution: read by axe, walked by keys."""

from typing import Any

import pytest

from desk.file.links import opinion_token
from desk.models import Label
from tests.browser.conftest import DESK, PHONE, Open
from tests.browser.test_candidacy_axe import faults
from tests.browser.test_every_page import enter
from tests.cast import Cast
from tests.desk.file.test_page import FILE, fill
from tests.rows_file import opinion_at

PAGES = (FILE, f"{FILE}opinions/", "/desk/tasks/")


def signed_in(context: Any, cast: Cast, code: str) -> Any:
    """A page of the browser of this person."""
    enter(context, cast, code)
    return context.new_page()


@pytest.mark.parametrize(
    ("language", "size"), [("ar", PHONE), ("fr", DESK)], ids=["ar 360", "fr 1280"]
)
def test_axe_finds_nothing_beside_a_file_or_outside(
    live_cast: Cast, opened: Open, language: str, size: dict[str, object]
) -> None:
    Label.objects.create(center=live_cast.stop.center, name="Visit")
    opinion = opinion_at(live_cast, live_cast.stop)
    fill(live_cast, 1)
    page = signed_in(opened(language, **size), live_cast, "RV")
    wrong = {}
    for address in (*PAGES, f"/opinion/{opinion_token(opinion)}/"):
        page.goto(address)
        width = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        wrong[address] = (faults(page), max(0, width))
    assert {address: found for address, found in wrong.items() if found != ([], 0)} == {}


def test_keys_lead_to_the_next_file_and_back(live_cast: Cast, opened: Open) -> None:
    page = signed_in(opened("fr", **DESK), live_cast, "RS1")
    page.goto(FILE)
    page.keyboard.press("j")
    page.wait_for_url("**/FM-0002/")
    page.keyboard.press("k")
    page.wait_for_url("**/FM-0001/")
    assert page.url.endswith(FILE)
