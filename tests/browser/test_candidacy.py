"""The candidacy on a phone, in Arabic, with the network gone in the middle."""

import re

import pytest
from playwright.sync_api import Page, expect

from applications.actions import begin
from applications.models import Application
from messaging.models import Message
from tests.browser.conftest import Open, until
from tests.cast import Cast

NEXT = "التالي"


def go_on(page: Page) -> None:
    page.get_by_role("button", name=NEXT).click()


def wait_until_kept(page: Page, drawer: str = "candidacy:fes") -> None:
    """Wait until the phone holds the page for later.

    The CSP forbids Playwright's own way of waiting for an expression.
    """
    until(page, lambda: page.evaluate(f"JSON.parse(localStorage['{drawer}'] || '{{}}').ready"))


def answer_two_pages(page: Page) -> None:
    page.goto("/fes/apply/")
    page.get_by_text("حامل(ة) مشروع").click()
    page.get_by_label("الاسم الكامل").fill("فاطمة الزهراء العلوي")
    go_on(page)
    page.get_by_label("رقم الهاتف").fill("06 99 11 22 33")
    page.locator("[name=whatsapp][value=yes]").check()
    page.locator("[name=language][value=ar]").check()
    go_on(page)
    page.wait_for_url("**/fes/apply/where/")
    wait_until_kept(page)


def answer_the_rest(page: Page) -> None:
    page.locator("[name=province]:visible").select_option("MA-FES")
    go_on(page)
    page.get_by_text("تجارة").click()
    page.locator("[name=activity]:visible").fill("بيع الملابس")
    go_on(page)
    page.locator("[name=stage][value=idea]").check()
    go_on(page)
    page.locator("[name=needs][value=funding]").check()
    page.locator("[name=connection][value=weak]").check()
    page.locator("[name=video][value=no]").check()
    go_on(page)


def agree_and_send(page: Page) -> None:
    page.locator("[name=consent_processing]").check()
    page.get_by_role("button", name="إرسال طلبي").click()


@pytest.mark.usefixtures("live_cast")
def test_filled_in_without_a_network_closed_and_opened_again_arrives_exactly_once(
    opened: Open,
) -> None:
    before = Application.objects.count()
    phone = opened("ar")
    page = phone.new_page()
    answer_two_pages(page)
    draft = Application.objects.latest("pk")

    phone.set_offline(True)
    answer_the_rest(page)
    agree_and_send(page)
    expect(page.locator("[data-candidacy-state]")).to_contain_text("في انتظار الشبكة")
    page.close()

    page = phone.new_page()
    page.goto("/fes/apply/")
    expect(page.locator("[data-candidacy-state]")).to_contain_text("في انتظار الشبكة")
    phone.set_offline(False)
    expect(page.locator(".reference")).to_contain_text("FM-0003")

    draft.refresh_from_db()
    assert Application.objects.count() - before == 1
    assert (draft.state, draft.reference, draft.stage) == ("submitted", "FM-0003", "idea")
    assert Message.objects.filter(key__startswith="receipt:").count() == 1
    assert page.evaluate("localStorage.getItem('candidacy:fes')") is None


@pytest.mark.usefixtures("live_cast")
def test_begun_and_sent_without_any_network_after_one_visit(opened: Open) -> None:
    before = Application.objects.count()
    phone = opened("ar")
    page = phone.new_page()
    page.goto("/fes/apply/")
    page.get_by_text("حامل(ة) مشروع").click()
    wait_until_kept(page)
    phone.set_offline(True)
    page.get_by_label("الاسم الكامل").fill("فاطمة الزهراء العلوي")
    go_on(page)
    expect(page.locator("h1").locator("visible=true")).to_have_text("كيف نتصل بك؟")
    go_on(page)
    expect(page.locator("[data-told]")).to_have_count(3)
    page.locator("[name=phone]").fill("06 99 11 22")
    page.locator("[name=whatsapp][value=yes]").check()
    page.locator("[name=language][value=ar]").check()
    go_on(page)
    expect(page.locator("[data-told]")).to_have_count(1)
    page.locator("[name=phone]").fill("09 99 11 22 33")
    go_on(page)
    answer_the_rest(page)
    agree_and_send(page)
    expect(page.locator("[data-candidacy-state]")).to_contain_text("في انتظار الشبكة")
    phone.set_offline(False)
    expect(page.locator("[data-told]").locator("visible=true")).to_have_count(1)
    page.locator("[name=phone]").fill("06 99 11 22 33")
    go_on(page)
    page.get_by_role("button", name="إرسال طلبي").click()
    expect(page.locator(".reference")).to_contain_text("FM-0003")
    assert Application.objects.count() - before == 1
    assert Application.objects.latest("pk").phone == "+212699112233"


