"""`recompute_hours`: after a decree on legal time, what is to come keeps its clock; what moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand

from core.rooms import offered

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    """Nine o’clock stays nine o’clock, whatever its moment has become."""

    help = "Reckons the moments of sessions and workshops from their clock; lists who is affected."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to change anything."""
        parser.add_argument("--look", action="store_true", help="change nothing, only list")

    def handle(self, *, look: bool, **_options: Any) -> None:
        """Say of each room what is at another moment, and how much that is."""
        for after_decree in offered("decree", "after_decree"):
            for line in after_decree(look=look):
                self.stdout.write(line)
