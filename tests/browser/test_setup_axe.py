"""The pages that set a stop up, and the public page of a stop to come: axe, widths, targets."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from programs.models import Stop
from tests.browser.conftest import DESK
from tests.browser.test_every_page import enter, look, said_by
from tests.cast import NOBODY, Cast

if TYPE_CHECKING:
    from tests.browser.conftest import Open

HOME = "/desk/meknes/setup/"
SETUP = (
    "/desk/stops/new/", "/desk/fes/setup/", "/desk/fes/setup/closing/",
    HOME, f"{HOME}dates/", f"{HOME}texts/", f"{HOME}themes/", f"{HOME}partners/", f"{HOME}team/",
    f"{HOME}poster/", f"{HOME}poster/?province=MA-SEF&campaign=gare", f"{HOME}copy/",
    f"{HOME}opening/", f"{HOME}preview/",
)  # fmt: skip
PAGES = {"set-up": ("RS1", SETUP), "to come": (NOBODY, ("/meknes/", "/meknes/?province=MA-SEF"))}


def to_come(cast: Cast) -> Stop:
    """A second stop of the center, announced and not open yet."""
    now = timezone.now()
    return Stop.objects.create(
        program=cast.stop.program,
        center=cast.stop.center,
        slug="meknes",
        name_ar="مكناس",
        name_fr="Meknès",
        prefix="MK",
        opens_at=now + timedelta(days=5),
        closes_at=now + timedelta(days=25),
        starts_on="2027-03-01",
        ends_on="2027-05-30",
        places=120,
    )


@pytest.mark.parametrize("language", ["ar", "fr"])
@pytest.mark.parametrize("kind", PAGES)
def test_nothing_is_wrong_with(
    live_cast: Cast, opened: Open, live_server: object, kind: str, language: str
) -> None:
    to_come(live_cast)
    code, addresses = PAGES[kind]
    context = opened(language, **DESK)
    enter(context, live_cast, code, str(live_server))
    page = context.new_page()
    errors = said_by(page)
    wrong = [
        f"{each} {fault}" for each in addresses for fault in look(page, each, public=code == NOBODY)
    ]
    assert not [*wrong, *errors], "\n".join([*wrong, *errors])


def test_a_refused_telephone_is_read_out_and_typed_again_without_scripts(
    live_cast: Cast, opened: Open
) -> None:
    to_come(live_cast)
    page = opened("ar", java_script_enabled=False).new_page()
    page.goto("/meknes/?province=MA-SEF")
    page.locator("#id_phone").fill("06 12")
    page.locator("#news button").click()
    expect(page.locator("[role=alert] li")).to_have_count(1)
    page.locator("#id_phone").fill("06 99 00 11 22")
    page.locator("#news button").click()
    expect(page.locator(".note[data-tone=good]")).to_have_count(1)
