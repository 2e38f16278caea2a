"""The room for two in real browsers: heard both ways, a picture on wish, back after a cut."""

import os
import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from meetings.links import guest_url
from meetings.models import Guest, Meeting
from tests.browser.conftest import DESK, PATIENCE, PHONE, go_by
from tests.browser.test_candidacy_axe import faults
from tests.browser.test_stage import COUNTED, SECONDS, asks, hears_more, kilobits_a_second
from tests.meetings.meeting import make_guest, make_meeting

SCREENS = os.environ.get("SCREENS", "")  # a folder: keep a picture of the room there
pytestmark = pytest.mark.django_db(transaction=True)


def pair() -> tuple[Guest, Guest]:
    """An expert and a person of one room."""
    meeting = make_meeting(way=Meeting.Way.PAIR)
    host = make_guest(meeting, "expert", role="host", name="Nadia", language="fr")
    return host, make_guest(meeting, "session 1", name="Salma", language="ar")


def come_in(browser: Browser, site: object, guest: Guest, *, size: dict[str, Any]) -> Page:
    """Somebody opens their link, comes in and presses the one button."""
    allowed = ["microphone", "camera"]
    context = browser.new_context(base_url=str(site), permissions=allowed, **size)
    context.set_default_timeout(PATIENCE)
    context.add_init_script(COUNTED)
    page = context.new_page()
    page.goto(guest_url(guest))
    go_by(page.locator("form button[type=submit]"))
    page.locator("[data-does=begin]").click()
    expect(page.locator("[data-does=begin]")).to_be_hidden()
    return page


def is_live(page: Page) -> None:
    page.wait_for_selector("#room[data-now=live]")


def both_live(browser: Browser, site: object) -> tuple[Page, Page]:
    """The expert on a computer and the person on a phone, who is let in; both hear."""
    host, guest = pair()
    phone = come_in(browser, site, guest, size=PHONE)
    phone.wait_for_selector("#room[data-now=alone]")
    desk = come_in(browser, site, host, size=DESK)
    desk.locator(f"[data-guest='{guest.pk}']").click()
    for page in (desk, phone):
        is_live(page)
        hears_more(page)
    return desk, phone


def test_axe_finds_nothing_in_the_room(talking: Browser, live_server: object) -> None:
    desk, phone = both_live(talking, live_server)
    desk.locator("[data-does=phone]").click()
    desk.wait_for_selector("[data-shows=nowhere]:not([hidden])")
    phone.locator("[data-does=picture]").click()
    desk.wait_for_selector("[data-shows=pictures] video:not([hidden])")
    wrong = {}
    for name, page in (("room-fr", desk), ("room-ar", phone)):
        if SCREENS:
            page.screenshot(path=f"{SCREENS}/{name}.png", full_page=True)
        width = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        wrong[name] = (faults(page), max(0, width))
    assert wrong == dict.fromkeys(wrong, ([], 0))


def comes_back(cut: Page, other: Page) -> int:
    """The network goes, and the sound with it; after how many seconds of asking it is back."""
    cut.context.set_offline(True)
    cut.evaluate("window.lines.forEach((line) => line.close())")
    cut.wait_for_selector("#room[data-now=lost]")
    asked = asks(cut)
    cut.context.set_offline(False)
    is_live(cut)
    took = len(asked)
    is_live(other)
    hears_more(cut)
    hears_more(other)
    return took


def test_two_hear_each_other_and_hear_again_within_ten_seconds_of_the_networks_return(
    talking: Browser, live_server: object
) -> None:
    desk, phone = both_live(talking, live_server)
    assert comes_back(phone, desk) <= SECONDS
    assert comes_back(desk, phone) <= SECONDS


def test_a_picture_is_shown_on_wish_and_goes_again(talking: Browser, live_server: object) -> None:
    desk, phone = both_live(talking, live_server)
    assert desk.locator("[data-shows=pictures] video:visible").count() == 0
    phone.locator("[data-does=picture]").click()
    desk.wait_for_selector("[data-shows=pictures] video:not([hidden])")
    desk.wait_for_function(
        "() => document.querySelector('[data-shows=pictures] video').videoWidth > 0"
    )
    phone.locator("[data-does=picture]").click()
    desk.wait_for_selector("[data-shows=pictures] video", state="hidden")


def test_sound_takes_no_more_than_its_share_of_a_weak_network(
    talking: Browser, live_server: object
) -> None:
    desk, phone = both_live(talking, live_server)
    for page in (desk, phone):
        agreed = page.evaluate("window.lines.at(-1).remoteDescription.sdp")
        assert re.findall(r"maxaveragebitrate=(\d+);.*usedtx=(\d)", agreed) == [("24000", "1")]
    assert kilobits_a_second(phone) < 40
    phone.wait_for_selector("[data-shows=cost]:not([hidden])")


def test_a_browser_that_carries_no_sound_says_so_and_leads_to_the_telephone(
    talking: Browser, live_server: object
) -> None:
    _host, guest = pair()
    size: Any = {"base_url": str(live_server), **PHONE}
    context = talking.new_context(**size)
    context.add_init_script("delete window.RTCPeerConnection")
    page = context.new_page()
    page.goto(guest_url(guest))
    page.locator("form button[type=submit]").click()
    page.locator("[data-lacks]").wait_for()
    page.locator("[data-does=phone]").wait_for()
    shown = [page.locator("[data-does=begin]").is_visible(), page.locator("#who").is_visible()]
    assert shown == [False, False]
