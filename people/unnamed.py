"""Whose files somebody reads without names: each room's `blind.py`, found by looking.

`unnamed(user)` gives rows with an `applicant`, a `phone` and an `email`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, Value, When
from django.db.models.lookups import IsNull

from core.rooms import offered
from people.conflicts import off
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
    """The rows that tell `user` of nobody whose file they read without names, or not at all.

    `addresses` gives the columns of the row: `person`, `address`, or both.
    """
    kept_from = [files for files in (unnamed(user), off(user)) if files is not None]
    if not kept_from:
        return Q()
    whose = []
    if person := addresses.get("person"):
        whose.append((person, Q(applicant=OuterRef(person))))
    if address := addresses.get("address"):
        whose.append((address, Q(phone=OuterRef(address)) & ~Q(phone="")))
        whose.append((address, Q(email=OuterRef(address)) & ~Q(email="")))
    hidden = [
        Exists(files.filter(theirs, IsNull(OuterRef(outer), rhs=False)))
        for outer, theirs in whose
        for files in kept_from
    ]
    # As a case, and with a word about the outer row, each is asked of the rows that are shown, by
    # its index. A bare NOT EXISTS joins all files to all rows, and is taken to leave a single one.
    return Q(
        Case(
            *(When(one, then=Value(value=False)) for one in hidden),
            default=Value(value=True),
            output_field=BooleanField(),
        )
    )
