"""Pages that are the same for everybody: drawn once in ten seconds, then joined around what is not.

Whoever is signed in, or has just been told something, gets a page of their own; but not where a
whole crowd is told the same (`draw_for_all`). What differs from visit to visit stands in slots: the
token of a form, the nonce of a style, and what the view names.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from core.lately import Newest

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    from django.http import HttpRequest

MOST = 256  # pages
MARK = secrets.token_hex(12)  # nobody who writes a text can write a slot
SLOT = re.compile(rf"{MARK}(\w+){MARK}")
OF_A_VISIT = ("csrf_token", "CSP_NONCE")
OWN = (settings.SESSION_COOKIE_NAME, "messages")  # cookies by which a page is somebody's own


@dataclass(frozen=True, slots=True)
class Slots:
    """What differs: `parts` of the page by their name in the template, and random `secrets`.

    A secret is found in the drawn page wherever it stands.
    """

    parts: Mapping[str, str]
    secrets: Mapping[str, str]


NONE = Slots({}, {})
_drawn: Newest[list[bytes]] = Newest(MOST)


def draw_once(
    request: HttpRequest,
    template: str,
    context: Callable[[], Mapping[str, Any]],
    *,
    about: tuple[Hashable, ...],
    slots: Slots = NONE,
) -> HttpResponse:
    """The page `about` something, for anybody; `context` is asked when it has to be drawn."""
    if any(name in request.COOKIES for name in OWN) or request.GET.keys() - {"lang"}:
        return render(request, template, {**context(), **slots.parts})
    response = HttpResponse(_page(request, template, context, about, slots))
    patch_vary_headers(response, ["Cookie"])  # whoever is signed in reads another one
    return response


def draw_for_all(
    request: HttpRequest,
    template: str,
    context: Callable[[], Mapping[str, Any]],
    *,
    about: tuple[Hashable, ...],
    slots: Slots = NONE,
    status: int = 200,
    query: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The same for whoever is signed in too: what is theirs stands in `slots`, and nowhere else.

    Of its address it knows the `query` alone: what else somebody writes there makes no other page.
    """
    request.GET = QueryDict(urlencode(query or {}))  # which the links to other languages repeat
    if len(get_messages(request)):
        return render(request, template, {**context(), **slots.parts}, status=status)
    reader = (request.user.is_authenticated, request.GET.urlencode())  # its head, and its links
    page = _page(request, template, context, (*about, *reader), slots)
    return HttpResponse(page, status=status)


def _page(
    request: HttpRequest,
    template: str,
    context: Callable[[], Mapping[str, Any]],
    about: tuple[Hashable, ...],
    slots: Slots,
) -> bytes:
    key = (template, about, get_language(), getattr(request, "is_first_visit", False))
    pieces = _drawn.of(key, lambda: _pieces(request, template, context(), slots))
    return _joined(request, pieces, slots)


def forget() -> None:
    """Draw every page anew."""
    _drawn.forget()


def _pieces(
    request: HttpRequest, template: str, context: Mapping[str, Any], slots: Slots
) -> list[bytes]:
    """The drawn page, cut at its slots: text, name, text, name, … text.

    As bytes: a text with one Arabic letter takes two for each of its letters.
    """
    marks = {name: mark_safe(f"{MARK}{name}{MARK}") for name in (*OF_A_VISIT, *slots.parts)}  # noqa: S308
    drawn: str = render_to_string(template, {**context, **marks}, request)
    for name, secret in slots.secrets.items():
        drawn = drawn.replace(secret, f"{MARK}{name}{MARK}")
    return [piece.encode() for piece in SLOT.split(drawn)]


def _joined(request: HttpRequest, pieces: list[bytes], slots: Slots) -> bytes:
    filled, token = [*pieces], ""
    for place in range(1, len(pieces), 2):
        name = pieces[place].decode()
        if name == "csrf_token":
            token = token or get_token(request)
            part = token
        elif name == "CSP_NONCE":
            part = str(request.csp_nonce)  # type: ignore[attr-defined]  # of its middleware
        elif name in slots.parts:
            part = conditional_escape(slots.parts[name])
        else:
            part = slots.secrets[name]
        filled[place] = part.encode()
    return b"".join(filled)
