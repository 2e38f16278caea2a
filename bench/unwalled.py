"""The product without the locks of a booking and without its count: `bench.sessions` must be red.

The constraint that refuses an expert twice at one hour is taken away in its database.
"""

import time
from typing import Any

import django

django.setup()

from coaching.booking import actions, moving  # noqa: E402  the settings come first
from coaching.models import Slot  # noqa: E402
from microlabs.wsgi import application as application  # noqa: E402, PLC0414  what is served


def unlocked(pk: int) -> Slot:
    """The row as it stands, held by nobody; slowly, so that others come between."""
    rows = Slot.objects.select_related("expert__user", "stop__center__region", "theme")
    row = rows.get(pk=pk)
    time.sleep(0.01)
    return row


def nothing(*_: Any, **__: Any) -> int:
    """Hold nobody, look for nothing, count nothing."""
    return 1


for name, instead in {
    "locked": unlocked,
    "lock_people": nothing,
    "refuse_when_busy": nothing,
}.items():
    setattr(actions, name, instead)
moving._count = nothing  # noqa: SLF001  the wall that is taken away
