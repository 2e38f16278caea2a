"""The stylesheet on a first visit: in the page, so that a slow network paints one answer sooner.

Who has been here before has it in their browser's cache, and a cookie that names its version.
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
def text() -> str:
    """The stylesheet as it is written into a page."""
    return (settings.BASE_DIR / "static" / "css" / "microlabs.css").read_text()


@cache
def version() -> str:
    """What the cookie holds: it changes with the stylesheet."""
    return hashlib.sha256(text().encode()).hexdigest()[:8]


def is_kept(request: HttpRequest) -> bool:
    """Whether this browser has the stylesheet of today."""
    return request.COOKIES.get(COOKIE) == version()


class FirstVisitMiddleware:
    """Remembers, with the page that brought the stylesheet, that the next one need not."""

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
