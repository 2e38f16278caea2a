"""The pages of partners as people open them: axe, targets and width, in both directions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from partners.models import Profile
from people.models import Participation
from tests.browser.conftest import go_by
from tests.browser.test_candidacy_axe import faults
from tests.browser.test_coaching_axe import BOTH, wrong_with
from tests.browser.test_file_axe import signed_in
from tests.partners.arranged import bank, door, offer_of, promise_of, taking_part

if TYPE_CHECKING:
    from tests.browser.conftest import Open
    from tests.cast import Cast

PERSON = (
    *("/fes/me/partners/", "/fes/me/partners/bank/", "/fes/me/who/", "/fes/me/"),
    *("/fes/partners/bank/", "/embed/bank/fes/agenda/"),
)
TEAM = ("/desk/fes/partners/", "/desk/fes/partners/doors/", "/desk/fes/partners/offers/")


def filled(cast: Cast) -> tuple[int, int]:
    """Doors, an offer, a promise and a page; the keys of a door and of the offer."""
    own = door(taking_part(cast))
    other = Participation.objects.create(stop=cast.stop, person=cast["AP2"])
    door(other, state="refused")
    promise_of(cast.stop)
    words = {f"words_{code}": "قروض للحرفيين" for code in ("ar", "fr", "en")}
    Profile.objects.create(partner=bank(), center=cast.stop.center, hosts=["www.bank.ma"], **words)
    return own.pk, offer_of(cast.stop).pk


@BOTH
def test_nothing_is_wrong_with_what_a_participant_opens(
    live_cast: Cast, opened: Open, language: str, size: dict[str, Any]
) -> None:
    filled(live_cast)
    page = signed_in(opened(language, **size), live_cast, "AP1")
    found = {
        address: wrong_with(page, f"partners-{n}-{language}", address, targets=True)
        for n, address in enumerate(PERSON)
    }
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


@BOTH
def test_nothing_is_wrong_with_what_an_institution_and_a_team_open(
    live_cast: Cast, opened: Open, language: str, size: dict[str, Any]
) -> None:
    own, offer = filled(live_cast)
    pages = {
        "PI": (
            *("/partner/referrals/", f"/partner/referrals/{own}/", "/partner/offers/"),
            *("/partner/offers/new/", f"/partner/offers/{offer}/", "/partner/promises/"),
            *("/partner/pages/", "/partner/pages/fes/bank/", "/partner/stand/"),
        ),
        "RS1": (
            *(*TEAM, f"/desk/fes/partners/offers/{offer}/", "/desk/fes/partners/pages/"),
            "/desk/fes/partners/pages/bank/",
        ),
    }
    found = {}
    for code, addresses in pages.items():
        page = signed_in(opened(language, **size), live_cast, code)
        for n, address in enumerate(addresses):
            name = f"partners-{code}-{n}-{language}"
            found[address] = wrong_with(page, name, address, targets=False)
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


@BOTH
def test_the_code_for_a_stand_is_large_enough_for_any_camera(
    live_cast: Cast, opened: Open, language: str, size: dict[str, Any]
) -> None:
    filled(live_cast)
    page = signed_in(opened(language, **size), live_cast, "AP1")
    page.goto("/fes/me/partners/bank/")
    go_by(page.locator("form[action$='/code/'] button"))
    box = page.locator(".qr svg").bounding_box()
    wide = box["width"] if box else 0
    assert (wide >= 260, faults(page)) == (True, [])


def test_another_language_chosen_beside_a_code_shows_the_partner_in_it(
    live_cast: Cast, opened: Open
) -> None:
    filled(live_cast)
    page = signed_in(opened("ar"), live_cast, "AP1")
    page.goto("/fes/me/partners/bank/")
    go_by(page.locator("form[action$='/code/'] button"))
    page.locator("header a[hreflang=fr]").click()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page).to_have_url(re.compile(r"/fes/me/partners/bank/$"))
