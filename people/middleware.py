"""What every request passes on its way in: the language, and the second factor of staff."""

from collections.abc import Callable

from allauth.core.exceptions import RateLimited
from allauth.core.internal.ratelimit import respond_429
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import translation

type_of_answer = Callable[[HttpRequest], HttpResponseBase]
OPEN_TO_UNPROVEN = ("/account/", "/static/", "/healthz")


class LanguageMiddleware:
    """Speaks the language of `?lang=`, else of the cookie, else of the person, else Arabic.

    The browser's own language is not asked: many telephones in Morocco are set to French for people who read Arabic.
    """

    def __init__(self, get_response: type_of_answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in the right language, and remember a choice made by `?lang=`."""
        asked = request.GET.get("lang", "")
        known = dict(settings.LANGUAGES)
        cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = next((code for code in (asked, cookie) if code in known), "") or _language_of(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        if asked in known:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                asked,
                max_age=settings.LANGUAGE_COOKIE_AGE,
                secure=settings.LANGUAGE_COOKIE_SECURE,
                samesite="Lax",
            )
        return response


def _language_of(request: HttpRequest) -> str:
    """The person's own language when one is signed in. Reads no session when there is no session cookie."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
        return request.user.language
    return settings.LANGUAGE_CODE


class SecondFactorMiddleware:
    """Lets staff who have no second factor yet reach nothing but the page that sets it up."""

    def __init__(self, get_response: type_of_answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Send staff without a second factor to enrol; everybody else passes."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or request.path.startswith(OPEN_TO_UNPROVEN):
            return self.get_response(request)
        user = request.user
        if user.is_authenticated and user.is_staff and not is_mfa_enabled(user):
            return redirect("mfa_index")
        return self.get_response(request)


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
