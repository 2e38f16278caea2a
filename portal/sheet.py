"""The stylesheet on a first visit: in the page, so that a slow network paints one answer sooner.

The file itself is for the next pages: it is asked for as soon as somebody touches the first one, or
by the next one. A cookie names the version that somebody has seen.
"""

import hashlib
from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

COOKIE = "look"
YEAR = 60 * 60 * 24 * 365


@cache
def text(name: str) -> str:
    """The stylesheet `name` as it is written into a page."""
    return (settings.BASE_DIR / "static" / "css" / f"{name}.css").read_text()


@cache
def version() -> str:
    """What the cookie holds: it changes with the stylesheet."""
    return hashlib.sha256(text("microlabs").encode()).hexdigest()[:8]


def is_kept(request: HttpRequest) -> bool:
    """Whether this browser has seen the stylesheet of today."""
    return request.COOKIES.get(COOKIE) == version()


class FirstVisitMiddleware:
    """Remembers, with the page that brought the stylesheet inside, that the next one names it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; a page sets the cookie where it is missing or old."""
        request.is_first_visit = not is_kept(request)  # type: ignore[attr-defined]  # ours
        response = self.get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if is_page and not is_kept(request):
            response.set_cookie(
                COOKIE,
                version(),
                max_age=YEAR,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response
