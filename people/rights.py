"""On what a statement hangs that is composed once for somebody: who they are, and what they may."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from people.models import User


@dataclass(frozen=True, slots=True)
class Rights:
    """Equal as long as the same person may do the same; a role more or less makes others."""

    user: User
    is_superuser: bool
    held: frozenset[tuple[str, int | None]]

    @classmethod
    def of(cls, user: User) -> Self:
        """Those of `user` as they were read with them."""
        return cls(user, user.is_superuser, user.held)
