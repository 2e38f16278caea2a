"""What reporting does in the background: counting, and the files that staff asked for."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import DatabaseError
from django.db.models import Q
from django.utils import timezone, translation
from kombu.exceptions import OperationalError

from core.tasks import shared_task
from reporting import release
from reporting.counting.checking import check
from reporting.counting.folding import fold
from reporting.exports.preparing import prepared
from reporting.exports.writing import write
from reporting.models import Export

if TYPE_CHECKING:
    from django.db.models import QuerySet

State = Export.State
LONGEST = timedelta(hours=2)
PATIENCE = timedelta(minutes=1)
LEASE = timedelta(minutes=5)  # without a thousand rows more, the worker is taken for lost
logger = logging.getLogger(__name__)


def wake(export: Export) -> None:
    """Have the file made now; without a broker, by the next round of the clock."""
    try:
        make_export.apply_async((str(export.pk),), retry=False)
    except OperationalError:
        logger.warning(
            "The broker cannot be reached; waiting exports are made with the next round."
        )


@shared_task(ignore_result=True)
def make_export(pk: str) -> None:
    """Make the file of an export that waits; begun anew when the worker that made it was lost."""
    claim = uuid4()
    waiting = Export.objects.to_be_made(timezone.now() - LEASE).filter(pk=pk)
    if not waiting.update(state=State.WORKING, claim=claim, heard_at=timezone.now()):
        return
    ours = Export.objects.filter(pk=pk, state=State.WORKING, claim=claim)
    export = ours.select_related("owner").get()
    with translation.override(export.language):
        stops, total, sheet = prepared(export)
        ours.update(stops=stops, total=total, done=0)
        try:
            write(export, sheet, lambda done: ours.update(done=done, heard_at=timezone.now()))
        except (OSError, DatabaseError):
            ours.update(state=State.FAILED)
            raise
    if not ours.update(state=State.READY, file=export.file.name, done=total):
        export.file.delete(save=False)


def waiting_exports() -> QuerySet[Export]:
    """The files whose first call was lost, or whose worker was."""
    now = timezone.now()
    return Export.objects.to_be_made(now - LEASE).filter(created_at__lte=now - PATIENCE)


@shared_task(ignore_result=True)
def make_waiting_exports() -> None:
    """Make the files whose first call was lost, or whose worker was."""
    for export in waiting_exports():
        make_export(str(export.pk))


@shared_task(ignore_result=True)
def forget_exports() -> None:
    """Remove the files whose day is over, and give up those that were never finished."""
    now = timezone.now()
    over = Q(expires_at__lte=now) | Q(
        state__in=[State.WAITING, State.WORKING], created_at__lte=now - LONGEST
    )
    for export in Export.objects.filter(over).exclude(state__in=[State.EXPIRED, State.FAILED]):
        if export.file:
            export.file.delete(save=False)
        export.state = State.EXPIRED if export.expires_at <= now else State.FAILED
        export.file = ""
        export.save(update_fields=["state", "file"])


@shared_task(ignore_result=True)
def count_figures() -> None:
    """Bring the counters up to what was written since, at every stop."""
    fold()


@shared_task(ignore_result=True)
def renew_public_figures() -> None:
    """Compare the counters with the raw tables, then let the public see what may be seen."""
    check()
    release.renew()
