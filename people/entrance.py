"""The doors of allauth that this product opens, and how often a code may be tried.

No sign-up, no password.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import urls as account
from allauth.account.internal.stagekit import unstash_login
from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponseBase
from django.urls import include, path

from people import limits

limits.install()  # before the first request, which asks for these doors
type_of_view = Callable[..., HttpResponseBase]
CLOSED = (
    "account_signup",
    "account_change_password",
    "account_set_password",
    "account_reset_password",
)
WITH_A_CODE = (
    "account_confirm_login_code",
    "account_verify_phone",
    "account_email_verification_sent",
)


def counted(view: type_of_view) -> type_of_view:
    """Count the codes tried for a person over all browsers.

    Allauth counts per session, where guesses at once race.
    """

    @wraps(view)
    def counting(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST":
            ratelimit.consume(
                request, action="confirm_code", key=_whose_code(request), raise_exception=True
            )
        return view(request, *args, **kwargs)

    return counting


def _whose_code(request: HttpRequest) -> str:
    """For whom a code was sent that this browser is to type in."""
    if request.user.is_authenticated:
        return str(request.user.pk)
    pending = unstash_login(request, peek=True)
    return (
        str(pending.user.pk)
        if pending and pending.user
        else f"nobody {request.session.session_key}"
    )


def _door(pattern: Any) -> Any:
    """The door as allauth made it, counted where a code is typed in."""
    return (
        path(str(pattern.pattern), counted(pattern.callback), name=pattern.name)
        if pattern.name in WITH_A_CODE
        else pattern
    )


urlpatterns = [
    *(
        _door(pattern)
        for pattern in account.urlpatterns
        if not str(pattern.name).startswith(CLOSED)
    ),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
]
