"""Headers of every answer: no other site embeds what is ours, and no page asks for a device."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from csp.constants import HEADER
from csp.middleware import CheckableLazyObject, CSPMiddleware
from csp.utils import build_policy
from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

DEVICES = (
    *("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer"),
    *("microphone", "midi", "payment", "serial", "usb"),
)
HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{device}=()" for device in DEVICES),
}
NONCE = "{nonce}"  # where the one of an answer stands


class HeadersMiddleware:
    """Stands outermost, so that refusals and static files have them too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer as usual, with the headers."""
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response


class PolicyMiddleware(CSPMiddleware):
    """Says what a page may load; what the settings say of it is put together once."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Write the header; for an answer with a word of its own about it, as django-csp does."""
        has_own = any(name.startswith("_csp_") for name in vars(response))
        if settings.DEBUG or has_own or HEADER in response:
            answer: HttpResponseBase = super().process_response(request, response)
            return answer
        nonce = getattr(request, "_csp_nonce", None)
        response.headers[HEADER] = _policy(named=bool(nonce)).replace(NONCE, nonce or "")
        if nonce is None:  # too late for one
            late = CheckableLazyObject(self._csp_nonce_post_response)
            request.csp_nonce = late  # type: ignore[attr-defined]  # of this middleware
        return response


@cache
def _policy(*, named: bool) -> str:
    """That of the settings, with a place for the nonce where a page has `named` one."""
    return build_policy(nonce=NONCE if named else None)
