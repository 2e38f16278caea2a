"""Two people may share a telephone: after the code they choose their name, and reach no other."""

import re

import pytest
from django.test import Client

from messaging.models import Message
from people.models import Membership, User
from tests.cast import Cast

PHONE = "+212699010001"
WHO = "/account/who/"


@pytest.fixture
def family(cast: Cast) -> list[User]:  # noqa: ARG001  the others must be there
    """A mother and her son with one telephone."""
    return [User.objects.create_user(name=name, phone=PHONE) for name in ("Fatima", "Youssef")]


def enter(phone: str = PHONE) -> tuple[Client, str]:
    """A browser that typed the code sent to `phone`, and the page to which it was sent."""
    browser = Client()
    browser.post("/account/login/", {"login": phone})
    code = re.search(r"\d{6}", Message.objects.latest("pk").body)
    assert code
    answer = browser.post("/account/login/code/confirm/", {"code": code[0]})
    return browser, answer.headers["Location"]


def who_is(browser: Client) -> str:
    return str(browser.session.get("_auth_user_id", ""))


def test_people_who_share_a_phone_choose_their_name(family: list[User]) -> None:
    browser, page = enter()
    assert page == "/account/who/?next=%2Fmy%2F"
    assert [person.name for person in browser.get(page).context["people"]] == ["Fatima", "Youssef"]
    answer = browser.post(page, {"person": family[1].pk})
    assert (answer.headers["Location"], who_is(browser)) == ("/my/", str(family[1].pk))


def test_who_keeps_their_name_goes_on(family: list[User]) -> None:
    browser, page = enter()
    assert (
        browser.post(page, {"person": family[0].pk, "next": "/my/"}).headers["Location"] == "/my/"
    )
    assert who_is(browser) == str(family[0].pk)


def test_the_name_can_be_changed_later_from_the_profile(family: list[User]) -> None:
    browser, page = enter()
    browser.post(page, {"person": family[1].pk})
    assert browser.get("/account/me/").context["shares_phone"]
    browser.post(WHO, {"person": family[0].pk})
    assert who_is(browser) == str(family[0].pk)


@pytest.mark.parametrize("other", ["AP1", "RS1", "NS", "SU", "EX1"])
def test_nobody_of_another_phone_can_be_chosen(cast: Cast, family: list[User], other: str) -> None:
    browser, page = enter()
    assert browser.post(page, {"person": cast[other].pk}).status_code == 404
    assert who_is(browser) == str(family[0].pk)


@pytest.mark.parametrize("role", ["reviewer", "manager"])
def test_staff_with_the_same_phone_cannot_be_chosen_nor_get_the_code(
    cast: Cast,
    family: list[User],
    role: str,
) -> None:
    Membership.objects.create(user=family[0], role=role, center=cast.stop.center)
    browser, page = enter()
    assert (page, who_is(browser)) == ("/my/", str(family[1].pk))
    assert browser.post(WHO, {"person": family[0].pk}).status_code == 404


def test_a_superuser_never_signs_in_by_phone(cast: Cast) -> None:
    Client().post("/account/login/", {"login": cast["SU"].phone})
    assert Message.objects.count() == 0


def test_a_session_that_came_by_e_mail_chooses_nobody(family: list[User]) -> None:
    User.objects.filter(pk=family[0].pk).update(email="fatima@example.org")
    browser, page = enter("fatima@example.org")
    assert page == "/my/"
    assert browser.post(WHO, {"person": family[1].pk}).status_code == 404


def test_a_visitor_chooses_nobody(family: list[User]) -> None:
    answer = Client().post(WHO, {"person": family[0].pk})
    assert answer.headers["Location"] == "/account/login/?next=/account/who/"


@pytest.mark.parametrize("nonsense", ["", "x", "-1", "\x00", "9" * 40, "٣"])
def test_nonsense_is_nobody(family: list[User], nonsense: str) -> None:  # noqa: ARG001
    browser, page = enter()
    assert browser.post(page, {"person": nonsense}).status_code == 404
