"""The stage in eight real browsers: sound goes from one to all, and comes back after a cut."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from meetings.links import guest_url
from meetings.models import Guest, Meeting
from tests.browser.conftest import DESK, PATIENCE, PHONE, go_by
from tests.meetings.meeting import make_guest, make_meeting

pytestmark = pytest.mark.django_db(transaction=True)
LISTENERS = 7
SECONDS = 10  # after the return of the network within which sound is back
# What came in by sound since the page was loaded, in bytes: the page keeps its lines to itself.
COUNTED = """
(() => {
  const Real = window.RTCPeerConnection;
  window.lines = [];
  window.RTCPeerConnection = class extends Real {
    constructor(...all) { super(...all); window.lines.push(this); }
  };
  window.heard = async () => {
    let bytes = 0;
    for (const line of window.lines.filter((each) => each.connectionState === "connected")) {
      for (const each of (await line.getStats()).values()) {
        if (each.type === "inbound-rtp") bytes += each.bytesReceived;
      }
    }
    return bytes;
  };
})();
"""

HEARD = "window.heard().then((bytes) => [performance.now(), bytes])"
# Every second word is lost on the way, as the listeners' browsers report it.
LOSING = """
() => window.lines.forEach((line) => {
  line.getStats = async () => new Map([["one", { type: "remote-inbound-rtp", fractionLost: 0.5 }]]);
})
"""


# A network that lets pages through and no sound: no offer ever leads to a line.
BLOCKED = "RTCPeerConnection.prototype.setRemoteDescription = () => Promise.reject();"


def come_in(
    browser: Browser, site: object, guest: Guest, *, size: dict[str, Any], network: str = ""
) -> Page:
    """Somebody opens their link, comes in and presses the one button."""
    context = browser.new_context(base_url=str(site), permissions=["microphone"], **size)
    context.set_default_timeout(PATIENCE)
    context.add_init_script(network + COUNTED)
    page = context.new_page()
    page.goto(guest_url(guest))
    go_by(page.locator("form button[type=submit]"))
    page.locator("[data-does=begin]").click()
    expect(page.locator("[data-does=begin]")).to_be_hidden()
    return page


def hears_more(page: Page) -> None:
    """Sound goes on coming in."""
    before = page.evaluate("window.heard()")
    page.wait_for_function("(before) => window.heard().then((now) => now > before)", arg=before)


def kilobits_a_second(page: Page) -> float:
    """How much sound takes, by the page's own clock."""
    begun, before = page.evaluate(HEARD)
    page.wait_for_timeout(6000)
    ended, after = page.evaluate(HEARD)
    return float((after - before) * 8 / (ended - begun))


def asks(page: Page) -> list[str]:
    """What a page asks of its meeting from now on: once a second while it looks for sound."""
    asked: list[str] = []
    page.on("request", lambda each: asked.append(each.url) if "/now/" in each.url else None)
    return asked


def comes_back_after_a_cut(cut: Page) -> None:
    """The network goes, and the sound with it; once it is there again, so is the sound."""
    cut.context.set_offline(True)
    cut.evaluate("window.lines.forEach((line) => line.close())")
    cut.wait_for_selector("#stage[data-now=lost]")
    asked = asks(cut)
    cut.context.set_offline(False)
    cut.wait_for_selector("#stage[data-now=live]")
    assert len(asked) <= SECONDS
    hears_more(cut)


def is_let_speak(led: Page, page: Page, guest: Guest, *, heard_by: Page) -> None:
    """Somebody raises a hand, is let speak, is heard by another listener, and is thanked."""
    page.locator("[data-does=hand]").click()
    led.locator(f"[data-guest='{guest.pk}'] button").click()
    page.locator("[data-does=speak]").click()
    heard_by.wait_for_selector("[data-shows=air]:not([hidden])")
    assert heard_by.locator("[data-shows=air] bdi").inner_text() == guest.name
    led.wait_for_function("() => window.heard().then((bytes) => bytes > 0)")
    hears_more(heard_by)
    led.locator(f"[data-guest='{guest.pk}'] button").click()
    heard_by.wait_for_selector("[data-shows=air]", state="hidden")


def test_one_speaks_to_seven_one_is_cut_off_and_hears_again_and_one_is_let_speak(
    talking: Browser, live_server: object
) -> None:
    meeting = make_meeting(dial_in="05 37 00 00 00")
    trainer = make_guest(meeting, "trainer", role="host", name="Nadia", language="fr")
    listeners = [
        make_guest(meeting, f"seat {place}", name=f"Salma {place}", language="ar")
        for place in range(LISTENERS)
    ]
    led = come_in(talking, live_server, trainer, size=DESK)
    pages = [come_in(talking, live_server, each, size=PHONE) for each in listeners]
    for page in pages:
        page.wait_for_selector("#stage[data-now=live]")
        hears_more(page)
    led.wait_for_function(
        "(many) => document.querySelector('[data-shows=state]').textContent.endsWith(many)",
        arg=str(LISTENERS),
    )

    comes_back_after_a_cut(pages[0])
    is_let_speak(led, pages[1], listeners[1], heard_by=pages[2])
    led.locator("[data-does=other]").click()
    pages[3].wait_for_selector("[data-shows=other]:not([hidden])")
    assert pages[3].locator("[data-shows=dial]").get_attribute("href") == "tel:0537000000"
    Meeting.objects.update(
        starts_at=timezone.now() - timedelta(hours=3), ends_at=timezone.now() - timedelta(hours=1)
    )
    pages[3].wait_for_selector("#stage[data-now=over]")


def test_a_trainer_whose_line_is_too_weak_is_told_and_shown_the_way_out(
    talking: Browser, live_server: object
) -> None:
    meeting = make_meeting(dial_in="05 37 00 00 00")
    led = come_in(talking, live_server, make_guest(meeting, "trainer", role="host"), size=DESK)
    page = come_in(talking, live_server, make_guest(meeting, "seat 1"), size=PHONE)
    page.wait_for_selector("#stage[data-now=live]")
    assert led.locator("[data-shows=weak]").is_hidden()
    far = make_guest(meeting, "seat 2", name="Driss")
    blocked = come_in(talking, live_server, far, size=PHONE, network=BLOCKED)
    led.evaluate(LOSING)
    led.wait_for_selector("[data-shows=weak]:not([hidden])")
    assert "the link or the telephone" in led.locator("[data-shows=weak]").inner_text()
    led.locator("[data-does=other]").click()
    page.wait_for_selector("[data-shows=dial]:not([hidden])")
    blocked.wait_for_selector("#stage[data-now=blocked]")
    assert "another network" in blocked.locator("[data-shows=state]").inner_text()


def test_a_line_takes_no_more_than_its_share_of_a_weak_network(
    talking: Browser, live_server: object
) -> None:
    meeting = make_meeting()
    come_in(talking, live_server, make_guest(meeting, "trainer", role="host"), size=DESK)
    page = come_in(talking, live_server, make_guest(meeting, "seat 1"), size=PHONE)
    page.wait_for_selector("#stage[data-now=live]")
    agreed = page.evaluate("window.lines.at(-1).remoteDescription.sdp")
    assert re.findall(r"maxaveragebitrate=(\d+);.*usedtx=(\d)", agreed) == [("24000", "1")]
    assert kilobits_a_second(page) < 40
