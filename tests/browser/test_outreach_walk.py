"""A message to a group from filters to end, in a real browser: axe everywhere, also without JS."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from messaging.models import Broadcast, Message
from tests.browser.conftest import DESK, PHONE, go_by
from tests.browser.test_candidacy_axe import faults
from tests.browser.test_every_page import enter
from tests.selection.crowd import TEXTS, applicant, crowd, drafted

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

    from tests.browser.conftest import Open
    from tests.cast import Cast

GROUPS = "/desk/fes/groups/"


def signed_in(context: BrowserContext, cast: Cast) -> Page:
    """A page of RS1, whose stop has twelve applicants."""
    enter(context, cast, "RS1")
    cast.stop.applications.all().delete()
    crowd(cast.stop, 12)
    return context.new_page()


def write(page: Page, **texts: str) -> None:
    """Fill the texts in, and go on."""
    for name, text in texts.items():
        page.fill(f"#id_{name}", text)
    go_by(page.locator("main form button[type=submit]").first)


def steps(page: Page) -> list[tuple[str, list[str]]]:
    """What axe found on each step from the list of groups to a message started and stopped."""
    results = []

    def look(step: str) -> None:
        results.append((step, faults(page)))

    page.goto(GROUPS)
    look("groups")
    page.goto(f"{GROUPS}new/")
    look("people")
    go_by(page.locator("button[name=write]"))
    write(page, title_ar="تذكير", body_ar="يا {nom}")
    look("refused")
    write(page, body_ar="مرحبا {name}", title_fr="Rappel", body_fr="Bonjour {name}")
    page.locator("form[action$='/start/']").wait_for()
    look("check")
    go_by(page.locator("form[action$='/start/'] button[type=submit]").last)
    page.locator("#progress").wait_for()
    look("progress")
    page.once("dialog", lambda dialog: dialog.accept())
    go_by(page.locator("form[action$='/end/'] button"))
    look("stopped")
    return results


@pytest.mark.parametrize(
    ("language", "size"), [("ar", PHONE), ("fr", DESK)], ids=["ar 360", "fr 1280"]
)
def test_a_message_is_chosen_written_looked_at_sent_and_stopped(
    live_cast: Cast, opened: Open, language: str, size: dict[str, object]
) -> None:
    results = steps(signed_in(opened(language, **size), live_cast))
    states = list(Message.objects.values_list("state", flat=True))
    assert [(step, wrong) for step, wrong in results if wrong] == []
    assert (len(results), Broadcast.objects.get().state, len(states)) == (6, "stopped", 12)


def test_it_is_all_there_without_javascript(live_cast: Cast, opened: Open) -> None:
    page = signed_in(opened("ar", **DESK, java_script_enabled=False), live_cast)
    page.goto(f"{GROUPS}new/")
    page.select_option("#id_language", "fr")
    go_by(page.locator("button[name=count]"))
    chosen = page.locator("#audience tbody tr").count()
    go_by(page.locator("button[name=write]"))
    write(page, **TEXTS)
    go_by(page.locator("form[action$='/start/'] button[type=submit]").last)
    assert (
        chosen,
        Message.objects.count(),
        set(Message.objects.values_list("language", flat=True)),
    ) == (4, 4, {"fr"})


def test_the_count_follows_the_filters_and_the_length_what_is_typed(
    live_cast: Cast, opened: Open
) -> None:
    page = signed_in(opened("en", **DESK), live_cast)
    applicant(live_cast.stop, 50, gender="woman")
    page.goto(f"{GROUPS}new/")
    page.select_option("#id_gender", "woman")
    expect(page.locator("#audience .lead")).to_contain_text("1 person will be written to")
    page.goto(f"{GROUPS}{drafted(live_cast.stop).pk}/text/")
    page.locator("#id_body_ar").press_sequentially(" نعم" * 20, delay=1)
    expect(page.locator("#measure")).to_contain_text("2 SMS each")


def test_the_progress_is_fetched_by_itself(live_cast: Cast, opened: Open) -> None:
    page = signed_in(opened("en", **DESK), live_cast)
    broadcast = drafted(live_cast.stop, state="started")
    values = {
        "channel": "sms",
        "address": "+212699010001",
        "language": "ar",
        "stop": live_cast.stop,
    }
    message = Message.objects.create(key="x", body="x", broadcast=broadcast, **values)
    page.clock.install()
    page.goto(f"{GROUPS}{broadcast.pk}/")
    before = page.locator("#progress .lead").inner_text()
    Message.objects.filter(pk=message.pk).update(state="sent")
    page.clock.fast_forward(11_000)
    expect(page.locator("#progress .lead")).to_have_text("1 of 1 message has left")
    assert (before, page.locator("#progress").get_attribute("hx-get")) == (
        "0 of 1 message has left",
        None,
    )
