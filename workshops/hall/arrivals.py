"""Who came: the click that lets somebody in, and marks on a sheet, each of which counts once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from workshops.models import Arrival, ArrivalState, Mark, Seat

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from people.models import User
    from workshops.models import Workshop

LONGEST = 12  # digits of a seat’s key
OLDEST = timedelta(days=14)  # of a mark that a phone kept: older ones are taken for this old


@dataclass(frozen=True)
class Row:
    """Whom a mark means: a seat, its second person, or a walk-in by the key that a phone gave."""

    seat: int | None = None
    second: bool = False
    walk_in: UUID | None = None

    def __str__(self) -> str:
        return f"w{self.walk_in}" if self.walk_in else f"{'t' if self.second else 's'}{self.seat}"

    @classmethod
    def read(cls, text: str) -> Row:
        """The row that a sheet names `s12`, `t12` or `w…`. Raises ValidationError('row')."""
        kind, rest = text[:1], text[1:]
        try:
            if kind == "w":
                return cls(walk_in=UUID(rest))
            if kind in {"s", "t"} and rest.isascii() and rest.isdigit() and len(rest) < LONGEST:
                return cls(seat=int(rest), second=kind == "t")
        except ValueError:
            pass
        raise ValidationError(_("This line is not on the sheet."), code="row")


@dataclass(frozen=True)
class Tap:
    """One mark as it reaches us: what was seen, `ago` before now, and its own key."""

    key: UUID
    row: Row
    state: str
    name: str = ""
    ago: timedelta = timedelta()

    @property
    def seen_at(self) -> datetime:
        """When it was made: a phone's clock may be wrong, the time that passed on it is not."""
        return timezone.now() - min(max(self.ago, timedelta()), OLDEST)


@transaction.atomic
def arrive(seat: Seat, how: str = "link") -> Arrival | None:
    """Somebody came in by their own link, or their report says so; twice the same is harmless.

    None for a seat that is not taken. What was marked by hand stays, except an absence. The row of
    the seat is locked: whoever gives it back at the same moment waits, and was not there.
    """
    taken = Seat.objects.select_for_update(of=["self"], no_key=True).filter(
        pk=seat.pk, state=Seat.State.SEATED
    )
    if not taken.exists():
        return None
    came = {"state": ArrivalState.PRESENT, "how": how, "at": timezone.now()}
    new = Arrival(workshop_id=seat.workshop_id, seat=seat, **came)
    Arrival.objects.bulk_create([new], ignore_conflicts=True)
    arrivals = Arrival.objects.filter(seat=seat, second=False)
    arrivals.filter(state=ArrivalState.ABSENT).update(**came, by=None)
    return arrivals.get()


@transaction.atomic
def mark(workshop: Workshop, taps: Iterable[Tap], *, by: User, how: str) -> int:
    """Keep marks of a sheet; how many were new: one that came before changes nothing.

    Raises ValidationError('row') for a line that is not of this workshop: then none is kept.
    """
    return sum(_kept(workshop, tap, by=by, how=how) for tap in taps)


def _kept(workshop: Workshop, tap: Tap, *, by: User, how: str) -> bool:
    """Keep one mark, unless its key is known: a parallel one waits for ours and finds it there."""
    _refuse_strangers(workshop, tap)
    seen_at = tap.seen_at
    keys = Mark.objects.filter(key=tap.key)
    made = Mark(
        key=tap.key, workshop=workshop, row=str(tap.row), state=tap.state, at=seen_at, by=by
    )
    if keys.exists():
        return False
    Mark.objects.bulk_create([made], ignore_conflicts=True)
    if not keys.filter(row=str(tap.row), at=seen_at, by=by).exists():
        return False
    came = {"state": tap.state, "how": how, "at": seen_at, "by": by}
    if new := _of_new(tap):
        made_now = [Arrival(workshop=workshop, **new, **came)]
        Arrival.objects.bulk_create(made_now, ignore_conflicts=True)
    arrivals = Arrival.objects.filter(workshop=workshop).filter(of_row(tap.row))
    arrivals.filter(at__lt=seen_at).update(**came)
    return True


def _of_new(tap: Tap) -> dict[str, Any]:
    """Who arrives, where a row of theirs may have to be made."""
    if tap.row.walk_in is None:
        return {"seat_id": tap.row.seat, "second": tap.row.second}
    return {"key": tap.row.walk_in, "name": tap.name} if tap.name else {}


def of_row(row: Row) -> Q:
    """Which arrival a line of the sheet means."""
    return Q(key=row.walk_in) if row.walk_in else Q(seat=row.seat, second=row.second)


def _refuse_strangers(workshop: Workshop, tap: Tap) -> None:
    """Raises ValidationError: 'row' for a line of another sheet, 'name' for a walk-in without.

    Whoever gave their seat back and comes all the same is there.
    """
    if tap.state not in ArrivalState.values:
        raise ValidationError(_("Present, absent or excused?"), code="state")
    if tap.row.walk_in is None:
        seats = Seat.objects.filter(pk=tap.row.seat or 0, workshop=workshop)
        if not seats.filter(count__gt=int(tap.row.second)).exists():
            raise ValidationError(_("This line is not on the sheet."), code="row")
        return
    known = Arrival.objects.filter(key=tap.row.walk_in).values_list("workshop", "seat").first()
    if known and (known[0] != workshop.pk or known[1] is not None):
        raise ValidationError(_("This line is not on the sheet."), code="row")
    if not tap.name and not known:
        raise ValidationError(_("Please write the name of whoever came."), code="name")
