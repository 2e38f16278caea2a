"""What we send to an address that somebody typed: never into our own network, never redirected.

The name is looked up once, and the very address that was looked at is the one that is called.
"""

from __future__ import annotations

import socket
import ssl
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from threading import Timer
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from core.later import later

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import httpx
else:
    httpx = later("httpx")

SECONDS = 10.0  # of each step
WHOLE = 20.0  # of all of it, though every step be short
LOOK = 2.0  # until a page goes on without knowing where a name leads
HTTPS = 443
INSIDE, UNKNOWN = "not of the open net", "no such name"
OPEN_V6 = ip_network("2000::/3")  # what was ever given out to anybody
TRANSLATED = ip_network("64:ff9b::/96")  # its last 32 bits are an address of the older kind


class Unreachable(Exception):  # noqa: N818  it says what happened
    """Nothing was sent, or no answer came: why, in a word for a log."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int

    @property
    def is_good(self) -> bool:
        """Whether it was taken."""
        return 200 <= self.status < 300  # noqa: PLR2004  what HTTP calls success


def post(url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Send `body` to an https address. Raises `Unreachable`."""
    host, port, target = _parts(url)
    inside = public_address(host, port)
    target = target.copy_with(host=inside, port=port)
    sent = {**headers, "Host": host if port == HTTPS else f"{host}:{port}"}
    try:
        with (
            httpx.Client(verify=trusted(), timeout=SECONDS, trust_env=False) as client,
            _no_longer_than(WHOLE) as follow,
            client.stream(
                *("POST", target),
                content=body,
                headers=sent,
                extensions={"sni_hostname": host, "trace": follow},
            ) as answer,
        ):
            return Answer(answer.status_code)  # its body is not read: it may have no end
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as failure:
        raise Unreachable(type(failure).__name__) from failure


def public_address(host: str, port: int) -> str:
    """The address behind a name. Raises `Unreachable` when any of them is not of the open net."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as failure:
        raise Unreachable(UNKNOWN) from failure
    addresses = [str(each[4][0]) for each in found]
    if not addresses or not all(is_public(each) for each in addresses):
        raise Unreachable(INSIDE)
    return addresses[0]


def never_sent_to(url: str) -> str:
    """Why nothing will be sent to `url`, as far as is known now, when it is looked up again.

    A name that nobody knows yet may be typed.
    """
    pool = ThreadPoolExecutor(1)
    try:
        pool.submit(public_address, *_parts(url)[:2]).result(timeout=LOOK)
    except (Unreachable, TimeoutError) as refusal:
        return "" if str(refusal) == UNKNOWN else str(refusal)
    finally:
        pool.shutdown(wait=False)
    return ""


def is_public(address: str) -> bool:
    """Whether an address belongs to the open net: to no network of ours, no host of the cloud."""
    known = ip_address(address.partition("%")[0])
    if isinstance(known, IPv6Address):
        if known in TRANSLATED:
            return is_public(str(IPv4Address(int(known) & 0xFFFFFFFF)))
        if known not in OPEN_V6 or (known.sixtofour and not known.sixtofour.is_global):
            return False
    return known.is_global and not known.is_multicast


def trusted() -> ssl.SSLContext:
    """Whose certificates are believed."""
    return ssl.create_default_context()


@contextmanager
def _no_longer_than(seconds: float) -> Iterator[Callable[[str, dict[str, Any]], None]]:
    """Cuts off who answers drop by drop; what it gives follows the connection for httpx."""
    lines: list[socket.socket] = []

    def follow(event: str, told: dict[str, Any]) -> None:
        if event == "connection.start_tls.complete":
            lines.append(told["return_value"].get_extra_info("socket"))

    def cut() -> None:
        for line in lines:
            with suppress(OSError):
                socket.socket.shutdown(line, socket.SHUT_RDWR)  # as of one without encryption

    alarm = Timer(seconds, cut)
    alarm.daemon = True
    alarm.start()
    try:
        yield follow
    finally:
        alarm.cancel()


def _parts(url: str) -> tuple[str, int, httpx.URL]:
    """The name, as computers write it, and the port. Raises `Unreachable` but for https."""
    try:
        parts, target = urlsplit(url), httpx.URL(url)
        host, port = target.raw_host.decode("ascii"), parts.port or HTTPS
    except (ValueError, httpx.InvalidURL) as nonsense:
        raise Unreachable("no address") from nonsense
    if parts.scheme != "https" or not host or parts.username or parts.password:
        raise Unreachable("no https address")
    return host, port, target
