"""A network that is back, in browsers that do not say so: Debian's, and older ones of phones."""

from itertools import pairwise

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from applications.models import Application
from messaging.models import Message
from tests.browser.conftest import Open
from tests.browser.test_candidacy import answer_the_rest, answer_two_pages
from tests.cast import Cast

STATE = "[data-candidacy-state]"
WAITING = "في انتظار الشبكة"
SILENT = 'addEventListener("online", (event) => event.stopImmediatePropagation(), true);'
WRONG = f'{SILENT} Object.defineProperty(Navigator.prototype, "onLine", {{ get: () => false }});'
ASLEEP = """(() => {
  // clocks of a second or more never ring, as in a page that the phone has put to sleep
  const real = setTimeout;
  window.setTimeout = (act, wait, ...rest) => (wait < 1000 ? real(act, wait, ...rest) : 0);
})();"""
FOCUS = "dispatchEvent(new Event('focus'))"
SHOWN = "document.dispatchEvent(new Event('visibilitychange'))"
BACK_IN_HISTORY = "dispatchEvent(new Event('pageshow'))"
TRY = """() => {
  window.tries = [];
  window.act = kept.persist(async () => {
    tries.push(performance.now());
    throw new Error("no network");
  });
  act();
}"""


def fill_in_and_send_without_a_network(phone: BrowserContext) -> None:
    page = phone.new_page()
    answer_two_pages(page)
    phone.set_offline(True)
    answer_the_rest(page)
    page.locator("[name=consent_processing]").check()
    page.get_by_role("button", name="إرسال طلبي").click()
    expect(page.locator(STATE)).to_contain_text(WAITING)
    page.close()


def change_without_a_network(phone: BrowserContext, token: str) -> Page:
    page = phone.new_page()
    page.goto(f"/my/{token}/where/")
    page.locator("[name=province]").select_option("MA-MEK")
    phone.set_offline(True)
    page.locator("main form button.button[type=submit]").click()
    expect(page.locator(STATE)).to_contain_text(WAITING)
    return page


def gaps(page: Page) -> list[int]:
    """The seconds between one try and the next."""
    tries = page.evaluate("tries")
    return [round((later - earlier) / 1000) for earlier, later in pairwise(tries)]


@pytest.mark.usefixtures("live_cast")
@pytest.mark.parametrize("browser", [SILENT, WRONG], ids=["silent", "sure that there is none"])
def test_what_waits_leaves_within_seconds_though_the_browser_never_says_that_there_is_a_network(
    opened: Open, browser: str
) -> None:
    phone = opened("ar")
    phone.add_init_script(browser)
    fill_in_and_send_without_a_network(phone)
    page = phone.new_page()
    page.goto("/fes/apply/")
    expect(page.locator(STATE)).to_contain_text(WAITING)
    phone.set_offline(False)
    expect(page.locator(".reference")).to_contain_text("FM-0003")
    assert Application.objects.latest("pk").reference == "FM-0003"
    assert Message.objects.filter(key__startswith="receipt:").count() == 1


@pytest.mark.parametrize("sign", ["a touch", FOCUS, SHOWN, BACK_IN_HISTORY])
def test_what_waits_leaves_at_once_when_the_page_is_touched_focused_or_shown(
    live_cast: Cast, opened: Open, sign: str
) -> None:
    phone, token = opened("ar"), live_cast.application.token
    phone.add_init_script(SILENT + ASLEEP)
    page = change_without_a_network(phone, token)
    phone.set_offline(False)
    if sign == "a touch":
        page.locator("h1").tap()
    else:
        page.evaluate(sign)
    page.wait_for_url(f"**/my/{token}/")
    live_cast.application.refresh_from_db()
    assert live_cast.application.answers["province"] == "MA-MEK"
    assert page.evaluate("Object.keys(localStorage)") == []


@pytest.mark.usefixtures("live_cast")
def test_what_waits_leaves_when_any_other_page_of_ours_is_touched(opened: Open) -> None:
    phone = opened("ar")
    phone.add_init_script(SILENT + ASLEEP)
    other = phone.new_page()
    other.goto("/fes/")
    fill_in_and_send_without_a_network(phone)
    phone.set_offline(False)
    other.locator("h1").tap()
    expect(other.get_by_role("status").get_by_role("link")).to_be_visible()
    assert Application.objects.latest("pk").reference == "FM-0003"


@pytest.mark.usefixtures("live_cast")
def test_the_page_without_a_network_says_so_only_until_there_is_one(opened: Open) -> None:
    phone = opened("ar")
    phone.add_init_script(SILENT)
    page = phone.new_page()
    answer_two_pages(page)
    phone.set_offline(True)
    page.goto("/fes/apply/")
    expect(page.locator(STATE)).to_have_attribute("data-candidacy-state", "offline")
    note = page.locator(".question:has([type=file]) .note").first
    expect(note).to_contain_text("لا يمكن إرسال ملف بدون شبكة")
    phone.set_offline(False)
    expect(page.locator(STATE)).to_have_attribute("data-candidacy-state", "")
    expect(note).to_contain_text("عادت الشبكة")
    expect(page.locator("body")).not_to_contain_text("لا يمكن إرسال ملف بدون شبكة")


@pytest.mark.usefixtures("live_cast")
def test_what_failed_is_tried_again_ever_later_and_never_twice_at_a_time(opened: Open) -> None:
    page = opened("ar").new_page()
    page.clock.install()
    page.goto("/")
    page.clock.pause_at(page.evaluate("Date.now()") + 1000)
    page.evaluate(TRY)
    page.clock.run_for(100_000)
    assert gaps(page) == [1, 2, 4, 8, 16, 20, 20, 20]

    page.evaluate(
        "for (let touch = 0; touch < 50; touch += 1) dispatchEvent(new Event('pointerdown'))"
    )
    page.clock.run_for(1000)
    assert len(page.evaluate("tries")) == 10

    page.evaluate("act()")
    page.clock.run_for(3000)
    assert gaps(page)[-3:] == [1, 1, 2]

    page.evaluate(
        "() => { tries = [];"
        " kept.persist(() => { tries.push(0); return new Promise(() => {}); })(); }"
    )
    page.evaluate("dispatchEvent(new Event('online'))")
    page.clock.run_for(5000)
    assert page.evaluate("tries.filter((each) => each === 0).length") == 1
