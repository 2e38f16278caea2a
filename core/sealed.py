"""Words that lie encrypted where others could read: in sessions, which the cache keeps too.

An earlier secret key still opens what it sealed, so that a key can be changed at any hour.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.crypto import salted_hmac

from core.later import later

if TYPE_CHECKING:
    from cryptography import fernet
else:
    fernet = later("cryptography.fernet")


def seal(words: str, *, salt: str) -> str:
    """`words` so that only `unseal` with the same `salt` reads them again."""
    return _cipher(salt).encrypt(words.encode()).decode()


def unseal(sealed: str, *, salt: str) -> str:
    """The words; nothing when no key of ours opens them any more."""
    try:
        return _cipher(salt).decrypt(sealed).decode() if sealed else ""
    except fernet.InvalidToken:
        return ""


def _cipher(salt: str) -> fernet.MultiFernet:
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    keys = (salted_hmac(salt, "", secret=each, algorithm="sha256").digest() for each in secrets)
    return fernet.MultiFernet([fernet.Fernet(urlsafe_b64encode(key)) for key in keys])
