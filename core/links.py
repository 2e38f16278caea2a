"""The URLs that messages carry: whole ones, and signed ones that open one thing to their holder."""

from __future__ import annotations

import re
import time
from base64 import b32encode, urlsafe_b64encode
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from django.conf import settings
from django.db.models import Model
from django.http import Http404
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import int_to_base36

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import timedelta

    from django.db.models import QuerySet

Row = TypeVar("Row", bound=Model)
# 96 bits of a signature that is only ever tried online: an SMS in Arabic has room for no more.
BYTES, SIGNS = 12, 16
FOLDED_BYTES, FOLDED_SIGNS = 15, 20  # 100 bits, in signs whose case may change on the way
ANY_KEY = "any-key"
KEY = "[0-9a-z]{1,12}"  # base 36: less than PostgreSQL's largest key
# How private URLs begin, and the salt of their signatures ("" for a stored secret).
PRIVATE: dict[str, str] = {}


def absolute(path: str, *, posted: bool = False) -> str:
    """The whole URL of `path` at this site, for a message.

    Without the last slash, which jumps in an Arabic line; with it where programs have `posted` to
    it: they follow no redirect.
    """
    url = f"{settings.SITE_URL}{path}"
    return url if posted else url.removesuffix("/")


def page_of(name: str, key: str) -> str:
    """The URL of the page `name` that is opened by a `key` of letters, digits and hyphens.

    `reverse` looks for it once, however many keys there are.
    """
    before, after = _around_key(name)
    return f"{before}{key}{after}"


@cache
def _around_key(name: str) -> tuple[str, str]:
    before, _key, after = reverse(name, args=[ANY_KEY]).rpartition(ANY_KEY)
    return before, after


def keep_private(prefix: str, *, salt: str = "") -> None:
    """Register that a key follows `prefix` in a URL: logs and staff read it masked from now on."""
    PRIVATE[prefix] = salt


def without_links(text: str) -> str:
    """`text` without the keys of the links in it: whoever holds one is taken for somebody else."""
    return _pattern(frozenset(PRIVATE)).sub(r"\1…", text)


@cache
def _pattern(prefixes: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"({'|'.join(map(re.escape, sorted(prefixes)))})[^/\s]+")


class SignedToken:
    """Keys of rows, signed for one purpose (`salt`): `2n-Qw3…`.

    It may end after `lasts`; `folded`, upper and lower case read the same.
    """

    def __init__(self, *, salt: str, lasts: timedelta | None = None, folded: bool = False) -> None:
        self.salt, self.lasts, self.folded = salt, lasts, folded
        signs = FOLDED_SIGNS if folded else SIGNS
        self.shape = re.compile(rf"({KEY}(?:-{KEY})*)-([\w-]{{{signs}}})", re.ASCII)

    def make(self, *keys: int, about: str = "") -> str:
        """Sign `keys`; changing `about`, which the token does not hold, ends it."""
        made_at = [int(time.time())] if self.lasts else []
        names = "-".join(int_to_base36(key) for key in (*keys, *made_at))
        return f"{names}-{self._signature(names, about, settings.SECRET_KEY)}"

    def read(self, token: str, *, about: str = "") -> tuple[int, ...]:
        """The keys that were signed.

        None when the token was not made here for this purpose and `about` this, or is too old.
        """
        names, signature = self._parts(token)
        secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
        signatures = (self._signature(names, about, secret) for secret in secrets)
        if not names or not any(constant_time_compare(signature, each) for each in signatures):
            return ()
        keys = _keys(names)
        if self.lasts is None:
            return keys
        return keys[:-1] if time.time() - keys[-1] <= self.lasts.total_seconds() else ()

    def row_or_404(
        self, token: str, rows: QuerySet[Row], about: Callable[[Row], str] = lambda _row: ""
    ) -> Row:
        """The row whose key was signed, `about` what the row says now. Raises Http404 for none."""
        names, _signature = self._parts(token)
        row = rows.filter(pk=_keys(names)[0]).first() if names else None
        if row is None or not self.read(token, about=about(row)):
            raise Http404
        return row

    def _parts(self, token: str) -> tuple[str, str]:
        """The keys and the signature, neither proved; empty when the token has another shape."""
        parts = self.shape.fullmatch(token.lower() if self.folded else token)
        return (parts[1], parts[2]) if parts else ("", "")

    def _signature(self, names: str, about: str, secret: str | bytes) -> str:
        mac = salted_hmac(self.salt, f"{names}:{about}", secret=secret, algorithm="sha256").digest()
        if self.folded:
            return b32encode(mac[:FOLDED_BYTES]).decode().lower()[:FOLDED_SIGNS]
        return urlsafe_b64encode(mac[:BYTES]).decode()


class SignedLink(SignedToken):
    """The token of a private URL that begins with `prefix`; logs mask it once it is declared."""

    def __init__(self, prefix: str, *, salt: str, lasts: timedelta | None = None) -> None:
        super().__init__(salt=salt, lasts=lasts)
        self.prefix = prefix
        keep_private(prefix, salt=salt)


def _keys(names: str) -> tuple[int, ...]:
    return tuple(int(name, 36) for name in names.split("-"))
