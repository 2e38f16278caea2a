"""Files of conversations: served to whoever may read them, in pieces too, so that players can jump about."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, cast

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from messaging.models import Message, Post, Thread

if TYPE_CHECKING:
    from django.db.models.fields.files import FieldFile
    from django.http import HttpRequest

    from people.models import User

PIECE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
SHOWN = ("audio/", "image/", "video/")
TYPES = {".jpg": "image/jpeg", ".pdf": "application/pdf", ".ogg": "audio/ogg", ".mp3": "audio/mpeg"}
TYPES |= {".m4a": "audio/mp4", ".aac": "audio/aac", ".amr": "audio/amr", ".webm": "audio/webm", ".mp4": "video/mp4"}


@require_safe
def received(request: HttpRequest, pk: int) -> HttpResponse:
    """A file that somebody sent to the team: for the team, and for that person."""
    post = get_object_or_404(Post.objects.exclude(file=""), pk=pk, thread__in=_readable(request))
    return _served(request, post.file)


@require_safe
def sent(request: HttpRequest, pk: int) -> HttpResponse:
    """A file that the team sent with an answer."""
    message = get_object_or_404(Message.objects.exclude(file=""), pk=pk, thread__in=_readable(request))
    return _served(request, message.file)


def _readable(request: HttpRequest) -> list[int]:
    """The threads that this person may read: their own, and those of their work."""
    user = cast("User", request.user)
    visible = Thread.objects.visible_to(user).values("pk")
    return Thread.objects.filter(Q(person=user) | Q(pk__in=visible)).values("pk")  # type: ignore[return-value]


def _served(request: HttpRequest, file: FieldFile) -> HttpResponse:
    """Under our own name and the type of its content, harmless in a browser; the piece that was asked for."""
    name = file.name or ""
    if not file.storage.exists(name):
        raise Http404
    suffix = name[name.rfind(".") :]
    kind = TYPES.get(suffix, "application/octet-stream")
    response = _piece(request, file)
    response["Content-Type"] = kind
    response["Accept-Ranges"] = "bytes"
    saved = content_disposition_header(as_attachment=not kind.startswith(SHOWN), filename=f"microlabs{suffix}")
    response["Content-Disposition"] = saved or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _piece(request: HttpRequest, file: FieldFile) -> HttpResponse:
    """The whole file (200), one run of its bytes (206), or that there is no such run (416)."""
    size = file.size
    asked = PIECE.fullmatch(request.headers.get("Range", ""))
    if asked is None or asked[0] == "bytes=-":
        with file.open("rb") as stream:
            return HttpResponse(stream.read())
    first, last = _bounds(asked[1], asked[2], size)
    if first > last:
        status = HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
        return HttpResponse(status=status, headers={"Content-Range": f"bytes */{size}"})
    with file.open("rb") as stream:
        stream.seek(first)
        body = stream.read(last - first + 1)
    headers = {"Content-Range": f"bytes {first}-{last}/{size}"}
    return HttpResponse(body, status=HTTPStatus.PARTIAL_CONTENT, headers=headers)


def _bounds(first: str, last: str, size: int) -> tuple[int, int]:
    """The first and the last byte that were asked for; `bytes=-500` means the last 500."""
    if not first:
        return max(size - int(last), 0), size - 1
    return int(first), min(int(last) if last else size - 1, size - 1)
