"""The one door by which a file goes out: harmless in a browser, not cached, also in pieces."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, TypeVar

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

if TYPE_CHECKING:
    from django.db.models.fields.files import FieldFile
    from django.http import HttpRequest

Answer = TypeVar("Answer", bound=HttpResponseBase)
CSV, XLSX = (
    "text/csv; charset=utf-8",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


def deliver(
    file: FieldFile,
    *,
    name: str,
    content_type: str,
    shown: bool = False,
    public: bool = False,
    pieces_of: HttpRequest | None = None,
) -> HttpResponseBase:
    """The stored `file` under `name`, for disk unless it is `shown`.

    With a request, the piece that it asks for. What is `public` may be cached, as its view says.
    Raises Http404 when the file is not stored any more.
    """
    if not file or not file.storage.exists(file.name or ""):
        raise Http404
    bounds = _bounds(pieces_of.headers.get("Range", ""), file.size) if pieces_of else None
    response = _piece(file, *bounds) if bounds else FileResponse(file.open())
    response["Content-Type"] = content_type
    if pieces_of:
        response["Accept-Ranges"] = "bytes"
    return protect(response, name=name, shown=shown, public=public)


def protect(response: Answer, *, name: str, shown: bool = False, public: bool = False) -> Answer:
    """`response` as a file called `name`, which no browser runs or guesses at.

    No cache keeps it unless it is `public`.
    """
    response["Content-Disposition"] = (
        content_disposition_header(as_attachment=not shown, filename=name) or "attachment"
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    if not public:
        response["Cache-Control"] = "private, no-store"
    return response


def without_cookies(response: Answer) -> Answer:
    """`response`, with which nothing is kept of its reader, whatever middlewares would remember."""
    response.set_cookie = _keep_nothing  # type: ignore[method-assign]
    return response


def _keep_nothing(*_args: Any, **_kwargs: Any) -> None:
    """What a cookie is set by otherwise."""


def _bounds(header: str, size: int) -> tuple[int, int] | None:
    """The first and the last byte that `header` asks for; `bytes=-500` means the last 500.

    None when it asks for everything.
    """
    parts = RANGE.fullmatch(header)
    if parts is None or parts[0] == "bytes=-":
        return None
    first, last = parts[1], parts[2]
    if not first:
        return max(size - int(last), 0), size - 1
    return int(first), min(int(last) if last else size - 1, size - 1)


def _piece(file: FieldFile, first: int, last: int) -> HttpResponse:
    """One run of its bytes (206), or that there is no such run (416)."""
    if first > last:
        status = HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
        return HttpResponse(status=status, headers={"Content-Range": f"bytes */{file.size}"})
    with file.open("rb") as stream:
        stream.seek(first)
        body = stream.read(last - first + 1)
    headers = {"Content-Range": f"bytes {first}-{last}/{file.size}"}
    return HttpResponse(body, status=HTTPStatus.PARTIAL_CONTENT, headers=headers)
