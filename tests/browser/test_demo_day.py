"""The demonstration's stop on its decision day, by its own doors: from reading to passing on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from applications.clock import pass_places_on
from applications.models import Application
from coaching.matching.tasks import work_on_plan
from coaching.models import Booking, MatchPlan
from messaging.models import Message
from people.models import Participation
from programs.models import Stop
from selection.models import Decision, Review
from tests import kept
from tests.browser.conftest import DESK, PHONE, go_by
from tests.browser.test_candidacy_axe import faults
from tests.browser.test_decision_day import SAID, SEEN, answer, publish
from tests.demo.loading import loaded
from tests.selection.deciding import silent, state

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Open

HOME = "/desk/fes-meknes"


@pytest.fixture
def stop(transactional_db: None) -> Stop:  # noqa: ARG001  pytest's way to ask for a fixture
    """The stop of the demonstration, with its five hundred files."""
    kept.play(loaded().rows)
    return Stop.objects.get(slug="fes-meknes")


def come_in(page: Page, door: str) -> None:
    """Enter by a door of the demonstration."""
    page.goto("/demo/")
    go_by(page.locator(f"form[action$='/{door}/'] button"))


def judge_one(page: Page, *, keys: bool) -> str:
    """Say yes to the file that comes first; its number."""
    page.goto(f"{HOME}/triage/")
    reference = page.url.rstrip("/").rpartition("/")[2]
    expect(page.locator("button[data-verdict=yes]")).to_be_enabled()
    assert faults(page) == []
    if keys:
        page.wait_for_timeout(SEEN)
        page.keyboard.press("1")
    else:
        page.locator("button[data-verdict=yes]").tap()
    expect(page.locator("form.last")).to_contain_text(reference)
    return reference


def accept_one(page: Page) -> Application:
    """Prepare a place for somebody about whom nothing was decided."""
    page.goto(f"{HOME}/choosing/")
    assert faults(page) == []
    numbers = [str(each.get_attribute("id")) for each in page.locator("#files tbody tr").all()]
    application = Application.objects.filter(reference__in=numbers, decision=None).order_by("pk")[0]
    accept = page.locator(f"#{application.reference} button[value^=accept]")
    accept.click()
    expect(accept).to_have_attribute("aria-pressed", "true")
    return application


def plan_the_stop(page: Page) -> tuple[int, int]:
    """Matching day: a plan is asked for, looked at and booked; how many it proposed, and booked."""
    page.goto(f"{HOME}/coaching/plan/")
    go_by(page.get_by_role("button", name="Proposer un plan"))
    plan = MatchPlan.objects.get()
    work_on_plan(plan.pk)
    page.goto(f"{HOME}/coaching/plan/{plan.pk}/")
    assert faults(page) == []
    proposed = plan.lines.filter(state="kept").count()
    go_by(page.get_by_role("link", name="Regarder et confirmer"))
    page.get_by_role("button", name="Réserver et prévenir tout le monde").click()
    page.wait_for_url(f"**/plan/{plan.pk}/")
    work_on_plan(plan.pk)
    return proposed, Booking.objects.filter(moves__reason="planned", state="booked").count()


@pytest.mark.parametrize(
    ("language", "size"), [("fr", DESK), ("ar", PHONE)], ids=["laptop", "phone"]
)
def test_the_stop_of_the_demonstration_is_read_decided_told_and_filled(
    stop: Stop, opened: Open, language: str, size: dict[str, object]
) -> None:
    page = opened(language, **size).new_page()
    come_in(page, "reviewer")
    judged = judge_one(page, keys=size is DESK)
    reviews = Review.objects.filter(reviewer__memberships__role="reviewer")
    assert reviews.get(application__reference=judged).verdict == "yes"

    come_in(page, "manager")
    taken = accept_one(page)
    prepared = Decision.objects.prepared().count()
    publish(page, "fes-meknes")
    assert (prepared, Decision.objects.prepared().count(), state(taken)) == (20, 0, "accepted")

    person = opened(language, **size).new_page()
    answer(person, taken, "form:not([action]) button[type=submit]")
    expect(person.get_by_text(SAID[language][0]).first).to_be_visible()
    places = Participation.objects.filter(stop=stop, person=taken.applicant)
    assert (state(taken), places.count()) == ("confirmed", 1)

    offered = Application.objects.filter(stop=stop, state="accepted").order_by("pk")[0]
    following = Application.objects.filter(stop=stop, state="waiting").order_by("rank")[0]
    silent(offered)
    Message.objects.filter(event="accepted").delete()
    pass_places_on()
    assert (state(offered), state(following)) == ("lapsed", "accepted")
    page.goto(f"{HOME}/seats/")
    assert (faults(page), page.get_by_text(str(following.reference)).count() > 0) == ([], True)
    if size is DESK:
        proposed, booked = plan_the_stop(page)
        assert (booked == proposed, booked > 0) == (True, True)
