"""The candidacy as a person without a script walks it."""

import re

import pytest
from django.test import Client

from applications.models import Application
from messaging.models import Message
from people.models import Consent, ConsentText
from tests.applications.walker import AGREED, PAGES, apply, fill_in, key_of, sentences, text_of
from tests.cast import Cast


def newest() -> Application:
    return Application.objects.latest("pk")


@pytest.mark.parametrize(
    ("language", "title"), [("ar", "فاس - مكناس"), ("fr", "Fès-Meknès"), ("en", "Fès-Meknès")]
)
def test_seven_pages_without_an_account_give_one_application_and_one_receipt(
    cast: Cast, language: str, title: str
) -> None:
    browser = cast.browser(language=language)
    before = Application.objects.count()
    receipt = browser.get(apply(browser, cast.stop))
    assert Application.objects.count() - before == 1
    application = newest()
    assert application.reference == "FM-0003"
    assert "FM-0003" in receipt.content.decode()
    assert title in receipt.content.decode()
    assert application.phone == "+212699112233"
    assert Application.objects.filter(
        pk=application.pk, province__iso="MA-FES", sector__code="trade"
    ).exists()
    assert (application.kind, application.stage, application.gender) == ("project", "idea", "woman")
    assert str(application.applicant) == "فاطمة الزهراء العلوي"
    assert [*Message.objects.values_list("channel", "address")] == [("sms", "+212699112233")]
    assert {*Consent.objects.values_list("text__purpose", flat=True)} == {"processing", "reminders"}


def test_opening_the_form_stores_nothing_and_makes_no_session(cast: Cast) -> None:
    browser = cast.browser()
    before = Application.objects.count()
    browser.get("/fes/apply/")
    assert Application.objects.count() == before
    assert "sessionid" not in browser.cookies


def test_the_first_page_makes_a_draft_and_the_way_back_finds_it_filled_in(cast: Cast) -> None:
    browser = cast.browser()
    answer = browser.post(
        "/fes/apply/", {**PAGES["who"], "key": key_of(browser.get("/fes/apply/"))}
    )
    assert answer["Location"] == "/fes/apply/reach/"
    assert newest().state == "draft"
    assert 'value="فاطمة الزهراء العلوي"' in browser.get("/fes/apply/who/").content.decode()
    assert browser.get("/fes/apply/")["Location"] == "/fes/apply/reach/"


def test_a_wrong_answer_is_shown_again_with_422_and_the_right_ones_are_kept(cast: Cast) -> None:
    browser = cast.browser()
    key = key_of(browser.get("/fes/apply/"))
    browser.post("/fes/apply/", {**PAGES["who"], "key": key})
    answer = browser.post(
        "/fes/apply/reach/", {"phone": "12", "whatsapp": "no", "language": "fr", "key": key}
    )
    assert answer.status_code == 422
    assert 'value="12"' in answer.content.decode()
    assert len(sentences(answer)) == 1
    assert newest().answers["whatsapp"] is False
    assert "phone" not in newest().answers


def test_a_wrong_first_page_sent_again_stays_one_draft(cast: Cast) -> None:
    browser = cast.browser()
    before = Application.objects.count()
    answer = browser.post(
        "/fes/apply/", {"kind": "project", "key": key_of(browser.get("/fes/apply/"))}
    )
    assert answer.status_code == 422
    browser.post("/fes/apply/", {**PAGES["who"], "key": key_of(answer)})
    assert Application.objects.count() - before == 1
    assert newest().name == "فاطمة الزهراء العلوي"


def test_sending_without_agreeing_is_refused_and_nothing_is_ticked_beforehand(cast: Cast) -> None:
    browser = cast.browser()
    last = fill_in(browser, cast.stop)
    assert "checked" not in browser.get(last).content.decode()
    answer = browser.post(last, {"consent_reminders": "1"})
    assert answer.status_code == 422
    assert sentences(answer) == ["We may only read your answers if you agree to it."]
    assert newest().state == "draft"


def test_what_is_recorded_is_the_text_that_was_read_or_else_it_is_read_again(cast: Cast) -> None:
    browser = cast.browser()
    last = fill_in(browser, cast.stop)
    ConsentText.objects.create(purpose="processing", version=2, text="Another wording")
    answer = browser.post(last, AGREED)
    assert answer.status_code == 422
    assert sentences(answer) == ["The text has changed. Please read it again."]
    assert newest().state == "draft"
    html = answer.content.decode()
    assert re.findall(r'name="consent_(\w+)" value="(\d)"( checked)?', html) == [
        ("processing", "2", ""),
        ("reminders", "1", " checked"),
        ("sharing", "1", ""),
    ]
    browser.post(last, {"consent_processing": "2"})
    assert [*Consent.objects.values_list("text__purpose", "text__version")] == [("processing", 2)]


