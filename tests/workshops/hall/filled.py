"""A workshop with everything that its hall may hold, and the addresses of its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.workshops.hall.test_attendance import address, seated, tap
from workshops.hall.arrivals import mark

if TYPE_CHECKING:
    from tests.cast import Cast
    from workshops.models import Workshop

NAMES = ("فاطمة الزهراء العلالي", "Mohammed Amine Benjelloun El Idrissi", "نورة")


def fill(cast: Cast, workshop: Workshop) -> dict[str, str]:
    """Three people, one of them with a companion, and somebody who came without a seat."""
    seats = [seated(workshop, n) for n in range(1, 4)]
    for seat, name in zip(seats, NAMES, strict=True):
        seat.participation.person.name = name
        seat.participation.person.save()
    seats[0].count, seats[0].companion_name = 2, "ليلى العلالي"
    seats[0].save()
    marks = [tap(f"s{seats[0].pk}"), tap(f"s{seats[1].pk}", "absent")]
    walk_in = tap("w0b0f2f9c-0a5d-4b39-9a44-7d5c8f5f3e77", name="Brahim")
    mark(workshop, [*marks, walk_in], by=cast["RS1"], how="sheet")
    return {"sheet": address(workshop)}
