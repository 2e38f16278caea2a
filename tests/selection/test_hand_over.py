"""A second look that nobody of its center may answer: said at the start, handed over, answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications.models import Application
from messaging.models import Message
from people.models import Membership, User
from selection.deciding.appeals import ask, hand_over, settle, take_back
from selection.links import appeal_url
from selection.models import Appeal, Handover, Recusal
from selection.review.conflicts import abstain
from tests.kept import once
from tests.selection.deciding import decided, places, published, state
from tests.selection.files_to_judge import rules, to_do
from tests.selection.judging import judge

if TYPE_CHECKING:
    from tests.cast import Cast

LOOKS = "/desk/fes/second-looks/"


@pytest.fixture
@once
def stranded(cast: Cast) -> Appeal:
    """RS1 declined, RV had read it, and nobody else works there."""
    Membership.objects.filter(user__in=[cast["NM"], cast["XX"]]).delete()
    application = decided(cast.stop, 21, "decline", by=cast["RS1"])
    judge(application, "no", by=cast["RV"])
    published(cast.stop, by=cast["RS1"])
    return ask(Application.objects.get(pk=application.pk), words="Look at the plan")


def looks(cast: Cast, code: str) -> tuple[int, str, int]:
    """Second looks in somebody's to-do: how many, where; and how many are to be handed over."""
    every = to_do(cast[code])
    own, stuck = every.get("people"), every.get("forward")
    return (own.count if own else 0, own.url if own else "", stuck.count if stuck else 0)


def handed(cast: Cast, code: str = "RS2") -> int:
    """What this person meets on the page of the look."""
    return cast.client(code).get(f"/desk/second-looks/{Appeal.objects.get().pk}/").status_code


def answer(cast: Cast, appeal: Appeal, outcome: str = "kept", code: str = "RS2") -> int:
    sheet = {f"{appeal.pk}-outcome": outcome, f"{appeal.pk}-why": "ZZ read again"}
    page = f"/desk/second-looks/{appeal.pk}/settlement/"
    return cast.client(code).post(page, sheet).status_code


def test_it_says_so_to_whoever_asks_before_they_ask(cast: Cast) -> None:
    Membership.objects.filter(user__in=[cast["NM"], cast["XX"]]).delete()
    application = decided(cast.stop, 21, "decline", by=cast["RS1"])
    judge(application, "no", by=cast["RV"])
    published(cast.stop, by=cast["RS1"])
    page = appeal_url(application)
    before = cast.browser().get(page).content.decode()
    cast.browser().post(page)
    after = cast.browser().get(page).content.decode()
    told = [("somebody of another center" in html, "ZZC RS" in html) for html in (before, after)]
    assert told == [(True, False), (True, False)]


def test_it_says_nothing_of_the_kind_where_somebody_here_may_answer(cast: Cast) -> None:
    application = decided(cast.stop, 21, "decline", by=cast["RS1"])
    published(cast.stop, by=cast["RS1"])
    assert "another center" not in cast.browser().get(appeal_url(application)).content.decode()
    ask(Application.objects.get(pk=application.pk))
    (row,) = cast.client("RS1").get(LOOKS).context["waiting"]
    assert (row.stranded, "ZZC RV Name" in row.names_here, looks(cast, "RS1")) == (
        False,
        True,
        (0, "", 0),
    )
    assert looks(cast, "RV") == (1, LOOKS, 0)


@pytest.mark.usefixtures("stranded")
def test_the_page_names_who_may_not_and_who_could_by_hand_over(cast: Cast) -> None:
    (row,) = cast.client("RS1").get(LOOKS).context["waiting"]
    names = [each.person.name for each in row.elsewhere]
    assert (row.stranded, row.parts, names) == (
        True,
        ["ZZC RS1 Name", "ZZC RV Name"],
        ["ZZC RS2 Name"],
    )
    pages = [cast.client(code).get(LOOKS).content.decode() for code in ("RS1", "RV")]
    assert [("ZZC RS2 Name" in html, "/handing/" in html) for html in pages] == [
        (True, True),
        (True, False),
    ]


@pytest.mark.usefixtures("stranded")
def test_it_stands_in_the_to_do_of_nobody_who_cannot_answer(cast: Cast) -> None:
    assert [looks(cast, code) for code in ("RS1", "RV", "RS2")] == [
        (0, "", 1),
        (0, "", 0),
        (0, "", 0),
    ]


