"""Who is not eligible is told at the page that says so, kindly, and shown another way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError

from applications.actions import begin, keep, submit
from applications.models import Application
from people.models import ConsentText
from programs.models import Center
from questionnaires.actions import draft, publish
from questionnaires.eligibility import Bar
from questionnaires.models import Question, Questionnaire
from tests.applications.walker import AGREED, PAGES, key_of, text_of

if TYPE_CHECKING:
    from django.test import Client

    from programs.models import Stop
    from tests.cast import Cast

pytestmark = pytest.mark.django_db
REASON = "This call is for enterprises that exist."


def bar(stop: Stop, code: str, rule: dict[str, Any], *, anyway: bool = False) -> None:
    """Let an answer to a question of the form of a stop bar somebody."""
    own = Questionnaire.objects.create(purpose="candidacy", stop=stop, name_ar="استمارة")
    version = draft(own)
    reasons = dict.fromkeys(("bar_reason_ar", "bar_reason_fr", "bar_reason_en"), REASON)
    rows = Question.objects.filter(section__version=version, code=code)
    rows.update(bars=rule, bar_anyway=anyway, **reasons)
    publish(version)


def send(browser: Client, page: str, **changes: Any) -> Any:
    """Send one page of the form in Fès as a browser does."""
    address = "/fes/apply/" if page == "who" else f"/fes/apply/{page}/"
    key = key_of(browser.get("/fes/apply/")) if page == "who" else ""
    return browser.post(address, {**PAGES[page], **changes, "key": key})


def kept() -> dict[str, Any]:
    """What was kept of the last candidacy."""
    answers: dict[str, Any] = Application.objects.latest("pk").answers
    return answers


def test_one_is_told_when_the_page_is_sent_and_what_was_typed_is_kept(cast: Cast) -> None:
    bar(cast.stop, "kind", {"answers": ["project"]})
    answer = send(cast.browser(), "who", kind="project", name="Zineb Test")
    text = text_of(answer)
    assert (answer.status_code, text.count(REASON), kept()["name"], kept()["kind"]) == (
        422,
        2,
        "Zineb Test",
        "project",
    )


@pytest.mark.parametrize(("anyway", "shown"), [(True, True), (False, False)])
def test_one_goes_on_all_the_same_only_where_the_staff_allow_it(
    cast: Cast, *, anyway: bool, shown: bool
) -> None:
    bar(cast.stop, "kind", {"answers": ["project"]}, anyway=anyway)
    text = text_of(send(cast.browser(), "who", kind="project"))
    assert ('href="/fes/apply/reach/"' in text) == shown


def test_another_answer_leads_on(cast: Cast) -> None:
    bar(cast.stop, "kind", {"answers": ["project"]})
    answer = send(cast.browser(), "who", kind="micro")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/fes/apply/reach/")


def test_a_province_out_of_the_region_leads_to_the_open_stop_there(cast: Cast) -> None:
    bar(cast.stop, "province", {"region": True})
    Center.objects.filter(pk=cast.stop.center_id).update(phone="+212535000000")
    browser = cast.browser()
    for page in ("who", "reach"):
        send(browser, page)
    text = text_of(send(browser, "where", province="MA-AGD"))
    ways = [f'href="/{cast.elsewhere.slug}/"', "tel:+212535000000", 'href="/"']
    assert [way in text for way in ways] == [True] * 3


def test_a_province_of_the_region_leads_on(cast: Cast) -> None:
    bar(cast.stop, "province", {"region": True})
    browser = cast.browser()
    for page in ("who", "reach"):
        send(browser, page)
    assert send(browser, "where", province="MA-FES").status_code == 302


def refusal(cast: Cast, channel: str) -> str:
    """What is said of a whole candidacy of a project holder, sent in this way."""
    draft_of = begin(stop=cast.stop, language="en", channel=Application.Channel(channel))
    answers = {**cast.application.answers, "kind": "project", "phone": "+212699009999"}
    begun = keep(draft_of, answers={**answers, "name": "Zineb Test"})
    try:
        submit(begun, consents=[ConsentText.Purpose.PROCESSING])
    except ValidationError as refused:
        return str(refused.code)
    return ""


@pytest.mark.parametrize(("channel", "code"), [("web", "ineligible"), ("phone", "")])
def test_nobody_sends_round_the_rule_but_staff_key_in_what_they_looked_at(
    cast: Cast, channel: str, code: str
) -> None:
    bar(cast.stop, "kind", {"answers": ["project"]})
    assert refusal(cast, channel) == code


@pytest.mark.parametrize(
    ("rule", "answer", "holds"),
    [
        ({"answers": frozenset({"yes"})}, True, True),
        ({"answers": frozenset({"a"})}, ["b", "a"], True),
        ({"answers": frozenset({"a"})}, None, False),
        ({"below": 18, "above": 60}, 17, True),
        ({"below": 18, "above": 60}, 18, False),
        ({"below": 18, "above": 60}, 61, True),
        ({"below": 18, "of_age": True}, "2020-01-01", True),
        ({"below": 18, "of_age": True}, "1990-01-01", False),
        ({"below": 18, "of_age": True}, "", False),
        ({}, "MA-FES", False),
    ],
)
def test_which_answers_bar_somebody(*, rule: dict[str, Any], answer: Any, holds: bool) -> None:
    assert Bar(reason=REASON, anyway=False, **rule).holds(answer) is holds


def test_the_page_that_tells_it_stays_light(cast: Cast) -> None:
    bar(cast.stop, "kind", {"answers": ["project"]}, anyway=True)
    answer = send(cast.browser(), "who", kind="project")
    assert len(answer.content) <= 14 * 1024


def test_a_phone_without_a_network_is_told_why_and_what_else_there_is(cast: Cast) -> None:
    bar(cast.stop, "stage", {"answers": ["idea"]})
    browser = cast.browser()
    typed = {name: answer for page in PAGES.values() for name, answer in page.items()}
    told = browser.post("/fes/apply/whole/", {**typed, **AGREED, "page": [*PAGES]})
    page = text_of(browser.get(told.json()["next"]))
    assert (told.status_code, told.json()["message"], "errors" in told.json()) == (
        422,
        REASON,
        False,
    )
    assert f'<a href="/fes/apply/stage/?then=send">{REASON}</a>' in page
    assert "See the other stops" in page
    assert kept()["name"] == PAGES["who"]["name"]
