"""Files are judged in a real browser: swipes on a phone in Arabic, keys on a laptop in French."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from playwright.sync_api import expect

from selection.links import missing_url
from selection.models import InformationRequest, Review
from selection.review.criteria import load_defaults
from selection.review.prescore import refresh
from tests.browser.conftest import DESK, PHONE, go_by
from tests.browser.test_candidacy_axe import faults
from tests.browser.test_every_page import enter
from tests.selection.files_to_judge import TRIAGE, alone

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

    from tests.browser.conftest import Open
    from tests.cast import Cast

SIGN_IN = "/account/login/?next=/account/me/unsent/"
UNSENT = "/account/2fa/reauthenticate/?next=%2Faccount%2Fme%2Funsent%2F"
STILL = 400  # milliseconds after which a card that was drawn takes a verdict


def begun(context: BrowserContext, cast: Cast) -> Page:
    """The first card, before a reviewer."""
    alone(cast, *[50] * 4)
    load_defaults(cast.stop)
    refresh(cast.stop)
    page = context.new_page()
    enter(context, cast, "RV")
    page.goto(TRIAGE)
    page.wait_for_timeout(STILL)
    return page


def on_to(page: Page, reference: str) -> None:
    """The next card is drawn, and takes a verdict."""
    page.wait_for_url(f"**{TRIAGE}{reference}/")
    page.locator("article h1", has_text=reference).wait_for()
    page.wait_for_timeout(STILL)


def swipe(page: Page, *, right: bool) -> None:
    """A thumb draws the card aside."""
    line = page.context.new_cdp_session(page)
    way = range(110, 260, 15) if right else range(250, 100, -15)
    line.send(
        "Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": way[0], "y": 400}]}
    )
    for x in way:
        line.send(
            "Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": 401}]}
        )
    line.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def verdicts() -> list[tuple[str, str]]:
    """Every verdict."""
    rows = Review.objects.given().order_by("application__reference")
    return [
        (str(reference), verdict)
        for reference, verdict in rows.values_list("application__reference", "verdict")
    ]


def test_a_thumb_judges_in_arabic(live_cast: Cast, opened: Open) -> None:
    page = begun(opened("ar", **PHONE), live_cast)
    wrong = faults(page)
    swipe(page, right=True)
    on_to(page, "FM-0011")
    swipe(page, right=False)
    on_to(page, "FM-0012")
    page.locator("[data-verdict=wait]").tap()
    on_to(page, "FM-0013")
    page.locator(".last button").tap()
    on_to(page, "FM-0012")
    assert (verdicts(), wrong + faults(page)) == ([("FM-0010", "yes"), ("FM-0011", "no")], [])


def test_keys_judge_in_french(live_cast: Cast, opened: Open) -> None:
    page = begun(opened("fr", **DESK), live_cast)
    for key, following in (
        ("1", "FM-0011"),
        ("2", "FM-0012"),
        ("3", "FM-0013"),
        ("0", "FM-0012"),
        ("1", "FM-0013"),
    ):
        page.keyboard.press(key)
        on_to(page, following)
    page.keyboard.press("4")
    page.wait_for_url("**/asking/")
    assert verdicts() == [("FM-0010", "yes"), ("FM-0011", "wait"), ("FM-0012", "yes")]
    assert faults(page) == []


def test_keys_switched_off_judge_nothing_and_a_comment_is_typed_with_digits(
    live_cast: Cast, opened: Open
) -> None:
    page = begun(opened("fr", **DESK), live_cast)
    page.locator(".verdict summary").click()
    page.locator("#id_comment").fill("")
    page.locator("#id_comment").press_sequentially("123")
    typed = page.locator("#id_comment").input_value()
    page.locator("[data-keys]").uncheck()
    page.keyboard.press("1")
    expect(page.locator("article h1")).to_contain_text("FM-0010")
    page.wait_for_timeout(STILL)
    assert (typed, verdicts()) == ("123", [])


@pytest.mark.parametrize("scripts", [True, False])
def test_a_missing_piece_is_answered_from_its_link(
    live_cast: Cast, opened: Open, *, scripts: bool
) -> None:
    application = live_cast.application
    piece = InformationRequest.objects.create(
        application=application, questions=["document", "locality"], asked_by=live_cast["RV"]
    )
    page = opened("ar", **PHONE, java_script_enabled=scripts).new_page()
    page.goto(missing_url(piece))
    wrong = faults(page) if scripts else []
    page.fill("input[name=locality]", "باب بوجلود")
    go_by(page.locator("main form button[type=submit]"))
    application.refresh_from_db()
    assert (
        application.answers["locality"],
        InformationRequest.objects.returned().count(),
        wrong,
    ) == (
        "باب بوجلود",
        1,
        [],
    )


def test_it_is_all_there_without_javascript(live_cast: Cast, opened: Open) -> None:
    page = begun(opened("ar", **PHONE, java_script_enabled=False), live_cast)
    page.locator("[data-verdict=no]").click()
    page.wait_for_url(f"**{TRIAGE}FM-0011/")
    page.locator(".last button").click()
    page.wait_for_url(f"**{TRIAGE}FM-0010/")
    assert verdicts() == []


def test_what_is_pressed_without_a_network_or_on_a_broken_server_says_so_and_stays_typed(
    live_cast: Cast, opened: Open
) -> None:
    page = begun(opened("ar", **PHONE), live_cast)
    lost, alert = page.locator("[data-unsent]"), {"status": 500, "body": "<!doctype html><html>"}
    page.locator(".verdict summary").tap()
    page.locator("#id_comment").fill("الرقم ناقص")
    seen = [lost.is_visible()]
    page.route("**/verdict/", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        page.locator("[data-verdict=yes]").tap()
    lost.wait_for()
    page.unroute("**/verdict/")
    page.route("**/verdict/", lambda route: route.fulfill(**alert))
    with page.expect_response("**/verdict/"):
        page.locator("[data-verdict=yes]").tap()
    lost.wait_for()
    page.unroute("**/verdict/")
    wrong = faults(page)
    typed = page.locator("#id_comment").input_value()
    page.locator("[data-verdict=yes]").tap()
    on_to(page, "FM-0011")
    assert (seen, typed, verdicts(), wrong) == ([False], "الرقم ناقص", [("FM-0010", "yes")], [])


@pytest.mark.parametrize(
    ("lost", "onward"), [("account_authentication_methods", UNSENT), ("_auth_user_id", SIGN_IN)]
)
def test_whoever_is_asked_again_who_they_are_is_led_on_to_the_verdict_that_they_gave(
    live_cast: Cast, opened: Open, lost: str, onward: str
) -> None:
    page = begun(opened("fr", **DESK), live_cast)
    page.locator(".verdict summary").click()
    page.locator("#id_comment").fill("Trois devis, un local.")
    [cookie] = [each for each in page.context.cookies() if each["name"] == "sessionid"]
    session = import_module(settings.SESSION_ENGINE).SessionStore(cookie["value"])
    session.pop(lost)
    session.save()
    page.locator("[data-verdict=yes]").click()
    page.wait_for_url(f"**{onward}")
    assert verdicts() == []


def test_a_server_that_fails_leaves_the_card_and_what_was_typed(
    live_cast: Cast, opened: Open
) -> None:
    page = begun(opened("fr", **DESK), live_cast)
    page.locator(".verdict summary").click()
    page.locator("#id_comment").fill("Trois devis, un local.")
    page.route("**/verdict/", lambda route: route.fulfill(status=502, body="<html>Bad gateway"))
    with page.expect_response("**/verdict/"):
        page.locator("[data-verdict=yes]").click()
    page.locator("[data-unsent]").wait_for()
    typed = page.locator("#id_comment").input_value()
    assert (typed, page.locator("[data-verdict=yes]").is_enabled()) == (
        "Trois devis, un local.",
        True,
    )