def test_handed_over_it_stands_in_the_to_do_of_whom_it_was_given_to(
    cast: Cast, stranded: Appeal
) -> None:
    sheet = {"to": cast["RS2"].pk}
    for _ in range(2):
        cast.client("RS1").post(f"{LOOKS}{stranded.pk}/handing/", sheet)
    page = f"/desk/second-looks/{stranded.pk}/"
    assert (Handover.objects.count(), looks(cast, "RS2"), looks(cast, "RS1")) == (
        1,
        (1, page, 0),
        (0, "", 0),
    )
    message = Message.objects.get(event="second_look_handed")
    assert (message.channel, message.address, page.rstrip("/") in message.body) == (
        "email",
        cast["RS2"].email,
        True,
    )


def test_whoever_it_was_given_to_opens_that_file_alone(cast: Cast, stranded: Appeal) -> None:
    assert handed(cast) == 404
    hand_over(stranded, to=cast["RS2"], by=cast["RS1"])
    page = cast.client("RS2").get(f"/desk/second-looks/{stranded.pk}/").content.decode()
    assert ("Person 21" in page, "Look at the plan" in page) == (True, True)
    others = ["/desk/fes/applications/FM-0021/", LOOKS, "/desk/fes/triage/FM-0021/"]
    assert [cast.client("RS2").get(other).status_code for other in others] == [404, 404, 404]
    assert [handed(cast, code) for code in ("RV", "RS1", "SU", "NS")] == [404, 404, 404, 403]


def test_a_blind_stop_stays_blind_for_them(cast: Cast, stranded: Appeal) -> None:
    rules(cast.stop, blind=True)
    hand_over(stranded, to=cast["RS2"], by=cast["RS1"])
    page = cast.client("RS2").get(f"/desk/second-looks/{stranded.pk}/").content.decode()
    assert ["Person 21" in page, "FM-0021" in page] == [False, True]


@pytest.mark.parametrize("outcome", ["kept", "accepted", "waiting"])
def test_they_answer_it_and_see_the_file_no_longer(
    cast: Cast, stranded: Appeal, outcome: str
) -> None:
    places(cast.stop, 9)
    hand_over(stranded, to=cast["RS2"], by=cast["RS1"])
    assert answer(cast, stranded, outcome) == 302
    stranded.refresh_from_db()
    states = {"kept": "declined", "accepted": "accepted", "waiting": "waiting"}
    assert (stranded.outcome, stranded.reviewer, handed(cast), looks(cast, "RS2")[0]) == (
        outcome,
        cast["RS2"],
        404,
        0,
    )
    assert state(stranded.application) == states[outcome]
    assert Handover.objects.get().ended_by == cast["RS2"]


def test_taken_back_it_is_gone_and_what_was_typed_is_not_lost(cast: Cast, stranded: Appeal) -> None:
    hand_over(stranded, to=cast["RS2"], by=cast["RS1"])
    for _ in range(2):
        cast.client("RS1").post(f"{LOOKS}{stranded.pk}/handing/end/")
    sheet = {f"{stranded.pk}-outcome": "kept", f"{stranded.pk}-why": "ZZ read again"}
    late = cast.client("RS2").post(f"/desk/second-looks/{stranded.pk}/settlement/", sheet)
    html = late.content.decode()
    assert (handed(cast), late.status_code, "ZZ read again" in html, "Person 21" in html) == (
        404,
        422,
        True,
        False,
    )
    assert Appeal.objects.get().outcome == ""


def test_who_may_answer_here_keeps_it_here(cast: Cast, stranded: Appeal) -> None:
    Membership.objects.create(user=cast["NM"], role="reviewer", center=cast.stop.center)
    with pytest.raises(ValidationError) as refusal:
        hand_over(stranded, to=cast["RS2"], by=cast["RS1"])
    assert (refusal.value.code, Handover.objects.count()) == ("here", 0)


