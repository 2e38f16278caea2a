"""What reaches us from providers: proved by a signature over the bytes, kept element by element."""

from __future__ import annotations

import hashlib
import hmac
import json
import math
import re
import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext_noop

UNREADABLE = gettext_noop("What arrived is not of the expected form.")
STANDARD = "whsec_"
DEEPEST = 32  # levels of one element
LARGEST = 256 * 1024  # bytes of one element
LONGEST_KEY = 250  # letters, of an arrival
LONGEST_NAME = 150  # letters of a provider's own name for something
UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")  # PostgreSQL keeps neither in its JSON


class Unreadable(Exception):  # noqa: N818  it says what happened
    """What arrived is no JSON at all."""


@dataclass(frozen=True)
class Element:
    """One thing that a provider reports.

    `key` is the provider's own name for it; `failure` says why nothing can be made of it.
    """

    key: str
    kind: str  # status, message
    payload: dict[str, Any]
    failure: str = ""


def signed(raw: bytes, signature: str, *, secret: str) -> bool:
    """Whether `signature`, in hexadecimal, is the HMAC-SHA256 of `raw`; never without a secret."""
    expected = hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()
    return bool(secret) and same(signature, expected)


def standard_signature(secret: str, name: str, seconds: int, body: str) -> str:
    """The HMAC-SHA256 over what we send, its name and its time, as Standard Webhooks say."""
    key = b64decode(secret.removeprefix(STANDARD))
    mac = hmac.new(key, f"{name}.{seconds}.{body}".encode(), hashlib.sha256).digest()
    return f"v1,{b64encode(mac).decode()}"


def new_secret() -> str:
    """A new key of these signatures, as Standard Webhooks write one."""
    return f"{STANDARD}{b64encode(secrets.token_bytes(32)).decode()}"


def same(claimed: str, known: str) -> bool:
    """Whether two words are equal, compared in a time that does not tell where they differ."""
    return hmac.compare_digest(claimed.encode(errors="surrogatepass"), known.encode())


def read_json(raw: bytes) -> Any:
    """`raw` as JSON. Raises `Unreadable`."""
    try:
        return json.loads(raw)
    except (ValueError, RecursionError) as nonsense:
        raise Unreadable from nonsense


def element(key: str, kind: str, payload: dict[str, Any]) -> Element:
    """One element as it can be kept.

    One that is too deep, too large or of too long a name is kept as unreadable.
    """
    if _depth(payload) > DEEPEST:
        return bad(key, kind, payload)
    payload = clean(payload)
    if len(json.dumps(payload)) > LARGEST or len(key) > LONGEST_KEY:
        return bad(key, kind, payload)
    return Element(key, kind, payload)


def bad(key: str, kind: str, data: Any) -> Element:
    """An element of which nothing can be made, under a name that is the same at each arrival."""
    shallow = _depth(data) <= DEEPEST
    words = json.dumps(clean(data), sort_keys=True) if shallow else key
    name = hashlib.sha256(f"{key}\n{words}".encode()).hexdigest()
    payload = {"element": clean(data)} if shallow and len(words) <= LARGEST else {}
    return Element(f"bad:{name}", kind, payload, UNREADABLE)


def clean(data: Any) -> Any:
    """`data` without the letters and numbers that PostgreSQL's JSON refuses."""
    if isinstance(data, str):
        return UNKEEPABLE.sub("\ufffd", data)
    if isinstance(data, dict):
        return {clean(name): clean(each) for name, each in data.items()}
    if isinstance(data, list):
        return [clean(each) for each in data]
    return None if isinstance(data, float) and not math.isfinite(data) else data


def _depth(data: Any) -> int:
    """How many levels, counted without going deeper than somebody may have dug for us."""
    level, depth = [data], 0
    while level and depth <= DEEPEST:
        depth += 1
        inside = [list(each.values()) if isinstance(each, dict) else each for each in level if each]
        level = [each for group in inside if isinstance(group, list) for each in group]
    return depth


def name_in(data: Any, *names: str) -> str:
    """The first short word or number that `data` has under one of `names`; else empty."""
    values = (data.get(name) for name in names) if isinstance(data, dict) else iter(())
    words = (
        str(value)
        for value in values
        if isinstance(value, str | int | float) and not isinstance(value, bool)
    )
    return next((clean(word) for word in words if 0 < len(word) <= LONGEST_NAME), "")


def moment(seconds: str) -> datetime:
    """Seconds since 1970. Raises `ValueError` or `OverflowError`."""
    return datetime.fromtimestamp(int(seconds), UTC)
