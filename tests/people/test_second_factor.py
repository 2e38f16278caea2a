"""Staff work behind a second factor, which each of their sessions has passed."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from messaging.models import Message
from people.models import Membership, User
from tests.cast import Cast
from tests.pages import content_of

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
DESK = "/desk/search/"
BACKEND = settings.AUTHENTICATION_BACKENDS[0]


def code_of(secret: str) -> str:
    """What the person's application shows now."""
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


def enter(email: str) -> tuple[Client, str]:
    """A browser that typed the code sent by e-mail, and the page to which it was sent."""
    browser = Client()
    browser.post("/account/login/", {"login": email})
    code = re.search(r"\d{6}", Message.objects.latest("pk").body)
    assert code
    return browser, browser.post("/account/login/code/confirm/", {"code": code[0]}).headers[
        "Location"
    ]


@pytest.fixture
def manager(cast: Cast) -> User:
    """The manager of Fès, with an application that shows codes."""
    Authenticator.objects.filter(user=cast["RS1"]).delete()
    TOTP.activate(cast["RS1"], SECRET)
    return cast["RS1"]


def test_signing_in_by_code_asks_staff_for_the_second_factor(manager: User) -> None:
    browser, page = enter(str(manager.email))
    assert page == "/account/2fa/authenticate/"
    assert browser.get("/admin/").status_code == 302
    browser.post(page, {"code": code_of(SECRET)})
    assert browser.get(DESK).status_code == 200


def test_the_second_factor_is_read_in_the_digits_of_every_script(manager: User) -> None:
    browser, page = enter(str(manager.email))
    typed = code_of(SECRET).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    browser.post(page, {"code": f"\u202b{typed}\u202c"})
    assert browser.get(DESK).status_code == 200


def test_a_wrong_second_factor_opens_nothing(manager: User) -> None:
    browser, page = enter(str(manager.email))
    browser.post(page, {"code": "000000"})
    assert "_auth_user_id" not in browser.session


@pytest.mark.parametrize(
    "path", ["/admin/", "/my/", "/account/me/", "/account/me/data/", "/account/email/"]
)
def test_staff_without_a_factor_reach_only_its_enrolment(cast: Cast, path: str) -> None:
    browser, page = enter(str(cast["NM"].email))
    assert page == "/my/"
    assert browser.get(path).headers["Location"] == "/account/2fa/"
    assert browser.get("/account/2fa/totp/activate/").status_code == 200


def test_staff_who_did_not_come_by_e_mail_enrol_nothing(cast: Cast) -> None:
    browser = Client()
    browser.force_login(cast["AP1"], BACKEND)
    Membership.objects.create(user=cast["AP1"], role="reviewer", center=cast.stop.center)
    assert browser.get("/account/2fa/totp/activate/").headers["Location"] == "/account/login/"
    assert "_auth_user_id" not in browser.session


def test_the_code_that_sets_the_second_factor_up_is_not_asked_for_again(cast: Cast) -> None:
    browser, _page = enter(str(cast["NM"].email))
    form = browser.get("/account/2fa/totp/activate/").context["form"]
    typed = {"code": code_of(form.secret)}
    assert browser.post("/account/2fa/totp/activate/", typed).status_code == 302
    assert Authenticator.objects.filter(user=cast["NM"]).count() == 2
    assert browser.get("/account/2fa/recovery-codes/").status_code == 200
    assert browser.get(DESK).status_code == 200


def test_a_wrong_code_sets_nothing_up_and_opens_nothing(cast: Cast) -> None:
    browser, _page = enter(str(cast["NM"].email))
    browser.get("/account/2fa/totp/activate/")
    browser.post("/account/2fa/totp/activate/", {"code": "000000"})
    assert browser.get("/admin/").headers["Location"] == "/account/2fa/"


def test_a_factor_that_another_session_sets_up_is_asked_for_in_this_one(cast: Cast) -> None:
    browser, _page = enter(str(cast["NM"].email))
    browser.get("/account/2fa/totp/activate/")
    TOTP.activate(cast["NM"], SECRET)
    browser.post("/account/2fa/totp/activate/", {"code": code_of(SECRET)})
    answer = browser.get("/admin/").headers["Location"]
    assert answer == "/account/2fa/reauthenticate/?next=%2Fadmin%2F"


def test_a_session_from_before_the_role_proves_the_factor_first(cast: Cast) -> None:
    TOTP.activate(cast["AP1"], SECRET)
    browser = Client()
    browser.force_login(cast["AP1"], BACKEND)
    Membership.objects.create(user=cast["AP1"], role="reviewer", center=cast.stop.center)
    assert (
        browser.get("/admin/").headers["Location"]
        == "/account/2fa/reauthenticate/?next=%2Fadmin%2F"
    )


def test_staff_cannot_give_up_their_last_factor(manager: User) -> None:
    only = Authenticator.objects.get(user=manager)
    assert get_adapter().can_delete_authenticator(only) is False
    Authenticator.objects.create(user=manager, type=Authenticator.Type.WEBAUTHN, data={})
    assert get_adapter().can_delete_authenticator(only) is True


def test_an_entrepreneur_needs_no_second_factor_and_may_give_theirs_up(cast: Cast) -> None:
    _browser, page = enter(str(cast["AP1"].email))
    assert page == "/my/"
    assert (
        get_adapter().can_delete_authenticator(TOTP.activate(cast["AP1"], SECRET).instance) is True
    )


def test_a_recovery_code_opens_the_desk_once(manager: User) -> None:
    spare = RecoveryCodes.activate(manager).get_unused_codes()[0]
    browser, page = enter(str(manager.email))
    browser.post(page, {"code": spare})
    assert browser.get(DESK).status_code == 200
    again, page = enter(str(manager.email))
    again.post(page, {"code": spare})
    assert "_auth_user_id" not in again.session


def test_a_passkey_asks_for_a_finger_or_a_pin(manager: User) -> None:
    browser, page = enter(str(manager.email))
    options = browser.get(page).context["js_data"]["request_options"]["publicKey"]
    assert options["userVerification"] == "required"


def test_nothing_is_said_of_passkeys_where_no_script_can_ask_for_one(manager: User) -> None:
    browser, page = enter(str(manager.email))
    told = [content_of(answer) for answer in (Client().get("/account/login/"), browser.get(page))]
    hidden = r'<div[^>]* hidden><hr>\s*<button[^>]*id="\w*(?:passkey|webauthn)\w*"'
    assert [len(re.findall(hidden, each)) for each in told] == [1, 1]
    assert [len(re.findall(r'<button[^>]*id="\w*(?:passkey|webauthn)', each)) for each in told] == [
        1,
        1,
    ]


def test_a_session_of_staff_ends_after_twelve_hours_whatever_is_done_meanwhile(
    manager: User,
) -> None:
    browser, page = enter(str(manager.email))
    browser.post(page, {"code": code_of(SECRET)})
    with time_machine.travel(timezone.now() + timedelta(hours=11, minutes=59)):
        assert browser.get(DESK).status_code == 200
        session = browser.session
        session["seen"] = "now"
        session.save()
    with time_machine.travel(timezone.now() + timedelta(hours=12, minutes=1)):
        cache.clear()  # Redis, which keeps sessions near, does not travel in time
        assert browser.get("/admin/").status_code == 302


def test_a_session_of_an_entrepreneur_lasts_thirty_days(cast: Cast) -> None:
    browser, _page = enter(str(cast["AP1"].email))
    assert browser.session.get_expiry_age() == 60 * 60 * 24 * 30
