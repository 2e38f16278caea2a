"""Pages of the staff on paper: the code at their head is read, and leads to the page again."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from django.conf import settings

from tests.browser.conftest import DESK, Open
from tests.browser.printing import wrong_on_paper
from tests.browser.test_shell_axe import page_of
from tests.rows_workshops_hall import held
from tests.scanning import scanned
from tests.workshops.hall.test_attendance import address, seated
from workshops.hall.arrivals import arrive

if TYPE_CHECKING:
    from playwright.sync_api import Request

    from tests.cast import Cast

LIST = "/desk/fes/applications/?kind=cooperative&sort=name"
PRINTED = (
    ("RS1", "fr", LIST),
    ("RS1", "ar", "/desk/fes/applications/FM-0001/"),
    ("SU", "ar", "/admin/programs/stop/"),
    ("RS1", "fr", "/desk/fes/figures/?by=kind"),
    ("NS", "fr", "/desk/"),
    ("EX1", "fr", "/my/"),
)


@pytest.mark.parametrize(("code", "language", "address"), PRINTED)
def test_the_code_of_a_printed_page_leads_to_it(
    live_cast: Cast, opened: Open, code: str, language: str, address: str
) -> None:
    page = page_of(opened(language, **DESK), live_cast, code)
    page.goto(address)
    there = f"{settings.SITE_URL}{address}".removesuffix("/")
    assert (scanned(page.pdf(format="A4")), wrong_on_paper(page)) == ([there], [])


def test_the_printed_sheet_of_a_workshop_says_who_was_there(live_cast: Cast, opened: Open) -> None:
    workshop = held(live_cast, live_cast.stop)
    arrive(seated(workshop, 1))
    seated(workshop, 2)
    page = page_of(opened("fr", **DESK), live_cast, "RS1")
    page.goto(address(workshop))
    page.emulate_media(media="print")
    marks = page.locator(".sheet .marks button")
    shown = [each.inner_text() for each in marks.all() if each.is_visible()]
    assert shown == ["Présent"]


def test_the_code_is_fetched_by_whoever_prints_alone(live_cast: Cast, opened: Open) -> None:
    page = page_of(opened("fr", **DESK), live_cast, "RS1")
    asked: list[str] = []

    def note(request: Request) -> None:
        if "code.svg" in request.url:
            asked.append(request.url)

    page.on("request", note)
    page.goto("/desk/", wait_until="networkidle")
    before = [*asked]
    page.pdf()
    assert (before, [url.partition("?")[2] for url in asked]) == ([], ["of=/desk/"])


@pytest.mark.parametrize(
    ("code", "of", "status"),
    [
        ("RS1", "/desk/fes/applications/?state=waiting", 200),
        ("PI", "/my/", 200),
        ("RS1", "https://example.org/", 404),
        ("RS1", "//example.org/", 404),
        ("RS1", "/desk/fes/nothing/of/the/kind/", 404),
        ("RS1", "/my/0123456789abcdef/", 404),
        ("RS1", f"/desk/?q={'a' * 500}", 404),
        ("RS1", "", 404),
        ("AP1", "/my/", 403),
    ],
)
def test_a_code_is_drawn_of_a_page_of_this_site(
    cast: Cast, code: str, of: str, status: int
) -> None:
    answer = cast.client(code).get(f"/desk/code.svg?of={quote(of)}")
    assert answer.status_code == status
