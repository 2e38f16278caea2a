"""The doors of allauth that this product opens: no sign-up, no password.

They are those of allauth's own tables, which would import all of it with the first page of anybody.
"""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from allauth.account import views as account
    from allauth.mfa.base import views as second_factor
    from allauth.mfa.recovery_codes import views as recovery_codes
    from allauth.mfa.totp import views as totp
    from allauth.mfa.webauthn import views as passkeys
    from allauth.usersessions import views as sessions

    from people import entering
else:
    account = later_views("allauth.account.views")
    second_factor = later_views("allauth.mfa.base.views")
    recovery_codes = later_views("allauth.mfa.recovery_codes.views")
    totp = later_views("allauth.mfa.totp.views")
    passkeys = later_views("allauth.mfa.webauthn.views")
    sessions = later_views("allauth.usersessions.views")
    entering = later_views("people.entering")

ACCOUNT = [
    path("login/", entering.sign_in, name="account_login"),
    path("login/code/", entering.code_wanted, name="account_request_login_code"),
    path("login/code/confirm/", entering.sign_in_code, name="account_confirm_login_code"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("email/", account.email, name="account_email"),
    path("confirm-email/", entering.email_code, name="account_email_verification_sent"),
    path("phone/verify/", entering.phone_code, name="account_verify_phone"),
    path("phone/change/", account.change_phone, name="account_change_phone"),
]
SECOND_FACTOR = [
    path("2fa/", second_factor.index, name="mfa_index"),
    path("2fa/authenticate/", second_factor.authenticate, name="mfa_authenticate"),
    path("2fa/reauthenticate/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("2fa/totp/activate/", totp.activate_totp, name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "2fa/recovery-codes/generate/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "2fa/recovery-codes/download/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]
PASSKEYS = [
    path("2fa/webauthn/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("2fa/webauthn/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path(
        "2fa/webauthn/reauthenticate/",
        passkeys.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "2fa/webauthn/keys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"
    ),
    path("2fa/webauthn/keys/<int:pk>/edit/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("2fa/webauthn/login/", passkeys.login_webauthn, name="mfa_login_webauthn"),
]
SESSIONS = [path("sessions/", sessions.list_usersessions, name="usersessions_list")]
urlpatterns = [*ACCOUNT, *SECOND_FACTOR, *PASSKEYS, *SESSIONS]
