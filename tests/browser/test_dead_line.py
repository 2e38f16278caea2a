"""The form on a line that is dead, whatever the browser says; and the last page without one."""

from collections.abc import Iterator

import pytest
from django.utils.translation import gettext, override
from playwright.sync_api import BrowserContext, Locator, Page, expect

from applications.models import Application
from messaging.models import Message
from tests.browser.conftest import PHONE, Open, until
from tests.browser.line import Line, State
from tests.browser.test_candidacy import answer_the_rest, answer_two_pages, go_on, wait_until_kept

STATE = "[data-candidacy-state]"
OFFLINE = "لا توجد شبكة"
WAITING = "في انتظار الشبكة"
AGREE = "We may only read your answers if you agree to it."
ACTIVITY = "ما هو نشاطك؟"
DEAD = pytest.mark.parametrize("dead", ["cut", "silent"])

pytestmark = pytest.mark.usefixtures("live_cast")


@pytest.fixture
def line(live_server: object) -> Iterator[Line]:
    """A line to the server."""
    with Line(str(live_server)) as line:
        yield line


@pytest.fixture
def phone(opened: Open, line: Line) -> BrowserContext:
    """A phone at the end of the line."""
    return opened("ar", base_url=line.address, **PHONE)


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1).locator("visible=true")


def send(page: Page) -> None:
    page.get_by_role("button", name="إرسال طلبي").click()


def walk_to_the_last_page(page: Page) -> None:
    answer_two_pages(page)
    answer_the_rest(page)
    page.wait_for_url("**/fes/apply/send/")
    wait_until_kept(page)


def waits(page: Page) -> bool:
    """Whether the phone believes that a candidacy leaves by itself."""
    return bool(page.evaluate("JSON.parse(localStorage['candidacy:fes'] || '{}').waiting"))


@DEAD
def test_a_page_sent_on_a_dead_line_leads_to_the_next_one_and_says_that_there_is_no_network(
    phone: BrowserContext, line: Line, dead: State
) -> None:
    page = phone.new_page()
    answer_two_pages(page)
    line.become(dead)
    assert page.evaluate("navigator.onLine") is True
    page.locator("[name=province]:visible").select_option("MA-FES")
    go_on(page)
    expect(page.locator(STATE)).to_have_attribute("data-candidacy-state", "offline")
    expect(page.locator(STATE)).to_be_in_viewport()
    expect(heading(page)).to_have_text(ACTIVITY)
    expect(page.locator(STATE)).to_contain_text(OFFLINE)


@DEAD
def test_the_last_page_is_sent_by_one_press_on_a_dead_line(
    phone: BrowserContext, line: Line, dead: State
) -> None:
    page = phone.new_page()
    walk_to_the_last_page(page)
    page.locator("[name=consent_processing]").check()
    line.become(dead)
    send(page)
    expect(page.locator(STATE)).to_contain_text(WAITING)
    line.become("cut")  # what was silent ends
    line.become("whole")
    expect(page.locator(".reference")).to_contain_text("FM-0003")
    assert Application.objects.filter(name="فاطمة الزهراء العلوي").count() == 1
    assert Message.objects.filter(key__startswith="receipt:").count() == 1


def test_the_last_page_is_sent_by_one_press_without_a_network(phone: BrowserContext) -> None:
    page = phone.new_page()
    walk_to_the_last_page(page)
    page.locator("[name=consent_processing]").check()
    phone.set_offline(True)
    send(page)
    expect(page.locator(STATE)).to_contain_text(WAITING)
    expect(page.get_by_text("بيع الملابس")).to_be_visible()
    phone.set_offline(False)
    expect(page.locator(".reference")).to_contain_text("FM-0003")


@pytest.mark.parametrize("cut_on", ["the last page", "the page before"])
def test_without_the_agreement_nothing_is_said_to_leave_by_itself(
    phone: BrowserContext, cut_on: str
) -> None:
    with override("ar"):
        told = gettext(AGREE)
    page = phone.new_page()
    if cut_on == "the last page":
        walk_to_the_last_page(page)
        phone.set_offline(True)
    else:
        answer_two_pages(page)
        phone.set_offline(True)
        answer_the_rest(page)
    send(page)
    expect(page.locator("[data-told]").locator("visible=true")).to_have_text(told)
    assert (waits(page), WAITING in page.locator(STATE).inner_text()) == (False, False)
    page.locator("[name=consent_processing]").check()
    send(page)
    expect(page.locator(STATE)).to_contain_text(WAITING)
    assert waits(page)


def test_what_was_answered_is_read_once_more_without_a_network_and_can_be_changed(
    phone: BrowserContext,
) -> None:
    page = phone.new_page()
    answer_two_pages(page)
    phone.set_offline(True)
    answer_the_rest(page)
    review = page.locator("[data-review]")
    expect(review.first).to_be_visible()
    read = [each.strip() for each in page.locator("[data-review] dd").all_inner_texts()]
    assert read == [
        "حامل(ة) مشروع",
        "فاطمة الزهراء العلوي",
        "06 99 11 22 33",
        "نعم",
        "العربية",
        "فاس",
        "تجارة",
        "بيع الملابس",
        "فكرة",
        "تمويل أو قرض",
        "ضعيف",
        "لا",
    ]
    review.filter(has_text=ACTIVITY).get_by_role("button").click()
    page.locator("[name=activity]:visible").fill("الخبز")
    go_on(page)
    expect(heading(page)).to_have_text("المراجعة والإرسال")
    expect(review.filter(has_text=ACTIVITY)).to_contain_text("الخبز")


def test_the_page_for_later_is_fetched_again_when_the_browser_has_thrown_it_away(
    phone: BrowserContext, line: Line
) -> None:
    page = phone.new_page()
    answer_two_pages(page)
    page.evaluate("caches.delete('candidacy')")
    page.reload()
    page.locator("[name=locality]").press_sequentially("المدينة")
    until(page, lambda: page.evaluate("caches.match('/fes/apply/offline/').then(Boolean)"))
    page.locator("[name=province]:visible").select_option("MA-FES")
    line.become("cut")
    go_on(page)
    expect(page.locator(STATE)).to_contain_text(OFFLINE)
    expect(heading(page)).to_have_text(ACTIVITY)
    assert line.times("GET /fes/apply/offline/") == 2


def test_a_phone_that_can_keep_no_page_says_so_and_shows_what_was_typed(
    opened: Open, line: Line
) -> None:
    page = opened("ar", base_url=line.address, service_workers="block", **PHONE).new_page()
    page.goto("/fes/apply/")
    page.locator("[name=kind][value=project]").check()
    page.get_by_label("الاسم الكامل").fill("أمينة")
    line.become("cut")
    go_on(page)
    expect(page.locator(STATE)).to_contain_text(OFFLINE)
    expect(page.get_by_label("الاسم الكامل")).to_have_value("أمينة")
    line.become("whole")
    go_on(page)
    page.wait_for_url("**/fes/apply/reach/")


def test_on_a_slow_line_the_page_for_later_is_fetched_once(
    phone: BrowserContext, line: Line
) -> None:
    page = phone.new_page()
    page.goto("/fes/apply/")
    line.become("slow")
    page.get_by_label("الاسم الكامل").press_sequentially("فاطمة الزهراء ال", delay=150)
    wait_until_kept(page)
    page.wait_for_timeout(500)
    assert line.times("GET /fes/apply/offline/") == 1
