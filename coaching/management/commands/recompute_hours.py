"""`recompute_hours`: after a decree on legal time, sessions keep their clock; whom it moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand

from coaching.hours.legal_time import affected, recompute, shifted

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    """Nine o’clock stays nine o’clock, whatever its moment has become."""

    help = "Reckons the moments of coming sessions from their clock; lists who is affected."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to change anything."""
        parser.add_argument("--look", action="store_true", help="change nothing, only list")

    def handle(self, *, look: bool, **_options: Any) -> None:
        """Say each session that is at another moment, then how many slots are."""
        found = shifted() if look else recompute()
        for booking, was in affected(found):
            at = booking.slot
            self.stdout.write(
                f"session {booking.pk} · {at.on:%Y-%m-%d} {at.clock:%H:%M} ({at.zone}) · was "
                f"{was:%H:%M} UTC · {booking.person} · {booking.expert}"
            )
        said = "would move" if look else "have moved"
        self.stdout.write(f"{len(found)} slots {said}.")
