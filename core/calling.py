"""How this house calls others over HTTP: one client per process, which reads authorities once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from core.later import later

if TYPE_CHECKING:
    import httpx
else:
    httpx = later("httpx")

LONGEST_PAUSE = timedelta(hours=6)  # whatever the other side asks for


class NotSent(Exception):  # noqa: N818  it says what happened
    """The message certainly did not leave; `reason` is for staff.

    `final` when trying again cannot help; `retry_after` is how long the other side asks us to wait.
    """

    def __init__(
        self, reason: str, *, final: bool = False, retry_after: timedelta | None = None
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.final = final
        self.retry_after = retry_after


class UnknownFate(Exception):  # noqa: N818  it says what happened
    """The answer was lost: the message may have arrived, or not."""


@cache
def client() -> httpx.Client:
    """The connections of this process; reading the authorities takes longer than sending."""
    timeout = httpx.Timeout(15, connect=10)  # seconds
    return httpx.Client(timeout=timeout, verify=httpx.create_ssl_context())


def post(url: str, *, away: str, **options: Any) -> httpx.Response:
    """The answer to a POST.

    Raises `NotSent` with the sentence `away` where nobody listens, or `UnknownFate`.
    """
    try:
        return client().post(url, **options)
    except (
        httpx.ConnectError,
        httpx.ConnectTimeout,
        httpx.PoolTimeout,
        httpx.UnsupportedProtocol,
    ) as refusal:
        raise NotSent(away) from refusal
    except httpx.RequestError as lost:
        raise UnknownFate from lost


def said(answer: httpx.Response) -> dict[str, Any]:
    """The JSON object of an answer; empty where it is none."""
    try:
        content = answer.json()
    except (ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def patience(answer: httpx.Response) -> timedelta | None:
    """How long `Retry-After` asks us to wait: seconds, or a date."""
    header = answer.headers.get("Retry-After", "").strip()
    if header.isascii() and header.isdecimal():
        return timedelta(seconds=min(int(header[:9]), LONGEST_PAUSE.total_seconds()))
    try:
        until = parsedate_to_datetime(header)
    except ValueError:
        return None
    pause = until.astimezone(UTC) - datetime.now(UTC)
    return min(max(pause, timedelta()), LONGEST_PAUSE)
