"""Nobody who knows a number keeps its owner out, nor has them sent codes without end."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from messaging.models import Message
from tests.cast import Cast, phone_of
from tests.people.test_sign_in import CONFIRM, LOGIN, ask, enter, last_code, who_is

NOON = datetime(2026, 12, 1, 12, 0, tzinfo=ZoneInfo("Africa/Casablanca"))
MAIL = "zzc-ap1@example.org"


def refusal(browser: Client, login: str) -> str:
    """What the page says to somebody who asks for a code; empty when it is sent."""
    answer = browser.post(f"{LOGIN}?lang=en", {"login": login})
    return "" if answer.status_code == 302 else answer.context["form"].errors["login"][0]


def wrong(code: str) -> str:
    return "000000" if code != "000000" else "111111"


def test_a_strangers_guesses_do_not_refuse_the_owners_right_code(cast: Cast) -> None:
    stranger, owner = Client(), Client()
    ask(owner, phone_of("AP1"))
    code = last_code()
    ask(stranger, phone_of("AP1"))
    for _guess in range(12):
        session = dict(stranger.session)
        stranger.post(CONFIRM, {"code": wrong(code)})
        kept = stranger.session
        kept.update(session)
        kept.save()
    assert stranger.post(CONFIRM, {"code": wrong(code)}).status_code == 429
    assert owner.post(CONFIRM, {"code": code}).headers["Location"] == "/my/"
    assert who_is(owner) == str(cast["AP1"].pk)


@pytest.mark.parametrize("login", [phone_of("AP1"), MAIL, "0611111111", "nobody@example.org"])
def test_the_sixth_code_within_an_hour_is_refused_with_the_time_of_the_next(
    cast: Cast,  # noqa: ARG001
    login: str,
) -> None:
    with time_machine.travel(NOON, tick=False):
        said = [refusal(Client(), login) for _asking in range(6)]
    assert said[:5] == [""] * 5
    assert said[5] == (
        "No more codes are sent to this address for now: the next one can be asked for from 13:01."
        " A code that has already arrived stays valid where it was asked for."
    )
    with time_machine.travel(NOON + timedelta(minutes=61), tick=False):
        assert refusal(Client(), login) == ""


def test_the_eleventh_code_within_a_day_is_refused_until_tomorrow(cast: Cast) -> None:  # noqa: ARG001
    said = []
    for hour in range(3):
        with time_machine.travel(NOON + timedelta(hours=2 * hour), tick=False):
            said += [refusal(Client(), phone_of("AP1")) for _asking in range(5)]
    assert [bool(each) for each in said] == [False] * 10 + [True] * 5
    assert "from 02/12/2026 12:01." in said[10]
    with time_machine.travel(NOON + timedelta(hours=24), tick=False):
        assert refusal(Client(), phone_of("AP1")) == ""


def test_who_was_signed_in_before_is_not_kept_out_by_strangers_askings(cast: Cast) -> None:
    owner = Client()
    enter(owner, phone_of("AP1"))
    owner.post("/account/logout/")
    for _asking in range(12):
        ask(Client(), phone_of("AP1"))
    assert ask(Client(), phone_of("AP1")) == "200"
    assert enter(owner, phone_of("AP1")) == "/my/"
    assert who_is(owner) == str(cast["AP1"].pk)


def test_a_browser_is_known_for_the_address_it_proved_and_for_no_other(cast: Cast) -> None:  # noqa: ARG001
    owner = Client()
    enter(owner, phone_of("AP1"))

    def again(login: str) -> str:
        browser = Client()
        browser.cookies["known"] = owner.cookies["known"].value
        return ask(browser, login)

    others = [again(phone_of("AP2")) for _asking in range(6)]
    own = [again(phone_of("AP1")) for _asking in range(6)]
    strangers = [ask(Client(), phone_of("AP2")), *(ask(Client(), phone_of("AP1")) for _ in "1234")]
    assert (others.count(CONFIRM), own.count(CONFIRM), strangers) == (5, 5, ["200", *[CONFIRM] * 4])


def test_the_cookie_of_a_known_browser_names_nobody_and_is_signed(cast: Cast) -> None:  # noqa: ARG001
    browser = Client()
    enter(browser, phone_of("AP1"))
    cookie = browser.cookies["known"]
    assert "699000001" not in cookie.value
    assert (cookie["httponly"], cookie["path"], cookie["max-age"]) == (
        True,
        "/account/login/",
        365 * 86400,
    )
    forged = Client()
    forged.cookies["known"] = cookie.value[:-1] + ("a" if cookie.value[-1] != "a" else "b")
    assert [ask(Client(), phone_of("AP1")) for _asking in range(4)] == [CONFIRM] * 4
    assert ask(forged, phone_of("AP1")) == "200"


def test_a_code_that_was_sent_stays_valid_when_another_one_is_refused(cast: Cast) -> None:
    browser = Client()
    ask(browser, phone_of("AP1"))
    code = last_code()
    for _asking in range(5):
        ask(Client(), phone_of("AP1"))
    answer = browser.post(f"{CONFIRM}?lang=en", {"action": "resend"}, follow=True)
    assert [str(each) for each in answer.context["messages"]][-1].startswith("No more codes")
    assert Message.objects.count() == 5
    assert browser.post(CONFIRM, {"code": code}).headers["Location"] == "/my/"
    assert who_is(browser) == str(cast["AP1"].pk)


def test_codes_sent_again_and_codes_that_prove_a_number_count_too(cast: Cast) -> None:
    browser, changing = Client(), cast.browser("AP2")
    ask(browser, phone_of("AP1"))
    for _asking in range(2):
        browser.post(CONFIRM, {"action": "resend"})
    for minute in range(5):
        with time_machine.travel(timezone.now() + timedelta(minutes=2 * minute)):
            changing.post("/account/phone/change/", {"phone": phone_of("AP1")})
    assert Message.objects.filter(address=phone_of("AP1")).count() == 5


def test_a_network_that_guesses_codes_gets_no_more_of_them_but_may_try_those_it_has(
    cast: Cast,
) -> None:
    known, holder = Client(), Client()
    enter(known, phone_of("AP2"))
    known.post("/account/logout/")
    ask(holder, phone_of("AP1"))
    code = last_code()
    for number in range(20):
        guesser = Client()
        ask(guesser, f"06990020{number:02}")
        for _guess in range(3):
            guesser.post(CONFIRM, {"code": wrong(code)})
    assert refusal(Client(), phone_of("EX1")).startswith("That was too often. You can try again")
    assert ask(known, phone_of("AP2")) == CONFIRM
    assert holder.post(CONFIRM, {"code": code}).headers["Location"] == "/my/"
    assert who_is(holder) == str(cast["AP1"].pk)


def test_who_waits_for_no_code_is_sent_to_ask_for_one_however_often(cast: Cast) -> None:  # noqa: ARG001
    answers = {Client().post(CONFIRM, {"code": "123456"}).status_code for _asking in range(12)}
    assert answers == {302}
