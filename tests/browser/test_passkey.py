"""A member of staff sets up a passkey and signs in with it: a virtual device is the finger."""

from allauth.mfa.models import Authenticator
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import DESK, Open, go_by
from tests.browser.test_every_page import enter
from tests.cast import Cast

FINGER = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def with_a_finger(context: BrowserContext) -> Page:
    """A page of a device that knows its owner's finger."""
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": FINGER})
    return page


def test_a_passkey_is_set_up_and_opens_the_desk_without_any_code(
    live_cast: Cast, opened: Open, live_server: object
) -> None:
    context = opened("fr", **DESK)
    enter(context, live_cast, "NM", str(live_server))
    page = with_a_finger(context)
    page.goto("/admin/")
    page.wait_for_url("**/account/2fa/")
    go_by(page.locator("a[href$='/webauthn/add/']"))
    page.locator("label[for=id_passwordless]").click()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(lambda address: "/webauthn/add/" not in address)
    assert Authenticator.objects.filter(user=live_cast["NM"], type="webauthn").count() == 1

    context.clear_cookies(name="sessionid")
    page.goto("/admin/")
    page.goto("/account/login/")
    page.locator("#passkey_login").click()
    page.wait_for_url(lambda address: "/account/login/" not in address)
    page.goto("/admin/")
    expect(page).to_have_url(f"{live_server}/desk/")
    expect(page.locator("[action*=logout], [href*=logout]").first).to_be_attached()
