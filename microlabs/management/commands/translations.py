"""`manage.py translations update|compile|check`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from microlabs import catalogues


class Command(BaseCommand):
    """The translations, from the command line. It needs no database."""

    help = (
        "Bring the catalogues of locale/ up to date with the texts, compile them, "
        "or list what is not translated."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take a verb, and rooms to update when not all are meant."""
        parser.add_argument("verb", choices=["update", "compile", "check"])
        parser.add_argument("rooms", nargs="*", metavar="room", help="only these rooms (update)")

    def handle(self, *_: Any, verb: str, rooms: list[str], **__: Any) -> None:
        """Do what the verb says."""
        if verb == "update":
            for room in rooms or catalogues.rooms():
                for path in catalogues.update(room):
                    self.stdout.write(str(path.relative_to(path.parents[4])))
        elif verb == "compile":
            catalogues.compile_all()
        elif problems := catalogues.problems():
            raise CommandError("\n".join([*problems, f"{len(problems)} texts need a translator."]))
