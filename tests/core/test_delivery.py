"""A stored file goes out by one door: for disk or shown, private or not, in pieces; never run."""

from collections.abc import Iterator

import pytest
from django.core.files.base import ContentFile
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from core.delivery import deliver, protect
from programs.models import Partner

DATA = b"0123456789"
HARMLESS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}


@pytest.fixture
def file() -> Iterator[FieldFile]:
    """Ten bytes that are stored."""
    logo = Partner().logo
    logo.save("a.html", ContentFile(DATA), save=False)
    yield logo
    logo.delete(save=False)


def read(response: HttpResponseBase) -> bytes:
    """All of it; a streamed file is closed, as a server closes it."""
    if isinstance(response, FileResponse):
        return bytes(response.getvalue())
    assert isinstance(response, HttpResponse)
    return response.content


def piece(file: FieldFile, wanted: str) -> HttpResponseBase:
    """What a player is given that asks for `wanted`."""
    request = RequestFactory().get("/", headers={"Range": wanted} if wanted else {})
    return deliver(file, name="a.ogg", content_type="audio/ogg", shown=True, pieces_of=request)


def test_a_file_is_saved_under_its_name_and_nothing_in_it_runs(file: FieldFile) -> None:
    response = deliver(file, name="plan d'été.html", content_type="text/html")
    assert (response.status_code, read(response), dict(response.headers)) == (
        200,
        DATA,
        {
            **HARMLESS,
            "Content-Type": "text/html",
            "Content-Length": "10",
            "Content-Disposition": "attachment; filename*=utf-8''plan%20d%27%C3%A9t%C3%A9.html",
            "Cache-Control": "private, no-store",
        },
    )


def test_a_public_file_that_is_shown_is_as_harmless_and_leaves_the_cache_to_its_view(
    file: FieldFile,
) -> None:
    response = deliver(file, name="logo.png", content_type="image/png", shown=True, public=True)
    assert (read(response), dict(response.headers)) == (
        DATA,
        {
            **HARMLESS,
            "Content-Type": "image/png",
            "Content-Length": "10",
            "Content-Disposition": 'inline; filename="logo.png"',
        },
    )


@pytest.mark.parametrize(
    ("wanted", "status", "body", "content_range"),
    [
        ("", 200, DATA, None),
        ("bytes=-", 200, DATA, None),
        ("lines=1-2", 200, DATA, None),
        ("bytes=0-3", 206, b"0123", "bytes 0-3/10"),
        ("bytes=7-", 206, b"789", "bytes 7-9/10"),
        ("bytes=7-999", 206, b"789", "bytes 7-9/10"),
        ("bytes=-4", 206, b"6789", "bytes 6-9/10"),
        ("bytes=-40", 206, DATA, "bytes 0-9/10"),
        ("bytes=10-", 416, b"", "bytes */10"),
        ("bytes=5-4", 416, b"", "bytes */10"),
    ],
)
def test_a_player_is_given_the_piece_it_asks_for(
    file: FieldFile, wanted: str, status: int, body: bytes, content_range: str | None
) -> None:
    response = piece(file, wanted)
    assert (response.status_code, read(response), response.headers.get("Content-Range")) == (
        status,
        body,
        content_range,
    )
    assert (response["Accept-Ranges"], response["Content-Type"]) == ("bytes", "audio/ogg")
    assert {name: response[name] for name in HARMLESS} == HARMLESS


def test_pieces_are_given_only_where_players_need_them(file: FieldFile) -> None:
    response = deliver(file, name="a.html", content_type="text/html")
    assert (read(response), response.has_header("Accept-Ranges")) == (DATA, False)


def test_what_is_not_stored_is_not_there(file: FieldFile) -> None:
    gone = Partner(logo="partners/never-stored.png").logo
    for each in (Partner().logo, gone):
        with pytest.raises(Http404):
            deliver(each, name="a", content_type="image/png")
    assert file.storage.exists(str(file.name))


def test_what_is_written_on_the_spot_is_protected_alike() -> None:
    response = protect(HttpResponse("{}", content_type="application/json"), name="microlabs.json")
    assert dict(response.headers) == {
        **HARMLESS,
        "Content-Type": "application/json",
        "Content-Disposition": 'attachment; filename="microlabs.json"',
        "Cache-Control": "private, no-store",
    }
