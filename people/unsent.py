"""A form that arrived after its sender was signed out: kept until they are signed in again.

It lies encrypted in the session of the browser that sent it, for an hour, and is shown to nobody
but whoever was signed in there when it was typed: a telephone is often shared.
"""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.urls import reverse

from core.numbers import number
from core.sealed import seal, unseal

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from people.models import User

SESSION = SALT = "unsent"
WHOSE = "whose"  # the cookie: who was signed in here last
SHARED = ".shared"  # behind them, where somebody else was signed in here before
SECONDS = 3600
DAY = 86400  # seconds for which a page of somebody else may still lie open here
YEAR = 365 * DAY
LARGEST = 200_000  # letters of a form that is kept
SHORTEST = 2  # letters of what is shown as somebody's words
OURS = ("csrfmiddlewaretoken",)


@dataclass(frozen=True)
class Unsent:
    """A form as it was sent: where to, by whom, its fields; files are not kept."""

    path: str
    whose: int
    fields: list[tuple[str, str]]
    had_files: bool

    @property
    def words(self) -> list[str]:
        """What a person wrote: of several words, or in letters that no code has."""
        values = (value.strip() for _name, value in self.fields)
        return [each for each in values if len(each) >= SHORTEST and _is_written(each)]


def remember(request: HttpRequest, response: HttpResponseBase) -> None:
    """Keep in this browser who is signed in, for the day on which they no longer are.

    Not by an answer that a proxy may keep for everybody: it would hand their cookie on.
    """
    key = str(request.user.pk)
    is_for_all = "public" in response.headers.get("Cache-Control", "")
    last = request.COOKIES.get(WHOSE, "").partition(":")[0].removesuffix(SHARED)
    if is_for_all or last == key:
        return
    is_shared = number(_last_here(request, YEAR).removesuffix(SHARED)) not in (0, request.user.pk)
    response.set_signed_cookie(
        WHOSE,
        f"{key}{SHARED}" if is_shared else key,
        salt=WHOSE,
        max_age=YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def keep(request: HttpRequest) -> bool:
    """Keep what was sent; whether there is somebody to whom it will be shown.

    What a page says by itself, without a field, is nobody's form.
    """
    whose = _sender(request)
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in map(str, values)
        if name not in OURS
    ]
    form = Unsent(request.get_full_path(), whose, fields, bool(request.FILES))
    words = json.dumps(asdict(form))
    is_form = request.method == "POST" and _of_a_page(request) and fields
    if not whose or not is_form or len(words) > LARGEST:
        return False
    request.session[SESSION] = {
        "path": form.path,
        "at": int(time.time()),
        "sealed": seal(words, salt=SALT),
    }
    return True


def is_from_us(request: HttpRequest) -> bool:
    """Whether the browser says that a page of ours sent it, where no CSRF token was looked at."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """To the sign-in, and from there to what was kept."""
    answer = redirect_to_login(reverse("people:unsent"))
    if request.headers.get("HX-Request"):  # else htmx would draw the sign-in into a part of a page
        return HttpResponse(headers={"HX-Redirect": answer.url})
    return answer


def settle(request: HttpRequest) -> None:
    """Forget what is being sent again, and what nobody asked for within an hour."""
    held = request.session.get(SESSION)
    if held and (
        _is_old(held) or (request.method, request.get_full_path()) == ("POST", held["path"])
    ):
        forget(request)


def kept(request: HttpRequest, user: User) -> Unsent | None:
    """What `user` sent too late from this browser."""
    held = request.session.get(SESSION)
    words = unseal(held["sealed"], salt=SALT) if held and not _is_old(held) else ""
    if not words:
        return None
    form = json.loads(words)
    found = Unsent(**{**form, "fields": [(name, value) for name, value in form["fields"]]})
    return found if found.whose == user.pk else None


def forget(request: HttpRequest) -> None:
    """Keep it no longer."""
    request.session.pop(SESSION, None)


def _sender(request: HttpRequest) -> int:
    """Who is signed in, or was when the page of the form was opened; 0 for a stranger.

    0 too where somebody else was signed in that day: the page may be one of theirs.
    """
    if request.user.is_authenticated:
        is_shared = _last_here(request, DAY).endswith(SHARED)
        return 0 if is_shared else request.user.pk
    return number(_last_here(request, YEAR).removesuffix(SHARED))


def _last_here(request: HttpRequest, seconds: int) -> str:
    """What the cookie says, if it is ours and no older."""
    return request.get_signed_cookie(WHOSE, default="", salt=WHOSE, max_age=seconds) or ""


def _of_a_page(request: HttpRequest) -> bool:
    """Whether a page waits for the answer, not a script that keeps what was typed by itself."""
    wants = request.headers.get("Sec-Fetch-Mode", "navigate")
    return wants == "navigate" or "HX-Request" in request.headers


def _is_old(held: dict[str, int]) -> bool:
    return time.time() - held["at"] > SECONDS


def _is_written(value: str) -> bool:
    return not value.isascii() or len(value.split()) > 1
