"""A file of somebody else's host: from public addresses only, small, in five seconds.

The name is resolved once, each address is looked at, and one of them is called: a name that leads
elsewhere a moment later leads nowhere. Redirects are followed by the same rule.
"""

from __future__ import annotations

import socket
from concurrent.futures import ThreadPoolExecutor
from ipaddress import IPv6Network, ip_address
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from core.later import later

if TYPE_CHECKING:
    import httpx
else:
    httpx = later("httpx")

BIGGEST = 1024 * 1024  # bytes
SECONDS = 5.0
REDIRECTS = 3
REDIRECTED = (301, 302, 303, 307, 308)
FOUND = 200
IPV6, HOSTS = 6, IPv6Network("2000::/3")
PORTS = {"http": 80, "https": 443}


class FetchError(Exception):
    """Why there is no file; `fault` is one of `OutsideCalendar.Fault`."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


def fetch(url: str) -> bytes:
    """What stands at `url`. Raises FetchError."""
    until = monotonic() + SECONDS
    for _step in range(REDIRECTS + 1):
        try:
            moved, body = _get(url, until)
            url = urljoin(url, moved)
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as failed:
            raise FetchError("silent") from failed
        if not moved:
            return body
    raise FetchError("refused")


def is_public(address: str) -> bool:
    """Whether an address is one of the Internet: no private, local, shared or reserved one.

    Of IPv6 only what is given out to hosts: outside it stand forms that a gateway of the network
    turns into an IPv4 address, which may be a private one.
    """
    ip = ip_address(address.partition("%")[0])
    if ip.version == IPV6 and ip not in HOSTS:
        return False
    inner = getattr(ip, "sixtofour", None)
    return ip.is_global and not ip.is_multicast and (inner is None or is_public(str(inner)))


def resolve(host: str, port: int, until: float) -> str:
    """An address of `host`. Raises FetchError where one of them is none of the Internet."""
    pool = ThreadPoolExecutor(1)
    asked = pool.submit(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
    pool.shutdown(wait=False)
    try:
        rows = asked.result(timeout=max(0.0, until - monotonic()))
    except (OSError, TimeoutError, UnicodeError) as failed:
        raise FetchError("silent") from failed
    addresses = [str(row[4][0]) for row in rows]
    if not addresses or not all(is_public(address) for address in addresses):
        raise FetchError("private")
    return addresses[0]


def _get(url: str, until: float) -> tuple[str, bytes]:
    """Where the host sends us, or the file."""
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname or parts.username:
        raise FetchError("refused")
    try:
        port = parts.port or PORTS[parts.scheme]
    except ValueError as odd:
        raise FetchError("refused") from odd
    address = resolve(parts.hostname, port, until)
    there = f"[{address}]" if ":" in address else address
    path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    headers = {"Host": parts.netloc, "User-Agent": "Microlabs", "Accept-Encoding": "identity"}
    timeout = httpx.Timeout(max(0.1, until - monotonic()))
    with (
        httpx.Client(trust_env=False, timeout=timeout, follow_redirects=False) as client,
        client.stream(
            "GET",
            f"{parts.scheme}://{there}:{port}{path}",
            headers=headers,
            extensions={"sni_hostname": parts.hostname},
        ) as answer,
    ):
        if answer.status_code in REDIRECTED:
            return answer.headers.get("Location", ""), b""
        if answer.status_code != FOUND:
            raise FetchError("refused")
        return "", _body(answer, until)


def _body(answer: httpx.Response, until: float) -> bytes:
    """The file, piece by piece as it comes: nothing is unpacked, and no promised size believed."""
    whole = bytearray()
    for piece in answer.iter_raw(64 * 1024):
        whole += piece
        if len(whole) > BIGGEST:
            raise FetchError("too-big")
        if monotonic() > until:
            raise FetchError("silent")
    return bytes(whole)
