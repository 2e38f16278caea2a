"""Changes that cannot be folded together are folded in halves: what fails alone is set aside.

It is kept, told in the log of errors, and tried again every ten minutes and when it changes anew;
the night reads everything again. One fact that was changed past the code is enough: of it a counter
would fall below nothing. Where a counter was, very many fail, and each costs some statements: then
everything is counted anew at once.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING

from django.db import DataError, IntegrityError, transaction
from django.db.models import Q

from applications.models import Application
from reporting.models import Aside, Fact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

AGAIN = timedelta(minutes=10)  # after which what was set aside is tried once more
MANY = 100  # of so many nobody looks for each
UNFIT = (IntegrityError, DataError)  # what is written is at fault, not who else is at it
Kind = Fact.Kind
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Owners:
    """Whose facts are read anew: candidacies, participations, sessions."""

    files: list[int]
    places: list[int]
    sessions: list[int]

    def __bool__(self) -> bool:
        return bool(self.files or self.places or self.sessions)


def in_blocks(owners: Owners, add: Callable[[Owners], object], *, each: bool = False) -> bool:
    """Add what can be added of these owners, and set the others aside.

    False, and none is, where very many cannot, unless `each` is to be looked for.
    """
    most = None if each else MANY + 1
    stuck = [_name(one) for one in islice(_stuck(_single(owners), add), most)]
    if len(stuck) == most:
        return False
    known = {*Aside.objects.filter(_rows(owners)).values_list("kind", "ref")}
    forget(owners, but=stuck)
    new = [Aside(kind=kind, ref=ref) for kind, ref in stuck if (kind, ref) not in known]
    Aside.objects.bulk_create(new)
    if new:
        logger.error(
            "%s changes cannot be folded into the figures: set aside, %s in all. The first: %s.",
            len(new),
            Aside.objects.count(),
            new[0],
        )
    return True


def forget(owners: Owners, *, but: Sequence[tuple[str, int]] = ()) -> None:
    """What was folded is not set aside any more."""
    folded = Aside.objects.filter(_rows(owners))
    for kind in Kind:
        folded = folded.exclude(kind=kind, ref__in=[ref for name, ref in but if name == kind])
    folded.delete()


def _stuck(each: Sequence[Owners], add: Callable[[Owners], object]) -> Iterator[Owners]:
    """Add them together; where that fails, each half by itself, down to the one that fails."""
    try:
        with transaction.atomic():
            add(_together(each))
    except UNFIT:
        if len(each) == 1:
            yield each[0]
            return
        middle = len(each) // 2
        yield from _stuck(each[:middle], add)
        yield from _stuck(each[middle:], add)


def _single(owners: Owners) -> list[Owners]:
    """One by one; a participation goes with its candidacy, for which its things are counted."""
    files = Application.objects.filter(pk__in=owners.files, participation__in=owners.places)
    place_of = dict(files.values_list("pk", "participation"))
    alone = sorted({*owners.places} - {*place_of.values()})
    return [
        *(Owners([pk], [place_of[pk]] if pk in place_of else [], []) for pk in owners.files),
        *(Owners([], [pk], []) for pk in alone),
        *(Owners([], [], [pk]) for pk in owners.sessions),
    ]


def _together(each: Sequence[Owners]) -> Owners:
    return Owners(
        [pk for one in each for pk in one.files],
        [pk for one in each for pk in one.places],
        [pk for one in each for pk in one.sessions],
    )


def _name(one: Owners) -> tuple[str, int]:
    """What a single owner is called among those set aside."""
    if one.files:
        return Kind.FILE.value, one.files[0]
    if one.places:
        return Kind.PLACE.value, one.places[0]
    return Kind.SESSION.value, one.sessions[0]


def _rows(owners: Owners) -> Q:
    return (
        Q(kind=Kind.FILE, ref__in=owners.files)
        | Q(kind=Kind.PLACE, ref__in=owners.places)
        | Q(kind=Kind.SESSION, ref__in=owners.sessions)
    )
