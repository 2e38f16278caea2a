"""What we send to an address that somebody typed: never into our own network, never redirected.

The name is looked up once, and the very address that was looked at is the one that is called.
"""

from __future__ import annotations

import socket
import ssl
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from core.later import later

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx
else:
    httpx = later("httpx")

SECONDS = 10.0
HTTPS = 443
READ = 4096  # bytes of an answer that are looked at


class Unreachable(Exception):  # noqa: N818  it says what happened
    """Nothing was sent, or no answer came: why, in a word for a log."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    text: str

    @property
    def is_good(self) -> bool:
        """Whether it was taken."""
        return 200 <= self.status < 300  # noqa: PLR2004  what HTTP calls success


def post(url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Send `body` to an https address. Raises `Unreachable`."""
    host, port = _parts(url)
    inside = public_address(host, port)
    shown = f"[{inside}]" if ":" in inside else inside
    target = httpx.URL(url).copy_with(host=shown.strip("[]"), port=port)
    sent = {**headers, "Host": host if port == HTTPS else f"{host}:{port}"}
    try:
        with (
            httpx.Client(verify=trusted(), timeout=SECONDS, trust_env=False) as client,
            client.stream(
                "POST", target, content=body, headers=sent, extensions={"sni_hostname": host}
            ) as answer,
        ):
            first = next(answer.iter_bytes(READ), b"")
            return Answer(answer.status_code, first.decode(errors="replace"))
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as failure:
        raise Unreachable(type(failure).__name__) from failure


def public_address(host: str, port: int) -> str:
    """The address behind a name. Raises `Unreachable` when any of them is not of the open net."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as failure:
        raise Unreachable("no such name") from failure
    addresses = [str(each[4][0]) for each in found]
    if not addresses or not all(is_public(each) for each in addresses):
        raise Unreachable("not of the open net")
    return addresses[0]


def is_public(address: str) -> bool:
    """Whether an address belongs to the open net: to no network of ours, no host of the cloud."""
    known = ip_address(address.partition("%")[0])
    mapped = getattr(known, "ipv4_mapped", None) or getattr(known, "sixtofour", None)
    return bool(known.is_global and not known.is_multicast and (mapped is None or mapped.is_global))


def trusted() -> ssl.SSLContext:
    """Whose certificates are believed."""
    return ssl.create_default_context()


def _parts(url: str) -> tuple[str, int]:
    """The name and the port of an address. Raises `Unreachable` for anything but https."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or HTTPS
    except ValueError as nonsense:
        raise Unreachable("no address") from nonsense
    if parts.scheme != "https" or not host or parts.username or parts.password:
        raise Unreachable("no https address")
    return host, port
