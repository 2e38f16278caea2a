"""Where providers call: signed over the very bytes, kept, answered at once, read afterwards."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    UnreadablePostError,
)
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from core.webhooks import Unreadable
from messaging.actions.inbound import keep
from messaging.channels.base import channels
from messaging.clock import inbound

if TYPE_CHECKING:
    from messaging.channels.base import Hook

LARGEST = 3 * 1024 * 1024  # bytes: what Meta may send in one call


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def hook(request: HttpRequest, code: str) -> HttpResponse:
    """Take the calls of one channel's provider: GET proves that the URL is ours, POST tells."""
    channel = channels().get(code)
    if channel is None or channel.hook is None:
        raise Http404
    if request.method == "POST":
        return _heard(request, channel.hook, provider=code)
    return (
        channel.hook.verified(request)
        if channel.hook.verified
        else HttpResponseNotAllowed(["POST"])
    )


def _heard(request: HttpRequest, hook: Hook, *, provider: str) -> HttpResponse:
    """Keep the body, read here: Django's own limit for forms is below what Meta may send."""
    try:
        raw = request.read(LARGEST + 1)
    except UnreadablePostError:
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    if len(raw) > LARGEST:
        return HttpResponse(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    if not hook.proved(raw, request.headers):
        return HttpResponse(status=HTTPStatus.FORBIDDEN)
    try:
        elements = hook.split(raw, request.headers)
    except Unreadable:
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    if elements:
        keep(elements, provider=provider)
        inbound.wake()
    return HttpResponse()