@pytest.mark.parametrize("code", ["RV", "NS", "EX1", "AP1"])
def test_only_a_manager_of_another_center_of_the_program_is_given_it(
    cast: Cast, stranded: Appeal, code: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        hand_over(stranded, to=cast[code], by=cast["RS1"])
    assert refusal.value.code == "stranger"


def test_a_second_manager_elsewhere_does_not_get_it_too(cast: Cast, stranded: Appeal) -> None:
    other = User.objects.create_user(name="Other", email="other@example.org")
    Membership.objects.create(user=other, role="manager", center=cast.elsewhere.center)
    hand_over(stranded, to=cast["RS2"], by=cast["RS1"])
    with pytest.raises(ValidationError) as refusal:
        hand_over(stranded, to=other, by=cast["RS1"])
    take_back(stranded, by=cast["RS1"])
    assert (refusal.value.code, hand_over(stranded, to=other, by=cast["RS1"]).to) == (
        "other",
        other,
    )


def test_whoever_abstains_does_not_look_again(cast: Cast) -> None:
    application = decided(cast.stop, 21, "decline", by=cast["RS1"])
    published(cast.stop, by=cast["RS1"])
    appeal = ask(Application.objects.get(pk=application.pk))
    abstain(appeal.application, by=cast["RV"])
    with pytest.raises(ValidationError) as refusal:
        settle(appeal, by=cast["RV"], outcome="kept", why="ZZ")
    assert (refusal.value.code, looks(cast, "RV"), Recusal.objects.count()) == (
        "off",
        (0, "", 0),
        1,
    )
    assert cast.client("RV").get(LOOKS).context["waiting"] == []


def test_an_answered_look_is_not_handed_over(cast: Cast, stranded: Appeal) -> None:
    settle(stranded, by=cast["SU"], outcome="kept", why="ZZ")
    with pytest.raises(ValidationError) as refusal:
        hand_over(stranded, to=cast["RS2"], by=cast["RS1"])
    assert refusal.value.code == "settled"


@pytest.mark.parametrize("leaves", ["the role", "the account"])
def test_who_stops_managing_elsewhere_no_longer_answers_and_another_may_be_given_it(
    cast: Cast, stranded: Appeal, leaves: str
) -> None:
    hand_over(stranded, to=cast["RS2"], by=cast["RS1"])
    if leaves == "the role":
        Membership.objects.filter(user=cast["RS2"]).update(role="reviewer")
    else:
        User.objects.filter(pk=cast["RS2"].pk).update(is_active=False)
    with pytest.raises(ValidationError) as refusal:
        settle(stranded, by=User.objects.get(pk=cast["RS2"].pk), outcome="kept", why="ZZ")
    assert (refusal.value.code, looks(cast, "RS1")[2]) == ("stranger", 1)
    other = User.objects.create_user(name="Other", email="other@example.org")
    Membership.objects.create(user=other, role="manager", center=cast.elsewhere.center)
    assert hand_over(stranded, to=other, by=cast["RS1"]).to == other


def test_the_page_costs_the_same_for_one_and_for_three(cast: Cast, stranded: Appeal) -> None:
    costs = []
    for number in range(3):
        if number:
            application = decided(cast.stop, 40 + number, "decline", by=cast["RS1"])
            judge(application, "no", by=cast["RV"])
            published(cast.stop, by=cast["RS1"])
            ask(Application.objects.get(pk=application.pk))
        cast.client("RS1").get(LOOKS)
        with CaptureQueriesContext(connection) as queries:
            assert len(cast.client("RS1").get(LOOKS).context["waiting"]) == number + 1
        costs.append(len(queries))
    assert (costs[0], stranded.outcome) == (costs[2], "")


def test_an_answer_that_comes_too_late_is_not_lost(cast: Cast) -> None:
    application = decided(cast.stop, 21, "decline", by=cast["RS1"])
    published(cast.stop, by=cast["RS1"])
    appeal = ask(Application.objects.get(pk=application.pk))
    settle(appeal, by=cast["SU"], outcome="kept", why="Read")
    sheet = {f"{appeal.pk}-outcome": "kept", f"{appeal.pk}-why": "ZZ a stall of her own"}
    late = cast.client("RV").post(f"{LOOKS}{appeal.pk}/settlement/", sheet)
    assert (late.status_code, "ZZ a stall of her own" in late.content.decode()) == (422, True)


def test_one_abstains_from_a_second_look_and_takes_that_back(cast: Cast) -> None:
    application = decided(cast.stop, 21, "decline", by=cast["RS1"])
    published(cast.stop, by=cast["RS1"])
    ask(Application.objects.get(pk=application.pk))
    browser = cast.client("RV")
    page = "/desk/fes/triage/FM-0021/abstention/"
    assert page in browser.get(LOOKS).content.decode()
    told = []
    for address in (page, f"{page}end/"):
        answer = browser.post(address)
        told.append((answer.headers["Location"], looks(cast, "RV")[0]))
    assert told == [(LOOKS, 0), (LOOKS, 1)]
