"""From the first verdict to the place that passes on: French on a laptop, Arabic on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from applications.clock import pass_places_on
from applications.links import place_url
from applications.models import Application
from messaging.models import Message
from people.models import Participation
from selection.models import Decision, Review
from tests.browser.conftest import DESK, PHONE, go_by
from tests.browser.test_candidacy_axe import faults
from tests.browser.test_every_page import enter
from tests.selection.crowd import applicant
from tests.selection.deciding import criterion, places, silent, state, states

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Open
    from tests.cast import Cast

SEEN = 400  # milliseconds: no key judges a card that was only just drawn
OUTCOMES = ("accept", "wait", "wait", "decline")
SAID = {
    "fr": ("Votre place est confirmée.", "Second regard"),
    "ar": ("تم تأكيد مقعدك.", "إعادة النظر"),
}


def triage(page: Page, applications: list[Application], *, keys: bool) -> None:
    """Judge every file, by the keys of a laptop or the targets of a phone.

    The last verdict is taken back and given again.
    """
    page.goto("/desk/fes/triage/")
    for _each in applications:
        button = page.locator("button[data-verdict=yes]")
        expect(button).to_be_enabled()
        name = page.locator("main h1").inner_text()
        if keys:
            page.wait_for_timeout(SEEN)
            page.keyboard.press("1")
        else:
            button.tap()
        expect(page.locator("main h1")).not_to_have_text(name)
    expect(page.locator("button[data-verdict=yes]")).to_have_count(0)
    page.locator("form.last button").click()
    page.locator("button[data-verdict=yes]").click()
    expect(page.locator("button[data-verdict=yes]")).to_have_count(0)


def decide(page: Page, applications: list[Application]) -> None:
    """Prepare every decision in its row; a refusal is given its reason in the panel."""
    page.goto("/desk/fes/choosing/")
    for application, outcome in zip(applications, OUTCOMES, strict=True):
        row = page.locator(f"#{application.reference}")
        if outcome == "decline":
            row.locator("th a").click()
            expect(page.locator("#look")).to_contain_text(str(application.reference))
            page.locator("#look input[name=reasons]").first.check()
            page.locator("#look button[value=decline]").click()
        else:
            row.locator(f"button[value^={outcome}]").click()
        expect(row.locator(f"button[value^={outcome}]")).to_have_attribute("aria-pressed", "true")


def publish(page: Page, at: str = "fes") -> None:
    """One look, one button, one question."""
    page.goto(f"/desk/{at}/decisions/")
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator("form[action$='/publication/'] button[type=submit]").click()
    page.wait_for_url(f"**/desk/{at}/seats/")


def answer(page: Page, application: Application, button: str) -> None:
    """What a person does with the link of their letter."""
    page.goto(place_url(Application.objects.get(pk=application.pk)))
    assert faults(page) == []
    page.once("dialog", lambda dialog: dialog.accept())
    go_by(page.locator(button))


def pass_on_and_confirm(person: Page, applications: list[Application], sentence: str) -> None:
    """The first says nothing; the place goes to the second, who takes it by the link."""
    silent(applications[0])
    Message.objects.filter(event="accepted").delete()
    pass_places_on()
    assert states(applications) == ["lapsed", "accepted", "waiting", "declined"]
    answer(person, applications[1], "form:not([action]) button[type=submit]")
    expect(person.get_by_text(sentence).first).to_be_visible()


def ask_again(person: Page, application: Application, heading: str) -> None:
    """The last one was declined, and asks for a second look."""
    person.goto(f"/my/{application.token}/")
    person.locator("a[href*='/second-look/']").click()
    expect(person.locator("h1")).to_have_text(heading)
    assert faults(person) == []
    person.locator("main form button[type=submit]").click()
    expect(person.locator("main form")).to_have_count(0)


@pytest.mark.parametrize(
    ("language", "size"), [("fr", DESK), ("ar", PHONE)], ids=["laptop", "phone"]
)
def test_a_stop_is_read_decided_told_and_filled(
    live_cast: Cast, opened: Open, live_server: object, language: str, size: dict[str, object]
) -> None:
    stop = live_cast.stop
    Application.objects.all().delete()
    criterion(stop)
    places(stop, 1)
    applications = [
        applicant(stop, 20 + number, language=language) for number in range(len(OUTCOMES))
    ]
    context = opened(language, **size)
    enter(context, live_cast, "RS1", str(live_server))
    page = context.new_page()

    triage(page, applications, keys=size is DESK)
    verdicts = Review.objects.given().filter(verdict="yes", reviewer=live_cast["RS1"])
    assert verdicts.count() == len(applications)
    decide(page, applications)
    assert list(Decision.objects.order_by("application").values_list("outcome", flat=True)) == [
        *OUTCOMES
    ]
    assert states(applications) == ["submitted"] * len(applications)
    publish(page)
    assert states(applications) == ["accepted", "waiting", "waiting", "declined"]

    person = opened(language, **size).new_page()
    pass_on_and_confirm(person, applications, SAID[language][0])
    assert Participation.objects.filter(stop=stop, person=applications[1].applicant).count() == 1
    ask_again(person, applications[3], SAID[language][1])
    page.goto("/desk/fes/seats/")
    rows = page.get_by_text(str(applications[0].reference)).count()
    assert (state(applications[3]), faults(page), rows) == ("declined", [], 1)
