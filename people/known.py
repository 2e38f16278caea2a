"""A browser in which an address was proved by a code before.

Strangers who know a number can use up the codes that it gets; they cannot use up those that this
browser may ask for. The cookie holds marks of addresses, signed, from which nobody reads one.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import salted_hmac

NAME = "known"
MOST = 5  # addresses of one browser, the newest first: a telephone is often shared
SECONDS = 365 * 86400


def is_known(request: HttpRequest, address: str) -> bool:
    """Whether somebody signed in by `address` in this browser, within a year."""
    return _mark(address) in _marks(request)


def remember(request: HttpRequest, response: HttpResponse, address: str) -> None:
    """Keep that a code sent to `address` was typed in here."""
    mark = _mark(address)
    marks = [mark, *(each for each in _marks(request) if each != mark)][:MOST]
    response.set_signed_cookie(
        NAME,
        ".".join(marks),
        salt=NAME,
        max_age=SECONDS,
        path=reverse("account_login"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _marks(request: HttpRequest) -> list[str]:
    """What the cookie holds; nothing when it was tampered with."""
    held = request.get_signed_cookie(NAME, default="", salt=NAME, max_age=SECONDS)
    return held.split(".") if held else []


def _mark(address: str) -> str:
    return salted_hmac("people.known", address.lower()).hexdigest()[:24]
