"""What a room above knows of people's files: this room knows people and stops only."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol, cast

from core.rooms import offered

if TYPE_CHECKING:
    from people.models import User
    from programs.models import Stop


@dataclass(frozen=True)
class Dossier:
    """The file of somebody at a stop."""

    person: int
    stop: int
    name: str
    phone: str
    reference: str
    stop_name: str
    url: str


class Dossiers(Protocol):
    """Whoever knows them."""

    def of(self, person: User, stop: Stop) -> list[Dossier]:
        """The files of `person` at `stop`, the newest first."""

    def only_of(self, person: User) -> int | None:
        """The number of the only file of `person`; None when there are several or none."""

    def search(self, words: str, *, user: User) -> list[Dossier]:
        """The newest few that `user` works on with this telephone, name or file number."""


@cache
def dossiers() -> Dossiers:
    """What one room's `search.py` offers as `DOSSIERS`."""
    (known,) = offered("search", "DOSSIERS")
    return cast("Dossiers", known)