def test_a_page_that_was_left_out_is_named_with_a_link(cast: Cast) -> None:
    browser = cast.browser()
    browser.post("/fes/apply/", {**PAGES["who"], "key": key_of(browser.get("/fes/apply/"))})
    assert (
        '<a href="/fes/apply/needs/?then=send">' in browser.get("/fes/apply/send/").content.decode()
    )
    assert browser.post("/fes/apply/send/", AGREED).status_code == 422


def test_a_change_from_the_last_page_leads_back_to_it(cast: Cast) -> None:
    browser = cast.browser()
    fill_in(browser, cast.stop)
    answer = browser.post("/fes/apply/who/?then=send", {**PAGES["who"], "name": "Amina"})
    assert answer["Location"] == "/fes/apply/send/"
    assert newest().name == "Amina"


def test_the_private_link_goes_on_with_the_draft_on_another_phone(cast: Cast) -> None:
    first, second = cast.browser(), cast.browser()
    first.post("/fes/apply/", {**PAGES["who"], "key": key_of(first.get("/fes/apply/"))})
    home = f"/my/{newest().token}/"
    assert f'href="{home}reach/"' in second.get(home).content.decode()
    assert second.post(f"{home}reach/", PAGES["reach"])["Location"] == f"{home}where/"
    assert first.get("/fes/apply/")["Location"] == "/fes/apply/where/"


def test_somebody_from_outside_the_region_is_accepted_and_marked(cast: Cast) -> None:
    apply(cast.browser(), cast.stop, where={"province": "MA-KHE"})
    assert newest().outside is True
    apply(cast.browser(), cast.stop, reach={"phone": "0699112244"})
    assert newest().outside is False


@pytest.mark.usefixtures("cast")
def test_the_province_of_a_link_is_chosen_beforehand_and_kept_only_once_it_is_sent() -> None:
    browser, address = Client(), "/fes/apply/?province=MA-SEF"
    for code in ("who", "reach"):
        key = key_of(browser.get(address))
        address = browser.post(address, {**PAGES[code], "key": key})["Location"]
    assert address == "/fes/apply/where/?province=MA-SEF"
    page = text_of(browser.get(address))
    assert re.findall(r'<option value="(MA-\w+)" selected', page) == ["MA-SEF"]
    assert "province" not in newest().answers
    browser.post(address, {**PAGES["where"], "province": "MA-FES", "key": newest().key})
    assert newest().answers["province"] == "MA-FES"
    assert "MA-SEF" not in re.findall(r'"(MA-\w+)" selected', text_of(browser.get(address)))


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize("hint", ["MA-ZZZ", "", "<script>", "%0d%0aA:1"])
def test_a_province_that_does_not_exist_chooses_nothing(hint: str) -> None:
    browser = Client()
    address = f"/fes/apply/?province={hint}"
    answer = browser.post(address, {**PAGES["who"], "key": key_of(browser.get(address))})
    assert answer.status_code == 302
    browser.post("/fes/apply/reach/", {**PAGES["reach"], "key": newest().key})
    page = text_of(browser.get(f"/fes/apply/where/?province={hint}"))
    assert re.findall(r'<option value="(MA-\w+)" selected', page) == []


def test_answers_that_a_later_change_makes_pointless_go(cast: Cast) -> None:
    browser = cast.browser()
    fill_in(
        browser, cast.stop, who={"kind": "micro"}, stage={"registered": "yes", "legal_form": "sarl"}
    )
    assert newest().answers["legal_form"] == "sarl"
    browser.post("/fes/apply/who/?then=send", PAGES["who"])
    assert "legal_form" not in newest().answers


def test_two_people_share_a_phone_and_the_second_learns_nothing_of_the_first(cast: Cast) -> None:
    apply(cast.browser(), cast.stop)
    first = newest()
    browser = cast.browser()
    browser.post(
        "/fes/apply/", {"kind": "micro", "name": "Amina", "key": key_of(browser.get("/fes/apply/"))}
    )
    answer = browser.post("/fes/apply/reach/", PAGES["reach"])
    assert answer["Location"] == "/fes/apply/same-phone/"
    page = browser.get("/fes/apply/same-phone/").content.decode()
    assert [
        secret
        for secret in (first.name, str(first.reference), first.token, "99112233", "99 11 22")
        if secret in page
    ] == []
    assert 'href="/fes/apply/where/"' in page


