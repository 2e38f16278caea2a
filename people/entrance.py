"""The doors of allauth that this product opens, and how often a code may be tried.

No sign-up, no password.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import urls as account
from allauth.account.internal.stagekit import get_pending_stage, unstash_login
from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import include, path

from people.limits import install, too_often

install()  # before the first request, which asks for these doors
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
    """Count what is tried with one code, over all requests at once, and the codes sent again.

    Allauth counts in the session, where guesses at once race. Nothing is counted for an account:
    else a stranger's guesses would keep its owner out.
    """

    @wraps(view)
    def counting(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST":
            ratelimit.consume(
                request, action="confirm_code", key=_which_code(request), raise_exception=True
            )
            if request.POST.get("action") == "resend" and not _may_be_sent_again(request):
                messages.error(request, too_often(request))
                return redirect(request.path)  # the code that was sent before stays valid
        return view(request, *args, **kwargs)

    return counting


def _which_code(request: HttpRequest) -> str:
    """The code that this browser is to type in: that of one asking, or of who is signed in."""
    if request.user.is_authenticated:
        return str(request.user.pk)
    pending = unstash_login(request, peek=True)
    asked = pending.initiated_at if pending else "nothing"
    return f"asked at {asked} by {request.session.session_key}"


def _may_be_sent_again(request: HttpRequest) -> bool:
    """Whether the address that somebody signs in with may get another code; allauth asks nobody."""
    pending = get_pending_stage(request)
    address = pending and (pending.state.get("phone") or pending.state.get("email"))
    return not address or bool(ratelimit.consume(request, action="request_login_code", key=address))


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
