"""Whose files somebody reads without names: each room's `blind.py`, found by looking.

`unnamed(user)` gives rows with an `applicant`, a `phone` and an `email`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q

from core.rooms import offered
from people.roles import Role

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from people.models import User


def unnamed(user: User) -> QuerySet[Any] | None:
    """The files that `user` reads without names; None for whoever is no reviewer."""
    if user.is_superuser or Role.REVIEWER not in user.roles:
        return None
    for files in offered("blind", "unnamed"):
        rows: QuerySet[Any] = files(user)
        return rows
    return None


def named(user: User, **addresses: str) -> Q:
    """The rows that tell `user` of nobody whose file they read without names.

    `addresses` gives the columns of the row: `person`, `address`, or both.
    """
    files = unnamed(user)
    if files is None:
        return Q()
    whose = Q()
    if person := addresses.get("person"):
        whose |= Q(applicant=OuterRef(person))
    if address := addresses.get("address"):
        whose |= Q(phone=OuterRef(address)) | Q(email=OuterRef(address))
    return ~Q(Exists(files.filter(whose)))
