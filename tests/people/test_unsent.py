"""What somebody sends after their session has ended is there again once they have signed in."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from people import where_to
from people.models import User
from people.unsent import LARGEST, MOST, SECONDS
from programs.models import Stop
from tests.cast import Cast, phone_of
from tests.pages import content_of
from tests.people.test_sign_in import CONFIRM, last_code

UNSENT = "/account/me/unsent/"
SIGN_IN = f"/account/login/?next={UNSENT}"
TYPED = {"name": "Salma ZZW", "language": "fr", "email": "salma@example.org"}
STAFF = {
    "RS1": ("/desk/hooks/", {"url": "https://zzw.example/two words"}),
    "PI": ("/partner/promises/", {"files": "12", "days": "ZZW نص"}),
    "AP1": ("/account/me/", TYPED),
}


def ended(cast: Cast, code: str) -> Client:
    """The browser of somebody who has just seen a page, and whose session is over by now."""
    browser = cast.browser(code)
    browser.get("/account/me/")
    Session.objects.all().delete()
    cache.clear()
    return browser


def enter(browser: Client, code: str, onward: str = UNSENT) -> Any:
    """Sign in by telephone, on the way to a page."""
    browser.post(f"/account/login/?next={onward}", {"login": phone_of(code), "next": onward})
    return browser.post(CONFIRM, {"code": last_code(), "next": onward})


def fields(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))


def names_on(page: str) -> list[str]:
    return re.findall(r'<input type="hidden" name="name" value="([^"]*)"', page)


def key_on(browser: Client) -> str:
    """Of the first form that waits."""
    keys: list[str] = re.findall(r'name="key" value="(\w+)"', content_of(browser.get(UNSENT)))
    return keys[0]


def test_a_form_that_was_sent_too_late_is_sent_again_by_one_press(cast: Cast) -> None:
    browser = ended(cast, "AP1")
    late = browser.post("/account/me/", TYPED)
    assert (late.status_code, late["Location"]) == (302, SIGN_IN)
    assert enter(browser, "AP1")["Location"] == UNSENT
    page = content_of(browser.get(UNSENT))
    assert ("Salma ZZW" in page, 'action="/account/me/"' in page) == (True, True)
    assert ("It goes to your account." in page, page.count("/account/me/</")) == (True, 0)
    sent = {name: value for name, value in fields(page).items() if name in TYPED}
    assert sent == TYPED
    browser.post("/account/me/", sent)
    assert User.objects.get(pk=cast["AP1"].pk).name == "Salma ZZW"
    assert browser.get(UNSENT)["Location"] == "/my/"


def test_the_name_of_a_stop_that_is_still_prepared_is_no_strangers(cast: Cast) -> None:
    Stop.objects.filter(pk=cast.stop.pk).update(state="prepared", is_announced=False)
    at = "/fes/coaching/slots/1/"
    named = [where_to.places([at], cast[code])[0].stop for code in ("AP1", "RS2", "RS1", "SU")]
    assert named == [None, None, cast.stop, cast.stop]


def test_the_sign_in_says_that_what_was_typed_is_kept(cast: Cast) -> None:
    said = "It is kept for an hour."
    browser = ended(cast, "AP1")
    before = content_of(browser.get(SIGN_IN))
    browser.post("/account/me/", TYPED)
    pages = [content_of(browser.get(at)) for at in (SIGN_IN, "/account/login/")]
    assert [said in page for page in (before, *pages)] == [False, True, False]


@pytest.mark.parametrize(("code", "at"), [(code, at) for code, (at, _) in STAFF.items()])
def test_it_waits_for_everybody_who_signs_in(cast: Cast, code: str, at: str) -> None:
    late = ended(cast, code).post(at, STAFF[code][1])
    assert late["Location"] == SIGN_IN


def test_somebody_else_on_the_same_telephone_does_not_read_it(cast: Cast) -> None:
    browser = ended(cast, "AP1")
    browser.post("/account/me/", TYPED)
    enter(browser, "AP2")
    assert browser.get(UNSENT)["Location"] == "/my/"
    assert "Salma" not in content_of(browser.get("/my/"))


def test_nothing_is_kept_of_a_stranger(cast: Cast) -> None:
    stranger = cast.browser()
    late = stranger.post("/account/me/", TYPED)
    assert (late["Location"], "sessionid" in stranger.cookies) == (
        "/account/login/?next=/account/me/",
        False,
    )


def test_a_cookie_that_was_made_up_is_no_name(cast: Cast) -> None:
    stranger = cast.browser()
    stranger.cookies["whose"] = f"{cast['AP1'].pk}:1xVb2c:made-up"
    assert stranger.post("/account/me/", TYPED)["Location"] == "/account/login/?next=/account/me/"


def test_an_answer_that_proxies_keep_for_everybody_says_nothing_of_who_is_signed_in(
    cast: Cast,
) -> None:
    browser = cast.browser("AP1")
    browser.cookies.pop("whose", None)
    card = browser.get(f"/{cast.stop.slug}/card-fr.png")
    assert (card.status_code, "public" in card["Cache-Control"], "whose" in card.cookies) == (
        200,
        True,
        False,
    )
    assert "whose" in browser.get("/my/").cookies


def test_it_is_encrypted_and_forgotten_after_an_hour(cast: Cast) -> None:
    browser = ended(cast, "AP1")
    browser.post("/account/me/", TYPED)
    [held] = browser.session["unsent_forms"]
    assert ("Salma" in str(held), sorted(held)) == (False, ["at", "key", "path", "sealed"])
    with time_machine.travel(timezone.now().timestamp() + SECONDS + 1, tick=False):
        enter(browser, "AP1")
        assert browser.get(UNSENT)["Location"] == "/my/"
        assert "unsent_forms" not in browser.session


def test_it_is_thrown_away_by_a_press(cast: Cast) -> None:
    browser = ended(cast, "AP1")
    browser.post("/account/me/", TYPED)
    enter(browser, "AP1")
    assert browser.post(UNSENT, {"key": key_on(browser)})["Location"] == "/my/"
    assert browser.get(UNSENT)["Location"] == "/my/"


def test_a_second_one_replaces_no_first_and_each_is_sent_or_thrown_away_by_itself(
    cast: Cast,
) -> None:
    browser = ended(cast, "AP1")
    for words in ("ZZW one", "ZZW two", "ZZW two", "ZZW three"):  # one of them pressed twice
        browser.post("/account/me/", {**TYPED, "name": words})
    enter(browser, "AP1")
    page = content_of(browser.get(UNSENT))
    assert names_on(page) == ["ZZW one", "ZZW two", "ZZW three"]
    sent = browser.post("/account/me/", {**TYPED, "name": "ZZW two"}, follow=True)
    assert f'<a href="{UNSENT}">See it</a>' in content_of(sent)
    assert User.objects.get(pk=cast["AP1"].pk).name == "ZZW two"
    assert browser.post(UNSENT, {"key": key_on(browser)})["Location"] == UNSENT
    assert names_on(content_of(browser.get(UNSENT))) == ["ZZW three"]
    last = browser.post("/account/me/", {**TYPED, "name": "ZZW three"}, follow=True)
    assert (UNSENT in content_of(last), browser.get(UNSENT)["Location"]) == (False, "/my/")


def test_of_many_the_last_ones_are_kept(cast: Cast) -> None:
    browser = ended(cast, "AP1")
    for number in range(MOST + 1):
        browser.post("/account/me/", {**TYPED, "name": f"ZZW {number}"})
    enter(browser, "AP1")
    page = content_of(browser.get(UNSENT))
    assert names_on(page) == [f"ZZW {number}" for number in range(1, MOST + 1)]


def test_nobody_throws_away_what_somebody_else_sent_from_the_same_telephone(cast: Cast) -> None:
    browser = ended(cast, "AP1")
    browser.post("/account/me/", TYPED)
    [held] = browser.session["unsent_forms"]
    enter(browser, "AP2")
    browser.post(UNSENT, {"key": held["key"]})
    assert browser.session["unsent_forms"] == [held]


def test_a_form_larger_than_what_is_kept_leads_to_the_sign_in_alone(cast: Cast) -> None:
    late = ended(cast, "AP1").post("/account/me/", {"name": "ا" * LARGEST})
    assert late["Location"] == "/account/login/?next=/account/me/"


def test_a_part_of_a_page_goes_to_the_sign_in_as_a_whole(cast: Cast) -> None:
    late = ended(cast, "AP1").post("/account/me/", TYPED, headers={"hx-request": "true"})
    assert (late.status_code, late["HX-Redirect"]) == (200, SIGN_IN)


def test_what_a_page_asks_by_itself_draws_no_sign_in_and_is_no_form(cast: Cast) -> None:
    browser, htmx = ended(cast, "AP1"), {"hx-request": "true"}
    polled = browser.get("/account/me/", headers=htmx)
    assert (polled.status_code, polled.content) == (401, b"")
    link = browser.get("/account/me/", headers={**htmx, "hx-boosted": "true"})
    assert (link.status_code, link["HX-Redirect"]) == (200, "/account/login/?next=/account/me/")
    browser.post("/account/me/", TYPED)
    told = browser.post("/my/", {"csrfmiddlewaretoken": "a"}, headers=htmx)
    assert (told.status_code, len(browser.session["unsent_forms"])) == (401, 1)


def test_what_a_script_sends_it_keeps_by_itself(cast: Cast) -> None:
    late = ended(cast, "AP1").post("/account/me/", TYPED, headers={"sec-fetch-mode": "cors"})
    assert late["Location"] == "/account/login/?next=/account/me/"


@pytest.mark.parametrize(
    ("origin", "onward"),
    [("http://testserver", UNSENT), ("https://evil.ma", "/account/me/"), ("", "/account/me/")],
)
def test_staff_whose_second_factor_is_asked_again_find_what_a_page_of_ours_sent(
    cast: Cast, origin: str, onward: str
) -> None:
    browser = cast.browser("NS")
    session = browser.session
    session["account_authentication_methods"] = []
    session.save()
    late = browser.post("/account/me/", TYPED, headers={"origin": origin} if origin else {})
    assert late["Location"] == f"/account/2fa/reauthenticate/?{urlencode({'next': onward})}"


def test_a_script_is_led_to_what_was_kept_as_a_page_is(cast: Cast) -> None:
    told = {"origin": "http://testserver", "hx-request": "true"}
    staff = cast.browser("NS")
    session = staff.session
    session["account_authentication_methods"] = []
    session.save()
    asked = staff.post("/account/me/", TYPED, headers=told)
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = cast.browser("AP1").cookies
    browser.get("/account/me/")
    old = browser.post("/account/me/", {**TYPED, "csrfmiddlewaretoken": "a" * 32}, headers=told)
    assert [each["HX-Redirect"] for each in (asked, old)] == [
        f"/account/2fa/reauthenticate/?{urlencode({'next': UNSENT})}",
        UNSENT,
    ]


@pytest.mark.parametrize(("origin", "kept"), [("http://testserver", 302), ("https://evil.ma", 403)])
def test_a_page_from_before_a_new_sign_in_asks_once_more_a_page_of_others_is_refused(
    cast: Cast, origin: str, kept: int
) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = cast.browser("AP1").cookies
    browser.get("/account/me/")
    answer = browser.post(
        "/account/me/", {**TYPED, "csrfmiddlewaretoken": "a" * 32}, headers={"origin": origin}
    )
    assert answer.status_code == kept
    assert browser.get(UNSENT).status_code == (200 if kept == 302 else 302)


@pytest.mark.parametrize(("days", "kept"), [(0, 403), (2, 302)])
def test_a_page_of_whoever_was_signed_in_before_is_not_kept_for_the_next(
    cast: Cast, days: int, kept: int
) -> None:
    cookies = ended(cast, "AP1").cookies
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = cast.browser("AP2").cookies
    browser.cookies["whose"] = cookies["whose"].value
    browser.get("/account/me/")
    with time_machine.travel(timezone.now() + timedelta(days=days)):
        late = browser.post(
            "/account/me/",
            {**TYPED, "csrfmiddlewaretoken": "a" * 32},
            headers={"origin": "http://testserver"},
        )
        assert late.status_code == kept
        assert ("Salma" in content_of(browser.get(UNSENT, follow=True))) == (kept == 302)


def test_files_are_to_be_chosen_again(cast: Cast) -> None:
    browser = ended(cast, "AP1")
    browser.post("/account/me/", {**TYPED, "photo": BytesIO(b"x")})
    enter(browser, "AP1")
    assert "Files are not kept" in content_of(browser.get(UNSENT))
