"""`sending`: whether messages leave from here. `sending allow`: they do, from a copy too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from messaging import installation
from messaging.models import Message

if TYPE_CHECKING:
    from django.core.management.base import CommandParser

YES = "Messages leave from here."
NO = (
    "Nothing leaves from here: this database was restored, copied or moved. If it is the one that "
    "is to send from now on, run: sending allow. What waits may have been sent since the copy was "
    "made; to let it go, add --drop-waiting."
)

TWIN = (
    "A twin cannot be told from the original: PostgreSQL's own files copied or restored as they "
    "are (a snapshot of the machine or its disk), started with the same addresses of the site and "
    "of the database. Before such a copy starts beside the original, or after it, give it another "
    "MICROLABS_SITE_URL; then it is silent."
)


class Command(BaseCommand):
    """A copy of the database is silent until somebody says that it is the one."""

    help = "Shows whether messages leave from this installation; `allow` lets them."

    def add_arguments(self, parser: CommandParser) -> None:
        """One word, and what becomes of the messages that wait."""
        parser.add_argument("word", nargs="?", choices=["show", "allow"], default="show")
        parser.add_argument(
            "--drop-waiting", action="store_true", help="set aside what is due by now"
        )

    def handle(self, *, word: str, drop_waiting: bool, **_options: Any) -> None:
        """Say how it stands, after the change if one was asked for."""
        if word == "allow":
            if drop_waiting:
                dropped = Message.objects.filter(
                    due_at__lte=timezone.now(), state=Message.State.NEW
                )
                self.stdout.write(f"Set aside: {dropped.move(Message.State.DROPPED)}.")
            installation.move_in()
        waiting = Message.objects.due(timezone.now()).count()
        self.stdout.write(f"{YES if installation.is_home() else NO}\nDue now: {waiting}.\n{TWIN}")
