"""Files of conversations, served to whoever may read them, in pieces too: players jump about."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, cast

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from core.delivery import deliver
from core.doors import private
from messaging.links import message_with_file
from messaging.models import Message, Post, Thread

if TYPE_CHECKING:
    from django.db.models.fields.files import FieldFile
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from people.models import User

SHOWN = ("audio/", "image/", "video/")
TYPES = {".jpg": "image/jpeg", ".pdf": "application/pdf", ".ogg": "audio/ogg", ".mp3": "audio/mpeg"}
TYPES |= {
    ".m4a": "audio/mp4",
    ".aac": "audio/aac",
    ".amr": "audio/amr",
    ".webm": "audio/webm",
    ".wav": "audio/wav",
    ".mp4": "video/mp4",
}


@require_safe
def received(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A file that somebody sent to the team: for the team, and for that person."""
    post = get_object_or_404(Post.objects.exclude(file=""), pk=pk, thread__in=_readable(request))
    return _served(request, post.file)


@require_safe
def sent(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A file that the team sent with an answer."""
    message = get_object_or_404(
        Message.objects.exclude(file=""), pk=pk, thread__in=_readable(request)
    )
    return _served(request, message.file)


@private
@require_safe
def by_link(request: HttpRequest, token: str) -> HttpResponseBase:
    """The same, for whoever holds the link that was sent where no file can be."""
    return _served(request, message_with_file(token).file)


def _readable(request: HttpRequest) -> list[int]:
    """The threads that this person may read: their own, and those of their work."""
    user = cast("User", request.user)
    visible = Thread.objects.visible_to(user).values("pk")
    return Thread.objects.filter(Q(person=user) | Q(pk__in=visible)).values("pk")  # type: ignore[return-value]


def _served(request: HttpRequest, file: FieldFile) -> HttpResponseBase:
    """Under our own name and the type of its content; in pieces, so that players can jump about."""
    suffix = PurePosixPath(file.name or "").suffix
    kind = TYPES.get(suffix, "application/octet-stream")
    return deliver(
        file,
        name=f"microlabs{suffix}",
        content_type=kind,
        shown=kind.startswith(SHOWN),
        pieces_of=request,
    )
