"""The Celery app of the rig's workers: the product's own, with short pauses, less one guard.

`RIG_WITHOUT` names the guard, if any: `parking` repeats blindly what may have arrived, `lease`
calls the provider before anything is committed, `outbox` is no outbox at all but one task with
an ETA for each message.
"""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone

from microlabs.celery import app

app.loader.import_default_modules()  # the settings, and with them the models

from messaging.channels import base as channels  # noqa: E402
from messaging.models import Message  # noqa: E402
from messaging.tasks import delivery, settling  # noqa: E402

if TYPE_CHECKING:
    from uuid import UUID

WITHOUT = os.environ.get("RIG_WITHOUT", "")


def now_itself(now: datetime, **_: Any) -> datetime:
    """The rig runs at night too."""
    return now


def called_at_once(number: int, lease: UUID) -> Message | None:
    """What `hand_over` would be if nothing were committed before the call."""
    return Message.objects.filter(
        pk=number, lease=lease, state="new", lease_until__gt=timezone.now()
    ).first()


@app.task(name="rig.send", acks_late=True)
def send(number: int) -> None:
    """The design that the house forbids: a task a message, waiting in Redis until it is due."""
    channels.send(Message.objects.get(pk=number))


setattr(delivery, "next_moment", now_itself)  # noqa: B010  a module of the product, changed for the rig only
setattr(settling, "next_moment", now_itself)  # noqa: B010
setattr(delivery, "FIRST_PAUSE", timedelta(seconds=0.5))  # noqa: B010
setattr(delivery, "BLOCK", 20)  # noqa: B010  so that a worker holds a part of what waits
if WITHOUT == "parking":
    setattr(channels, "repeatable", Q)  # noqa: B010  everything
    setattr(channels, "repeats_safely", bool)  # noqa: B010  whatever it is
if WITHOUT == "lease":
    setattr(delivery, "hand_over", called_at_once)  # noqa: B010
