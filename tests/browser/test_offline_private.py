"""Without a network on a private link, from any page of ours, and with a file that is asked for."""

from django.db.transaction import atomic
from pgtrigger import ignore
from playwright.sync_api import Page, expect

from applications.actions import begin, keep
from applications.models import Application
from messaging.models import Message
from questionnaires.compiled_forms import forget
from questionnaires.models import Question
from tests.browser.conftest import Open, until
from tests.browser.test_candidacy import (
    answer_the_rest,
    answer_two_pages,
    go_on,
    wait_until_kept,
)
from tests.cast import Cast
from tests.pdfs import PLAN

STATE = "[data-candidacy-state]"
WAITING = "في انتظار الشبكة"
ANSWERED = {
    "kind": "project",
    "name": "أمينة",
    "phone": "+212699112233",
    "whatsapp": True,
    "language": "ar",
}


def send(page: Page) -> None:
    page.locator("[name=consent_processing]").check()
    page.get_by_role("button", name="إرسال طلبي").click()


def answer_without_the_file(page: Page) -> None:
    page.get_by_text("تجارة").click()
    page.locator("[name=activity]:visible").fill("بيع الملابس")
    go_on(page)
    page.locator("[name=stage][value=idea]").check()
    go_on(page)
    for answer in ("needs][value=funding", "connection][value=weak", "video][value=no"):
        page.locator(f"[name={answer}]").check()
    go_on(page)


def test_a_draft_of_a_private_link_is_finished_without_a_network_and_leaves_from_the_stops_page(
    live_cast: Cast, opened: Open
) -> None:
    draft = keep(begin(stop=live_cast.stop, language="ar"), answers=ANSWERED)
    phone = opened("ar")
    page = phone.new_page()
    page.goto(f"/my/{draft.token}/where/")
    page.locator("[name=locality]").press_sequentially("المدينة")
    wait_until_kept(page, f"candidacy:my:{draft.key}")
    phone.set_offline(True)
    answer_the_rest(page)
    send(page)
    expect(page.locator(STATE)).to_contain_text(WAITING)
    page.close()

    phone.set_offline(False)
    page = phone.new_page()
    page.goto("/fes/")
    expect(page.get_by_role("status").get_by_role("link")).to_have_attribute(
        "href", f"/my/{draft.token}/receipt/"
    )
    draft.refresh_from_db()
    assert (draft.state, draft.reference, draft.name, draft.stage) == (
        "submitted",
        "FM-0003",
        "أمينة",
        "idea",
    )
    assert page.evaluate("Object.keys(localStorage)") == []
    page.goto("/")
    assert page.get_by_role("status").count() == 0
    assert Message.objects.filter(key__startswith="receipt:").count() == 1


def test_a_change_of_what_was_sent_waits_for_the_network_and_leaves_by_itself(
    live_cast: Cast, opened: Open
) -> None:
    phone, token = opened("ar"), live_cast.application.token
    page = phone.new_page()
    page.goto(f"/my/{token}/where/")
    expect(page.locator(STATE)).to_be_hidden()
    page.locator("[name=province]").select_option("MA-MEK")
    phone.set_offline(True)
    page.locator("main form button.button[type=submit]").click()
    expect(page.locator(STATE)).to_contain_text(WAITING)
    phone.set_offline(False)
    page.wait_for_url(f"**/my/{token}/")
    live_cast.application.refresh_from_db()
    assert live_cast.application.answers["province"] == "MA-MEK"
    assert page.evaluate("Object.keys(localStorage)") == []


def test_what_is_wrong_in_a_change_is_said_beside_its_question(
    live_cast: Cast, opened: Open
) -> None:
    page = opened("ar").new_page()
    page.goto(f"/my/{live_cast.application.token}/reach/")
    page.locator("[name=phone]").fill("12")
    page.locator("main form button.button[type=submit]").click()
    expect(page.locator(".question:has([name=phone]) [data-told]")).to_have_count(1)
    expect(page.locator("[name=phone]")).to_have_value("12")


def test_what_waits_on_a_phone_leaves_once_from_two_pages_of_ours_opened_together(
    live_cast: Cast,  # noqa: ARG001  who stand there already
    opened: Open,
) -> None:
    phone = opened("ar")
    page = phone.new_page()
    answer_two_pages(page)
    phone.set_offline(True)
    answer_the_rest(page)
    send(page)
    expect(page.locator(STATE)).to_contain_text(WAITING)
    page.close()
    first, second = phone.new_page(), phone.new_page()
    phone.set_offline(False)
    first.goto("/", wait_until="commit")
    second.goto("/fes/figures/")
    until(first, lambda: first.evaluate("localStorage.length") == 0)
    assert (
        Application.objects.filter(name="فاطمة الزهراء العلوي")
        .values_list("reference", flat=True)
        .get()
        == "FM-0003"
    )
    assert Message.objects.filter(key__startswith="receipt:").count() == 1


def test_a_file_that_is_required_is_asked_for_when_there_is_a_network_again(
    live_cast: Cast, opened: Open
) -> None:
    with atomic(), ignore():  # what was published stays as it is
        Question.objects.filter(code="document").update(required=True)
    forget()
    phone = opened("ar")
    page = phone.new_page()
    answer_two_pages(page)
    phone.set_offline(True)
    page.locator("[name=province]:visible").select_option("MA-FES")
    go_on(page)
    expect(page.locator("[name=document]")).to_be_disabled()
    answer_without_the_file(page)
    send(page)
    expect(page.locator(STATE)).to_contain_text(WAITING)
    phone.set_offline(False)
    page.wait_for_url("**/fes/apply/activity/?then=send")
    draft = Application.objects.latest("pk")
    assert (draft.state, draft.answers["stage"]) == ("draft", "idea")
    page.locator("[name=document]").set_input_files(
        {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": PLAN}
    )
    go_on(page)
    page.wait_for_url("**/fes/apply/send/")
    expect(page.locator("[name=consent_processing]")).to_be_checked()
    page.get_by_role("button", name="إرسال طلبي").click()
    page.wait_for_url("**/receipt/")
    draft.refresh_from_db()
    assert (draft.state, live_cast.stop.pk) == ("submitted", draft.stop_id)