def test_the_same_person_twice_is_told_so_and_may_open_the_first_by_a_code(cast: Cast) -> None:
    apply(cast.browser(), cast.stop)
    browser = cast.browser()
    last = fill_in(browser, cast.stop, who={"name": "فاطمه الزهراء العلوي"})
    answer = browser.post(last, AGREED)
    assert answer.status_code == 422
    assert sentences(answer) == ["This person already has an application at this stop."]
    assert "/account/login/?next=" in answer.content.decode()
    assert newest().state == "draft"


def test_an_address_that_tries_many_numbers_is_no_longer_told_which_are_known(cast: Cast) -> None:
    browser = cast.browser()
    browser.post("/fes/apply/", {**PAGES["who"], "key": key_of(browser.get("/fes/apply/"))})
    for number in range(30):
        browser.post("/fes/apply/reach/", {**PAGES["reach"], "phone": f"06991100{number:02}"})
    answer = browser.post("/fes/apply/reach/", {**PAGES["reach"], "phone": cast.application.phone})
    assert answer["Location"] == "/fes/apply/where/"


def test_another_person_on_the_same_browser_begins_anew(cast: Cast) -> None:
    browser = cast.browser()
    browser.post("/fes/apply/", {**PAGES["who"], "key": key_of(browser.get("/fes/apply/"))})
    first = newest()
    assert browser.post("/fes/apply/another/")["Location"] == "/fes/apply/"
    page = browser.get("/fes/apply/")
    assert page.status_code == 200
    assert first.name not in page.content.decode()
    assert key_of(page) != str(first.key)


@pytest.mark.parametrize("code", ["", "reach/"])
def test_what_was_sent_from_another_phone_leaves_the_first_phone_to_the_next_person(
    cast: Cast, code: str
) -> None:
    first, second = cast.browser(), cast.browser()
    fill_in(first, cast.stop)
    sent = newest()
    second.post(f"/my/{sent.token}/send/", AGREED)
    assert first.get(f"/fes/apply/{code}")["Location"] == f"/my/{sent.token}/"
    page = first.get("/fes/apply/")
    assert page.status_code == 200
    assert key_of(page) != str(sent.key)


@pytest.mark.parametrize(("activity", "said"), [("الخياطة", True), ("بيع الملابس", False)])
def test_what_is_typed_after_it_was_sent_from_another_phone_is_not_lost_without_a_word(
    cast: Cast, *, activity: str, said: bool
) -> None:
    first = cast.browser()
    fill_in(first, cast.stop)
    cast.browser().post(f"/my/{newest().token}/send/", AGREED)
    typed = {**PAGES["activity"], "activity": activity}
    page = text_of(first.post("/fes/apply/activity/", typed, follow=True))
    assert ("what you have just typed is not in it" in page) == said


def test_a_second_tap_on_send_finds_the_receipt_of_the_first(cast: Cast) -> None:
    browser = cast.browser()
    last = fill_in(browser, cast.stop)
    cookie = browser.cookies["candidacy"].value
    first = browser.post(last, AGREED)["Location"]
    browser.cookies["candidacy"] = cookie
    assert browser.post(last, AGREED)["Location"] == first
    assert Message.objects.count() == 1


def test_the_old_form_of_a_sent_application_cannot_change_it(cast: Cast) -> None:
    browser = cast.browser()
    page = browser.get("/fes/apply/")
    browser.post("/fes/apply/", {**PAGES["who"], "key": key_of(page)})
    fill = {code: answers for code, answers in PAGES.items() if code != "who"}
    for code, answers in fill.items():
        browser.post(f"/fes/apply/{code}/", answers)
    browser.post("/fes/apply/send/", AGREED)
    sent = newest()
    answer = Client().post(
        "/fes/apply/", {**PAGES["who"], "name": "فاطمه الزهراء العلوي", "key": key_of(page)}
    )
    assert answer["Location"] == f"/my/{sent.token}/"
    sent.refresh_from_db()
    assert sent.name == "فاطمة الزهراء العلوي"


def test_another_name_under_the_key_of_what_was_sent_begins_another_candidacy(cast: Cast) -> None:
    apply(cast.browser(), cast.stop)
    sent, browser = newest(), cast.browser()
    answer = browser.post("/fes/apply/", {**PAGES["who"], "name": "Amina", "key": str(sent.key)})
    assert answer["Location"] == "/fes/apply/reach/"
    assert (newest().name, newest().state, newest().key == sent.key) == ("Amina", "draft", False)
    sent.refresh_from_db()
    assert sent.name == "فاطمة الزهراء العلوي"
