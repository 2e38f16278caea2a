"""A request is read whole before anything runs; a piece of one runs nothing and is refused.

A web server hands over what has come when a connection breaks, and says nothing of it: half a form
would be kept as a whole one. Bodies that come slowly take only a part of the threads, so that pages
are read meanwhile, and are ended (core/silence.py).
"""

from __future__ import annotations

from contextlib import ExitStack
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from threading import BoundedSemaphore
from time import monotonic
from typing import TYPE_CHECKING, BinaryIO, cast

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from core.numbers import number
from core.silence import watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

LARGEST = 64 * 1024 * 1024  # bytes of one request; every page takes less, and says so itself
IN_MEMORY = 1024 * 1024  # bytes; what is larger waits on the disk, not in memory
PIECE = 64 * 1024  # bytes that are read at a time
LONGEST = 600.0  # seconds for all of it
PLACES = 16  # bodies of one process that may be on their way at once, of its 24 threads
PATIENCE = 5.0  # seconds in which one of these places is waited for; slow ones are ended by then
places = BoundedSemaphore(PLACES)

CUT = gettext_noop(
    "Only a part of what you sent reached us, so that nothing was recorded. Please go back and send"
    " it again."
)
LATE = gettext_noop(
    "The connection is so slow that we stopped waiting; nothing was recorded. Please go back and"
    " send it again."
)
BUSY = gettext_noop(
    "Many people are sending at this moment; nothing was recorded. Please go back and send it again"
    " in a minute."
)
LARGE = gettext_noop(
    "This is more than can be sent at once; nothing was recorded. Please go back and choose smaller"
    " files."
)


class Refused(Exception):  # noqa: N818  it says what happened
    """The body is not whole: the sentence for its sender, and the status."""

    def __init__(self, sentence: str, status: HTTPStatus) -> None:
        super().__init__(sentence)
        self.sentence, self.status = sentence, status


class WholeBodyMiddleware:
    """Lets a request in once all that its Content-Length promised has come."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer as usual, or say that nothing was recorded."""
        try:
            promised = _promised(request)
            if not promised:
                return self.get_response(request)
            sender = request.META.get("REMOTE_ADDR", "")
            body = received(request._stream, promised, sender)  # noqa: SLF001  Django offers no other way
        except Refused as refusal:
            context = {"sentence": _(refusal.sentence)}
            answer = render(request, "400.html", context, status=refusal.status)
            answer.headers["Connection"] = "close"
            return answer
        with body:
            request._stream = body  # noqa: SLF001
            return self.get_response(request)


def received(stream: BinaryIO, promised: int, sender: str = "") -> BinaryIO:
    """The `promised` bytes of `stream`, on the disk where they are many. Raises `Refused`."""
    if not _placed():
        raise Refused(BUSY, HTTPStatus.SERVICE_UNAVAILABLE)
    with ExitStack() as undone:
        kept = undone.enter_context(SpooledTemporaryFile(IN_MEMORY))
        try:
            with watch.over(sender):
                for piece in _pieces(stream, promised):
                    kept.write(piece)
        finally:
            places.release()
        kept.seek(0)
        undone.pop_all()
    return cast("BinaryIO", kept)


def _placed() -> bool:
    """Whether there is a place, at once or after slow bodies have been ended."""
    if places.acquire(blocking=False):
        return True
    with watch.hurried():
        return places.acquire(timeout=PATIENCE)


def _pieces(stream: BinaryIO, promised: int) -> Iterator[bytes]:
    """What comes, piece by piece, until all has come. Raises `Refused`."""
    missing, begun = promised, monotonic()
    while missing:
        try:
            piece = stream.read(min(PIECE, missing))
        except OSError:  # how other web servers tell that the connection broke
            piece = b""
        if not piece:
            raise Refused(CUT, HTTPStatus.BAD_REQUEST)
        missing -= len(piece)
        if missing and monotonic() - begun > LONGEST:
            raise Refused(LATE, HTTPStatus.REQUEST_TIMEOUT)
        yield piece


def _promised(request: HttpRequest) -> int:
    """How many bytes should come. Raises `Refused` for too many, and for nobody knows how many."""
    if request.META.get("HTTP_TRANSFER_ENCODING"):
        raise Refused(CUT, HTTPStatus.LENGTH_REQUIRED)
    promised = number(request.META.get("CONTENT_LENGTH") or "")
    if promised > LARGEST:
        raise Refused(LARGE, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return promised
