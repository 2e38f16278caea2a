"""The way back from an address that takes buttons only, for whoever comes to it by a link.

So comes who signs in on the way to what they pressed, and who chooses another language on a page
that answered a button: a browser shows an empty page of its own for a 405.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import is_valid_path

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


class WayBackMiddleware:
    """Leads a person's browser to the page on which the button stands; programs get their 405."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer as usual, or with the nearest page above."""
        response = self.get_response(request)
        comes = request.method == "GET" and "text/html" in request.headers.get("Accept", "")
        if comes and isinstance(response, HttpResponseNotAllowed):
            return HttpResponseRedirect(page_above(request.path))
        return response


def page_above(path: str) -> str:
    """The nearest address above that leads somewhere; the first page where there is none."""
    above = path.rstrip("/")
    while "/" in above:
        above = above.rpartition("/")[0]
        if is_valid_path(f"{above}/"):
            return f"{above}/"
    return "/"
