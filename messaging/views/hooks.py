"""Where providers call: proved by a signature over the very bytes, kept, answered at once, read afterwards."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from messaging.actions.inbound import keep
from messaging.clock import inbound
from messaging.http import gateway_hook, meta_hook
from messaging.http.hooks import Element, Unreadable, read_json, same, signed

if TYPE_CHECKING:
    from collections.abc import Sequence

LARGEST = 3 * 1024 * 1024  # bytes: what Meta may send in one call
LONGEST_CHALLENGE = 200
SIGNATURE = "sha256="


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def whatsapp(request: HttpRequest) -> HttpResponse:
    """Meta's calls: GET proves that the address is ours, POST tells something."""
    return _told_by_meta(request) if request.method == "POST" else _verified(request)


def _verified(request: HttpRequest) -> HttpResponse:
    known, given = settings.WHATSAPP_VERIFY_TOKEN, request.GET.get("hub.verify_token", "")
    challenge = request.GET.get("hub.challenge", "")[:LONGEST_CHALLENGE]
    if request.GET.get("hub.mode") != "subscribe" or not known or not same(given, known):
        return HttpResponse(status=HTTPStatus.FORBIDDEN)
    return HttpResponse(challenge, content_type="text/plain; charset=utf-8")


def _told_by_meta(request: HttpRequest) -> HttpResponse:
    given = request.headers.get("X-Hub-Signature-256", "")
    if not (settings.WHATSAPP_APP_SECRET and given.startswith(SIGNATURE)):
        return HttpResponse(status=HTTPStatus.FORBIDDEN)
    raw = _raw(request)
    if isinstance(raw, HttpResponse):
        return raw
    if not signed(raw, given.removeprefix(SIGNATURE), secret=settings.WHATSAPP_APP_SECRET):
        return HttpResponse(status=HTTPStatus.FORBIDDEN)
    try:
        return _kept(meta_hook.split(read_json(raw)), provider="whatsapp")
    except Unreadable:
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)


@csrf_exempt
@login_not_required
@require_POST
def sms(request: HttpRequest) -> HttpResponse:
    """The gateway's reports and what people answer, proved by a signature or by a bearer secret."""
    secret, given = settings.SMS_HOOK_SECRET, request.headers.get(settings.SMS_HOOK_HEADER, "")
    bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not (secret and (given or same(bearer, secret))):
        return HttpResponse(status=HTTPStatus.FORBIDDEN)
    raw = _raw(request)
    if isinstance(raw, HttpResponse):
        return raw
    if given and not signed(raw, given.removeprefix(SIGNATURE), secret=secret):
        return HttpResponse(status=HTTPStatus.FORBIDDEN)
    try:
        body = gateway_hook.read(raw, request.headers.get("Content-Type", ""))
    except Unreadable:
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    return _kept(gateway_hook.split(body), provider="sms")


def _raw(request: HttpRequest) -> bytes | HttpResponse:
    """The very bytes, read here: Django's own limit for forms is below what Meta may send."""
    try:
        raw = request.read(LARGEST + 1)
    except UnreadablePostError:
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    return raw if len(raw) <= LARGEST else HttpResponse(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def _kept(elements: Sequence[Element], *, provider: str) -> HttpResponse:
    if elements:
        keep(elements, provider=provider)
        inbound.wake()
    return HttpResponse()
