"""Kinds of addresses: how each is recognised, and the one form in which it is kept and compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.core.validators import validate_email

from people.phones import to_e164


@dataclass(frozen=True)
class AddressKind:
    """`column` of a person holds addresses of this kind.

    `typed` reads one, or raises `ValidationError`.
    """

    column: str
    knows: Callable[[str], bool]
    one_form: Callable[[str], str]
    typed: Callable[[str], str]


def _typed_email(address: str) -> str:
    validate_email(address)
    return address


PHONE = AddressKind("phone", lambda text: text.startswith("+"), str.strip, to_e164)
EMAIL = AddressKind(
    "email", lambda text: "@" in text, lambda text: text.strip().lower(), _typed_email
)
OTHER = AddressKind(
    "phone", lambda _text: True, str.strip, to_e164
)  # Meta's own ids, which have capitals
KINDS = (EMAIL, PHONE, OTHER)


def kind_of(address: str) -> AddressKind:
    """The first kind that knows `address`."""
    return next(kind for kind in KINDS if kind.knows(address))


def one_form(address: str) -> str:
    """An address as it is kept and compared."""
    return kind_of(address).one_form(address)
