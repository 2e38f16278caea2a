"""An expert on a phone: the day opens without a network, a report is written and spoken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from coaching.models import Report, Step
from core.sounds import played_as
from tests.browser.conftest import PHONE
from tests.browser.test_file_axe import signed_in
from tests.coaching.day_filled import fill
from tests.coaching.test_session_report import WAV

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.browser.conftest import Open
    from tests.cast import Cast

NOTE = "[data-day-note]"
KEPT = """() => new Promise((resolve) => {
  const opening = indexedDB.open("reports", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("voices");
  opening.onsuccess = () => {
    const rows = opening.result.transaction("voices").objectStore("voices").count();
    rows.onsuccess = () => { opening.result.close(); resolve(rows.result > 0); };
  };
})"""


def again(phone: BrowserContext, address: str) -> Page:
    """The page opened anew, once there is a network."""
    phone.set_offline(False)
    page = phone.new_page()
    page.goto(address)
    return page


def test_the_day_of_an_expert_opens_without_a_network(live_cast: Cast, opened: Open) -> None:
    link = fill(live_cast)["link"]
    phone = opened("ar")
    page = signed_in(phone, live_cast, "EX1")
    for address in ("/expert/", link):
        page.goto(address)
        expect(page.locator(NOTE)).to_be_visible()
    phone.set_offline(True)
    for address in ("/expert/", link):
        page.goto(address)
        expect(page.locator("[data-unplugged]")).to_be_visible()
        expect(page.locator("article h2").first).to_contain_text("فاطمة الزهراء العلالي")
        expect(page.locator("article [data-big]").first).to_have_attribute(
            "href", "tel:+212699030001"
        )


def test_a_report_is_written_and_spoken_on_a_phone(
    live_cast: Cast, talking: Browser, live_server: object
) -> None:
    address = fill(live_cast)["report"]
    how: dict[str, Any] = {"permissions": ["microphone"], **PHONE}
    phone = talking.new_context(base_url=str(live_server), **how)
    page = signed_in(phone, live_cast, "EX1")
    page.goto(address)
    page.locator("[name=topics]").fill("الأثمنة")
    record = page.locator("[data-voice-record]")
    record.click()
    expect(record).to_have_attribute("aria-pressed", "true")
    page.wait_for_timeout(2500)  # somebody speaks
    record.click()
    expect(record).to_have_attribute("aria-pressed", "false")
    expect(page.locator("[data-voice-state]")).to_contain_text("0:0")
    page.locator("[name=step0-words]").fill("فتح حساب بنكي للمشروع")
    page.locator("form [data-big]").click()
    page.wait_for_url("**/expert/")
    report = Report.objects.get(topics="الأثمنة")
    with report.voice.open() as sound:
        data = sound.read()
    played = played_as(data)
    assert played is not None
    assert (played.content_type, len(data) < 20_000) == ("audio/webm", True)
    assert report.booking.steps.get().words == "فتح حساب بنكي للمشروع"
    assert Step.objects.count() == 2


def test_what_is_typed_and_spoken_without_a_network_is_not_lost(
    live_cast: Cast, opened: Open
) -> None:
    address = fill(live_cast)["report"]
    phone = opened("ar", **PHONE)
    page = signed_in(phone, live_cast, "EX1")
    page.goto(address)
    phone.set_offline(True)
    page.locator("[name=topics]").fill("الأثمنة")
    sound: Any = {"name": "note.wav", "mimeType": "audio/wav", "buffer": WAV}
    page.locator("[name=voice]").set_input_files(sound)
    page.wait_for_function(KEPT)
    page.close()  # and the phone is put away before anything was sent
    page = again(phone, address)
    expect(page.locator("[data-report-state=back]")).to_be_visible()
    expect(page.locator("[name=topics]")).to_have_value("الأثمنة")
    expect(page.locator("[data-voice-state]")).to_contain_text("عادت الملاحظة الصوتية")
    phone.set_offline(True)
    page.locator("form [data-big]").click()
    expect(page.locator("[data-report-state=waiting]")).to_be_visible()
    page.close()
    page = again(phone, address)  # what was meant to leave does so by itself
    page.wait_for_url("**/expert/")
    report = Report.objects.get(topics="الأثمنة")
    with report.voice.open() as kept:
        assert kept.read() == WAV
    page.goto(address)
    expect(page.locator("[data-report-state]")).to_be_hidden()
    assert page.evaluate(KEPT) is False


def test_a_report_leaves_by_itself_once_there_is_a_network(live_cast: Cast, opened: Open) -> None:
    address = fill(live_cast)["report"]
    phone = opened("ar", **PHONE)
    page = signed_in(phone, live_cast, "EX1")
    page.goto(address)
    phone.set_offline(True)
    page.locator("[name=outcome]").first.check()
    page.locator("[name=topics]").fill("الأثمنة")
    page.locator("form [data-big]").click()
    expect(page.locator("[data-report-state=waiting]")).to_be_visible()
    phone.set_offline(False)
    page.wait_for_url("**/expert/")
    assert Report.objects.filter(topics="الأثمنة").count() == 1


def test_a_line_that_is_dead_though_it_calls_itself_online_is_told(
    live_cast: Cast, opened: Open
) -> None:
    address = fill(live_cast)["report"]
    page = signed_in(opened("ar", **PHONE), live_cast, "EX1")
    page.goto(address)
    page.route(
        "**/*", lambda route: None if route.request.method == "POST" else route.continue_()
    )  # a POST is never answered
    page.locator("[name=topics]").fill("الأثمنة")
    page.locator("form [data-big]").click()
    expect(page.locator("[data-report-state=waiting]")).to_be_visible()
    assert not Report.objects.filter(topics="الأثمنة").exists()