@pytest.mark.usefixtures("live_cast")
def test_what_was_typed_but_not_sent_is_still_there_after_the_page_was_closed(opened: Open) -> None:
    phone = opened("ar")
    page = phone.new_page()
    page.goto("/fes/apply/")
    page.get_by_label("الاسم الكامل").fill("أمينة")
    page.close()
    page = phone.new_page()
    page.goto("/fes/apply/")
    expect(page.get_by_label("الاسم الكامل")).to_have_value("أمينة")


@pytest.mark.usefixtures("live_cast")
def test_another_person_can_begin_where_somebody_only_began_to_type(opened: Open) -> None:
    page = opened("ar").new_page()
    page.goto("/fes/apply/")
    another = page.locator("[data-candidacy-another]")
    expect(another).to_be_hidden()
    page.get_by_label("الاسم الكامل").fill("أمينة")
    page.goto("/fes/apply/")
    another.get_by_role("button").click()
    expect(page.get_by_label("الاسم الكامل")).to_have_value("")
    expect(another).to_be_hidden()


def begin_online(page: Page, name: str, key: str = "self_employed") -> None:
    page.goto("/fes/apply/")
    page.locator(f"[name=kind][value={key}]").check()
    page.get_by_label("الاسم الكامل").fill(name)
    go_on(page)
    page.wait_for_url("**/fes/apply/reach/")


def send_the_rest(page: Page, phone: str) -> None:
    page.get_by_label("رقم الهاتف").fill(phone)
    page.locator("[name=whatsapp][value=yes]").check()
    page.locator("[name=language][value=ar]").check()
    go_on(page)
    page.wait_for_url(re.compile("/(same-phone|where)/"))
    if page.url.endswith("/same-phone/"):
        page.goto("/fes/apply/where/")
    answer_the_rest(page)
    agree_and_send(page)
    page.wait_for_url("**/receipt/")


@pytest.mark.usefixtures("live_cast")
def test_two_people_apply_one_after_the_other_on_one_phone(opened: Open) -> None:
    page = opened("ar").new_page()
    for name in ("فاطمة", "يوسف"):
        begin_online(page, name)
        send_the_rest(page, "06 99 11 22 33")
    sent = Application.objects.filter(phone="+212699112233").order_by("pk")
    assert [*sent.values_list("name", "reference")] == [("فاطمة", "FM-0003"), ("يوسف", "FM-0004")]


def test_what_waits_on_a_phone_outlives_the_private_pages_of_others(
    live_cast: Cast, opened: Open
) -> None:
    phone = opened("ar")
    page = phone.new_page()
    answer_two_pages(page)
    phone.set_offline(True)
    answer_the_rest(page)
    agree_and_send(page)
    expect(page.locator("[data-candidacy-state]")).to_contain_text("في انتظار الشبكة")
    page.close()
    phone.set_offline(False)

    page = phone.new_page()
    others = begin(stop=live_cast.stop, language="ar")
    for address in (f"/my/{live_cast.application.token}/", f"/my/{others.token}/who/"):
        page.goto(address)
    page.goto("/fes/")
    sent = Application.objects.filter(name="فاطمة الزهراء العلوي", submitted_at__isnull=False)
    until(page, sent.exists)  # it leaves from whichever page comes first
    assert [each.reference for each in sent] == ["FM-0003"]


def test_a_question_that_depends_on_another_shows_itself_and_hides(
    live_cast: Cast, opened: Open
) -> None:
    page = opened("fr").new_page()
    draft = begin(stop=live_cast.stop, language="fr")
    page.goto(f"/my/{draft.token}/stage/")
    expect(page.locator("[name=since]")).to_be_hidden()
    page.locator("[name=stage][value=running]").check()
    expect(page.locator("[name=since]")).to_be_visible()
    page.locator("[name=stage][value=idea]").check()
    expect(page.locator("[name=since]")).to_be_hidden()
