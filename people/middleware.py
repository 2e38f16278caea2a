"""What every request passes on its way in: the language, and the second factor of staff."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import (
    get_authentication_records,
    record_authentication,
)
from allauth.core.exceptions import RateLimited
from allauth.core.internal.ratelimit import respond_429
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header
from pghistory import middleware as history

from people import limits, unsent

type_of_answer = Callable[[HttpRequest], HttpResponseBase]
OPEN = ("/account/logout/", "/account/login/", "/static/")
# Where a second factor is set up, or asked for.
PROVING = ("/account/2fa/", "/account/reauthenticate/")

limits.install()  # before the first request, which passes here
SET_UP = ("mfa_index", "mfa_view_recovery_codes", "mfa_list_webauthn")  # where one goes on to


class LanguageMiddleware:
    """Speaks the language of `?lang=`, else of the cookie, the person, the browser; else Arabic.

    The browser decides on a first visit only: the page offers the others, and keeps a choice.
    """

    def __init__(self, get_response: type_of_answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in the right language, and remember a choice made by `?lang=`."""
        chosen = request.GET.get("lang", "")
        known = dict(settings.LANGUAGES)
        cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = next((code for code in (chosen, cookie) if code in known), "") or _language_of(
            request
        )
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        if not (chosen or cookie):  # whoever asks for no language is answered by the same rule
            patch_vary_headers(response, ["Accept-Language"])
        if chosen in known:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                chosen,
                max_age=settings.LANGUAGE_COOKIE_AGE,
                secure=settings.LANGUAGE_COOKIE_SECURE,
                samesite="Lax",
            )
        return response


def _language_of(request: HttpRequest) -> str:
    """The person's own language when one is signed in; reads no session without its cookie."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
        return request.user.language
    return _of_browser(request.headers.get("Accept-Language", ""))


def _of_browser(wish: str) -> str:
    """The first of our languages that a browser asks for; Arabic when it asks for none."""
    known = dict(settings.LANGUAGES)
    wishes = parse_accept_lang_header(wish.lower())
    asked = (code.partition("-")[0] for code, weight in wishes if weight)
    return next((code for code in asked if code in known), settings.LANGUAGE_CODE)


class SignedInMiddleware(LoginRequiredMiddleware):
    """Sends strangers to the sign-in; a form that somebody sends too late waits for them there."""

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase], *rest: Any
    ) -> HttpResponseBase | None:
        """As Django does; what was kept is forgotten once it is sent again, or an hour old."""
        signed_in = (
            settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated
        )
        if signed_in and unsent.settle(request):
            messages.info(request, unsent.more_wait())
        answer: HttpResponseBase | None = super().process_view(request, view_func, *rest)
        return answer

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Keep who is signed in, for the form that they send when they no longer are."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            unsent.remember(request, response)
        return response

    def handle_no_permission(  # type: ignore[override]  # htmx follows no redirect
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        """To the sign-in, and from there to the page, or to what was sent.

        A part of a page that cannot be asked for is drawn as before, without a word.
        """
        if unsent.keep(request):
            return unsent.to_sign_in(request)
        answer: HttpResponseBase = super().handle_no_permission(request, view_func)
        if "HX-Boosted" in request.headers:  # a link
            return HttpResponse(headers={"HX-Redirect": answer.headers["Location"]})
        if "HX-Request" in request.headers:  # what a page asks by itself: it stays as it is typed
            return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
        return answer


class PrivateMiddleware:
    """Lets no browser keep a page of somebody who is signed in: a telephone is often shared."""

    def __init__(self, get_response: type_of_answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer as usual; the back button of the next person asks the server again."""
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class SecondFactorMiddleware:
    """Lets staff reach nothing but the second factor until this very session has passed it."""

    def __init__(self, get_response: type_of_answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Send staff to set their second factor up, or to prove it; everybody else passes.

        Only who typed a code sent by e-mail sets one up: a telephone, and a session begun with it,
        may be shared.
        """
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or request.path.startswith(OPEN):
            return self.get_response(request)
        user = request.user
        if not user.is_authenticated or not user.is_staff or _proved(request):
            return self.get_response(request)
        enrolled = is_mfa_enabled(user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])
        if not enrolled and not _came_by_email(request):
            logout(request)
            return redirect("account_login")
        if request.path.startswith(PROVING):
            response = self.get_response(request)
            if not enrolled and _set_up(request, response):
                record_authentication(request, user, "mfa", reauthenticated=True)
            return response
        is_kept = unsent.is_from_us(request) and unsent.keep(request)
        onward = reverse("people:unsent") if is_kept else request.path
        if not enrolled:
            return redirect("mfa_index")
        asked = f"{reverse('mfa_reauthenticate')}?{urlencode({'next': onward})}"
        return unsent.onward(request, asked) if is_kept else redirect(asked)


def _proved(request: HttpRequest) -> bool:
    return any(
        record["method"] == "mfa" for record in get_authentication_records(request, request.user)
    )


def _set_up(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether this very request set the first factor up: that took its code, finger or PIN."""
    after = getattr(response, "url", "")
    return request.method == "POST" and after in map(reverse, SET_UP)


def _came_by_email(request: HttpRequest) -> bool:
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "code" and record.get("email") for record in records)


class HistoryMiddleware(history.HistoryMiddleware):
    """Keeps with every change who made it, but no URL: that may hold the key of a private page."""

    def get_context(self, request: HttpRequest) -> dict[str, int | None]:
        """The number of the person who is signed in."""
        return {"user": request.user.pk}


class RateLimitedMiddleware:
    """Turns allauth's “too many” into a page that says so, instead of a failure."""

    def __init__(self, get_response: type_of_answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer as usual."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer 429 when allauth counted too many."""
        return respond_429(request) if isinstance(exception, RateLimited) else None
