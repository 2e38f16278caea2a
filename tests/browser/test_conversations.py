"""A conversation on a real page: what arrives appears, typed words stay, nothing plays twice."""

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from playwright.sync_api import BrowserContext, Page, expect

from messaging.models import Message, Post, Thread
from people.models import Participation
from tests.browser.conftest import DESK, PHONE, Open, go_by
from tests.browser.test_candidacy_axe import faults
from tests.cast import Cast
from tests.messaging.recordings import OGG
from tests.messaging.talking import UNKNOWN, by_whatsapp, heard, known

AS_IT_WAS = (
    "b => [b.value, b.dataset.same, b.selectionStart, b.selectionEnd, b === document.activeElement]"
)


def signed_in(context: BrowserContext, cast: Cast, code: str, live: object) -> Page:
    """A page of somebody of the cast."""
    session = cast.browser(code).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": str(live)}]
    )
    return context.new_page()


def with_voice(cast: Cast) -> Post:
    known(cast)
    post = by_whatsapp(cast, "استمعوا")
    post.file.save("x.ogg", ContentFile(OGG), save=False)
    post.file_state, post.file_type, post.kind = "here", "audio/ogg", "voice"
    post.save()
    return post


def test_typing_survives_an_update_that_brings_a_new_message(
    live_cast: Cast, opened: Open, live_server: object
) -> None:
    post = with_voice(live_cast)
    page = signed_in(opened("ar", **DESK), live_cast, "RS1", live_server)
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    page.clock.install()
    page.goto(f"/desk/conversations/{post.thread_id}/")
    expect(page.locator("#reading")).to_be_hidden()
    assert Thread.objects.get().unread == 0

    box = page.locator("textarea[name=text]")
    box.fill("نعم، الورشة يوم")
    box.evaluate("box => { box.setSelectionRange(3, 6); box.dataset.same = 'yes' }")
    page.locator("audio").evaluate("player => { player.dataset.same = 'yes' }")
    by_whatsapp(live_cast, "رسالة جديدة")
    Message.objects.filter(person=live_cast["AP1"]).update(state="delivered")
    page.clock.run_for(11_000)

    expect(page.locator("#talk .entry")).to_have_count(3)
    expect(page.locator("#talk .entry").last).to_contain_text("رسالة جديدة")
    assert box.evaluate(AS_IT_WAS) == ["نعم، الورشة يوم", "yes", 3, 6, True]
    assert page.locator("audio").get_attribute("data-same") == "yes"
    page.clock.run_for(11_000)
    page.clock.run_for(11_000)
    expect(page.locator("#talk .entry")).to_have_count(3)
    expect(page.locator("#reading")).to_be_hidden()
    assert (Thread.objects.get().unread, complaints) == (0, [])


def test_what_was_typed_outlives_the_page_and_what_was_sent_does_not(
    live_cast: Cast, opened: Open, live_server: object
) -> None:
    known(live_cast)
    address = f"/desk/conversations/{by_whatsapp(live_cast).thread_id}/"
    page = signed_in(opened("fr", **DESK), live_cast, "RS1", live_server)
    page.goto(address)
    page.locator("textarea[name=text]").type("Oui, bien sûr")
    page.goto("/desk/conversations/")
    page.goto(address)
    expect(page.locator("textarea[name=text]")).to_have_value("Oui, bien sûr")
    page.get_by_role("button", name="Envoyer la réponse").click()
    expect(page.locator("#talk .entry").last).to_contain_text("Oui, bien sûr")
    expect(page.locator("textarea[name=text]")).to_have_value("")
    assert Message.objects.filter(event="answer").count() == 1


def test_everything_works_without_javascript(
    live_cast: Cast, opened: Open, live_server: object
) -> None:
    known(live_cast)
    address = f"/desk/conversations/{by_whatsapp(live_cast).thread_id}/"
    page = signed_in(
        opened("fr", java_script_enabled=False, **PHONE), live_cast, "RS1", live_server
    )
    page.goto(address)
    go_by(page.get_by_role("button", name="J’ai lu"))
    assert Thread.objects.get().unread == 0
    page.locator("textarea[name=text]").fill("Oui")
    page.get_by_role("button", name="Envoyer la réponse").click()
    expect(page.locator("#talk .entry").last).to_contain_text("Oui")


@pytest.mark.parametrize(
    ("language", "size"), [("ar", PHONE), ("fr", DESK)], ids=["ar 360", "fr 1280"]
)
def test_axe_finds_nothing(
    live_cast: Cast, opened: Open, live_server: object, language: str, size: dict[str, object]
) -> None:
    Participation.objects.create(person=live_cast["AP1"], stop=live_cast.stop)
    post = with_voice(live_cast)
    tray = heard(UNKNOWN, "من أنتم؟").thread_id
    wrong: dict[str, list[str]] = {}
    page = signed_in(opened(language, **size), live_cast, "RS1", live_server)
    boxes = [f"/desk/conversations/?box={box}" for box in ("all", "tray", "closed")]
    for address in (
        *boxes,
        f"/desk/conversations/{post.thread_id}/",
        f"/desk/conversations/{tray}/",
        "/desk/conversations/ready/new/",
        "/desk/",
    ):
        page.goto(address)
        wrong[address] = faults(page)
    page = signed_in(opened(language, **size), live_cast, "AP1", live_server)
    for address in ("/my/messages/fes/", f"/my/{live_cast.application.token}/"):
        page.goto(address)
        wrong[address] = faults(page)
    page.goto("/my/messages/fes/")
    go_by(page.locator("main form button"))
    wrong["refused"] = faults(page)
    assert {address: breaches for address, breaches in wrong.items() if breaches} == {}
