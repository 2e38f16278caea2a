"""The sheet of who comes: every seat, its second person, walk-ins; and how many of each."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from people.in_short import people_in_short
from people.names import fold
from workshops.hall.arrivals import Row
from workshops.models import Arrival, ArrivalState, Seat
from workshops.seats.links import SEAT, seat_url

if TYPE_CHECKING:
    from collections.abc import Sequence

    from people.in_short import InShort
    from workshops.models import Workshop

    Arrivals = dict[tuple[int | None, bool], Arrival]


CODE = 20  # signs of a card's code


@dataclass(frozen=True)
class SheetRow:
    """One person of the sheet; `beside` is whose companion they are."""

    row: str
    name: str
    beside: str = ""
    arrival: Arrival | None = None
    short: InShort | None = None

    qr: str = ""

    @property
    def state(self) -> str:
        """What is known of them; empty until somebody says."""
        return self.arrival.state if self.arrival else ""

    @property
    def is_walk_in(self) -> bool:
        """Whether they came without a seat."""
        return self.row.startswith("w")


@dataclass(frozen=True)
class Sheet:
    """The rows of a workshop, by name, and their counts."""

    rows: Sequence[SheetRow]

    @property
    def present(self) -> int:
        """How many are there."""
        return sum(row.state == ArrivalState.PRESENT for row in self.rows)

    @property
    def unmarked(self) -> int:
        """Of how many nothing is known yet."""
        return sum(not row.state for row in self.rows)


def sheet_of(workshop: Workshop) -> Sheet:
    """Everybody who has a seat or came: four statements, for one as for a hundred."""
    arrivals = list(workshop.arrivals.all())
    of_seats: Arrivals = {(each.seat_id, each.second): each for each in arrivals if each.seat_id}
    came = Exists(Arrival.objects.filter(seat=OuterRef("pk")))
    seats = workshop.seats.filter(Q(state=Seat.State.SEATED) | came)
    seats = seats.select_related("participation__person")
    shorts = people_in_short([seat.participation_id for seat in seats])
    rows = [
        row for seat in seats for row in _of_seat(seat, of_seats, shorts.get(seat.participation_id))
    ]
    walk_ins = [
        SheetRow(str(Row(walk_in=each.key)), each.name, arrival=each)
        for each in arrivals
        if not each.seat_id
    ]
    return Sheet(sorted([*rows, *walk_ins], key=lambda row: fold(row.beside or row.name)))


def _of_seat(seat: Seat, arrivals: Arrivals, short: InShort | None) -> list[SheetRow]:
    """Whoever holds the seat, and the second person."""
    name = seat.participation.person.name
    first = Row(seat.pk)
    rows = [SheetRow(str(first), name, "", arrivals.get((seat.pk, False)), short, code_of(seat))]
    if seat.count > 1:
        second = Row(seat.pk, second=True)
        arrival = arrivals.get((seat.pk, True))
        rows.append(SheetRow(str(second), seat.companion_name, name, arrival))
    return rows


def code_of(seat: Seat) -> str:
    """By what a phone knows the card of a seat: the link itself would open it to the trainer."""
    token = seat_url(seat).removeprefix(SEAT.prefix).rstrip("/")
    return hashlib.sha256(token.encode()).hexdigest()[:CODE]
