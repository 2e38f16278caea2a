"""Forms that arrived after their sender was signed out: kept until they are signed in again.

They lie encrypted in the session of the browser that sent them, for an hour, and are shown to
nobody but whoever was signed in there when they were typed: a telephone is often shared.
"""

from __future__ import annotations

import json
import secrets
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from core.numbers import number
from core.sealed import seal, unseal

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase
    from django.utils.safestring import SafeString

    from people.models import User

    Held = dict[str, Any]

SESSION, SALT = "unsent_forms", "unsent"
MOST = 5  # forms that are kept: of more the last ones
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
    key: str = ""  # by which it is thrown away

    @property
    def words(self) -> list[str]:
        """What a person wrote: of several words, or in letters that no code has."""
        values = (value.strip() for _key, value in self.fields)
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
    whose, fields = _sender(request), _fields(request)
    form = Unsent(request.get_full_path(), whose, fields, bool(request.FILES))
    words = json.dumps(asdict(form))
    is_form = request.method == "POST" and _of_a_page(request) and fields
    if not whose or not is_form or len(words) > LARGEST:
        return False
    now, key = int(time.time()), secrets.token_hex(8)
    others = [each for each in _held(request) if unseal(each["sealed"], salt=SALT) != words]
    new = {"path": form.path, "at": now, "sealed": seal(words, salt=SALT), "key": key}
    _hold(request, [*others, new][-MOST:])
    return True


def is_from_us(request: HttpRequest) -> bool:
    """Whether the browser says that a page of ours sent it, where no CSRF token was looked at."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """To the sign-in, and from there to what was kept."""
    return onward(request, redirect_to_login(reverse("people:unsent")).url)


def onward(request: HttpRequest, url: str) -> HttpResponseBase:
    """To another page as a whole, also for a script that would draw it into a part of its own."""
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": url})
    return redirect(url)


def settle(request: HttpRequest) -> bool:
    """Forget what is being sent again, and what nobody asked for within an hour.

    Whether something is sent again while others wait. Of two that were sent to one page, that one
    goes whose words are sent.
    """
    held = request.session.get(SESSION)
    if not held:
        return False
    fresh = _held(request)
    sent = [each for each in fresh if (request.method, request.get_full_path()) == _to(each)]
    if len(sent) > 1:
        sent = [each for each in sent if _opened(each).fields == _fields(request)]
    left = [each for each in fresh if each not in sent]
    if len(left) < len(held):
        _hold(request, left)
    return bool(sent and kept(request, cast("User", request.user)))


def more_wait() -> SafeString:
    """What the page says that follows one of them: there is another one."""
    said = _("Another form of yours is not sent yet.")
    return format_html('{} <a href="{}">{}</a>', said, reverse("people:unsent"), _("See it"))


def kept(request: HttpRequest, user: User) -> list[Unsent]:
    """What `user` sent too late from this browser, in its order."""
    return [form for form in map(_opened, _held(request)) if form.whose == user.pk]


def forget(request: HttpRequest, user: User, key: str) -> None:
    """Keep that one of them no longer."""
    own = {form.key for form in kept(request, user)} & {key}
    _hold(request, [each for each in _held(request) if each["key"] not in own])


def _held(request: HttpRequest) -> list[Held]:
    """What lies in the session, is not old, and is still opened by a key of ours."""
    held: list[Held] = request.session.get(SESSION) or []
    return [
        each
        for each in held
        if time.time() - each["at"] <= SECONDS and unseal(each["sealed"], salt=SALT)
    ]


def _hold(request: HttpRequest, forms: list[Held]) -> None:
    request.session[SESSION] = forms
    if not forms:
        del request.session[SESSION]


def _to(held: Held) -> tuple[str, str]:
    return "POST", held["path"]


def _opened(held: Held) -> Unsent:
    form = json.loads(unseal(held["sealed"], salt=SALT))
    fields = [(name, value) for name, value in form["fields"]]
    return Unsent(**{**form, "fields": fields, "key": held["key"]})


def _fields(request: HttpRequest) -> list[tuple[str, str]]:
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in map(str, values)
        if name not in OURS
    ]


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


def _is_written(value: str) -> bool:
    return not value.isascii() or len(value.split()) > 1
