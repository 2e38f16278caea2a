"""The product with the lock of a workshop switched off: the load of `bench.seats` must be red."""

import time

from microlabs.wsgi import application as application  # noqa: PLC0414  what is served
from workshops.models import Workshop
from workshops.seats import locking


def unlocked(pk: int) -> Workshop:
    """The row as it stands, held by nobody; slowly, so that others come between."""
    row = Workshop.objects.select_related("stop__center__region", "series").get(pk=pk)
    time.sleep(0.01)
    return row


locking.locked = unlocked
