"""Which files somebody is off for a conflict of interest: each room's `blind.py`, found by looking.

`off(user)` gives rows whose key is that of the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.rooms import offered
from people.roles import Role

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from people.models import User


def off(user: User) -> QuerySet[Any] | None:
    """The files that are not there for `user`; None for whoever is no reviewer."""
    if user.is_superuser or Role.REVIEWER not in user.roles:
        return None
    for files in offered("blind", "off"):
        rows: QuerySet[Any] = files(user)
        return rows
    return None
