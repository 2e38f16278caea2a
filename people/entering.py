"""The doors of allauth that codes go through: how often one may be tried, and nobody is known."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.internal.stagekit import get_pending_stage, unstash_login
from allauth.account.stages import LoginByCodeStage
from allauth.account.utils import passthrough_next_redirect_url
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from people.limits import too_often
from people.nobody import keep_alike, stand_in

type_of_view = Callable[..., HttpResponseBase]


def counted(view: type_of_view) -> type_of_view:
    """Count what is tried with one code, over all requests at once, and the codes sent again.

    Allauth counts in the session, where guesses at once race. Nothing is counted for an account:
    else a stranger's guesses would keep its owner out.
    """

    @wraps(view)
    def counting(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        code = _which_code(request) if request.method == "POST" else ""
        if code:
            ratelimit.consume(request, action="confirm_code", key=code, raise_exception=True)
        return view(request, *args, **kwargs)

    return counting


def alike(view: type_of_view) -> type_of_view:
    """Answer whoever signs in by a code, or has it sent again, as if every address were known."""

    @wraps(view)
    def answering(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        again = request.method == "POST" and request.POST.get("action") == "resend"
        answer = (again and _sent_again(request)) or view(request, *args, **kwargs)
        keep_alike(request)
        return answer

    return answering


def _which_code(request: HttpRequest) -> str:
    """The code that this browser is to type in, of one asking or of who is signed in; else none."""
    if request.user.is_authenticated:
        return str(request.user.pk)
    pending = unstash_login(request, peek=True)
    return f"asked at {pending.initiated_at} by {request.session.session_key}" if pending else ""


def _sent_again(request: HttpRequest) -> HttpResponseBase | None:
    """Send another code, if the address may get one; None when there is nothing to send again.

    Allauth's own way counts it for no address, and fails where the address is nobody's.
    """
    stage = get_pending_stage(request)
    if stage is None or stage.key != LoginByCodeStage.key:
        return None
    stage.login.user = stage.login.user or stand_in()
    process = LoginCodeVerificationProcess.resume(stage)
    if process is None or not process.can_resend:
        return None
    address = process.state.get("phone") or process.state.get("email")
    if ratelimit.consume(request, action="request_login_code", key=address):
        process.resend()
    else:  # the code that was sent before stays valid
        messages.error(request, too_often(request))
    return redirect(passthrough_next_redirect_url(request, request.path, REDIRECT_FIELD_NAME))


sign_in = alike(views.login)
code_wanted = alike(views.request_login_code)
sign_in_code = counted(alike(views.confirm_login_code))
phone_code = counted(views.verify_phone)
email_code = counted(views.email_verification_sent)
