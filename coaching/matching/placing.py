"""Which of those who share a block comes at which of its hours; or why they do not all fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class TooMany:
    """People who can come to the same few hours only, where `room` is for fewer than they are."""

    people: frozenset[int]
    room: int


def place(hours: Mapping[int, Sequence[int]], seats: Mapping[int, int]) -> dict[int, int] | TooMany:
    """Give each person one of the slots they can come to, the earliest that is left.

    Augmenting paths (Kuhn): whoever finds no seat asks those who sit there to move on. When nobody
    can, the people who were asked have fewer seats than they are (Hall), and are returned.
    """
    sits: dict[int, list[int]] = {slot: [] for slot in seats}
    for person in sorted(hours, key=lambda each: (len(hours[each]), each)):
        seen: set[int] = set()
        if not _seat(person, hours, seats, sits, seen):
            asked = {person, *(other for slot in seen for other in sits[slot])}
            return TooMany(frozenset(asked), sum(seats[slot] for slot in seen))
    return {person: slot for slot, people in sits.items() for person in people}


def _seat(
    person: int,
    hours: Mapping[int, Sequence[int]],
    seats: Mapping[int, int],
    sits: dict[int, list[int]],
    seen: set[int],
) -> bool:
    """Seat one person, others of the block moving on where they can."""
    for slot in hours[person]:
        if slot in seen:
            continue
        seen.add(slot)
        if len(sits[slot]) < seats[slot]:
            sits[slot].append(person)
            return True
        for other in sits[slot]:
            if _seat(other, hours, seats, sits, seen):
                sits[slot].remove(other)
                sits[slot].append(person)
                return True
    return False
