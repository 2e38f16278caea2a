"""`manage.py demo`: the believable Fès-Meknès stop, with two further stops prepared."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from microlabs.demo import building


class Command(BaseCommand):
    """Load the demonstration once; with --again take it out and load it anew."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --again."""
        parser.add_argument(
            "--again", action="store_true", help="take the demonstration out and load it anew"
        )

    def handle(self, *, again: bool, **_options: Any) -> None:
        """Load it."""
        begun = time.monotonic()
        if building.is_there() and not again:
            self.stdout.write("The demonstration is already there.")
            return
        with transaction.atomic():
            building.take_out()
            stop = building.put_in(timezone.localdate())
        applications = stop.applications.count()
        self.stdout.write(
            f"{applications} applications at {stop.slug}, in {time.monotonic() - begun:.1f} s."
        )
