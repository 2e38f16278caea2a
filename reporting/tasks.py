"""What reporting does in the background: counting, and the files that staff asked for."""

import logging
from datetime import timedelta

from celery import shared_task
from django.db import DatabaseError
from django.db.models import Q
from django.utils import timezone
from kombu.exceptions import OperationalError

from reporting import counts, release
from reporting.exports import asked_rows, write
from reporting.models import Export

State = Export.State
LONGEST = timedelta(hours=2)
PATIENCE = timedelta(minutes=1)
logger = logging.getLogger(__name__)


def wake(export: Export) -> None:
    """Have the file made now. Without a broker the request goes on; the next round of the clock makes it."""
    try:
        make_export.apply_async((str(export.pk),), retry=False)
    except OperationalError:
        logger.warning("The broker cannot be reached; waiting exports are made with the next round.")


@shared_task(ignore_result=True)
def make_export(pk: str) -> None:
    """Make the file of an export that waits; begun anew when the worker that made it was lost."""
    unfinished = Export.objects.filter(pk=pk, state__in=[State.WAITING, State.WORKING])
    export = unfinished.select_related("owner").first()
    if export is None:
        return
    unfinished.update(state=State.WORKING, total=asked_rows(export).order_by().count(), done=0)
    try:
        write(export, lambda done: Export.objects.filter(pk=pk).update(done=done))
    except (OSError, DatabaseError):
        unfinished.update(state=State.FAILED)
        raise
    export.refresh_from_db(fields=["total"])
    unfinished.update(state=State.READY, file=export.file.name, done=export.total)


@shared_task(ignore_result=True)
def make_waiting_exports() -> None:
    """Make the files whose first call was lost."""
    for export in Export.objects.filter(state=State.WAITING, created_at__lte=timezone.now() - PATIENCE):
        make_export(str(export.pk))


@shared_task(ignore_result=True)
def forget_exports() -> None:
    """Remove the files whose day is over, and give up those that were never finished."""
    now = timezone.now()
    over = Q(expires_at__lte=now) | Q(state__in=[State.WAITING, State.WORKING], created_at__lte=now - LONGEST)
    for export in Export.objects.filter(over).exclude(state__in=[State.EXPIRED, State.FAILED]):
        if export.file:
            export.file.delete(save=False)
        export.state, export.file = (State.EXPIRED if export.expires_at <= now else State.FAILED), ""
        export.save(update_fields=["state", "file"])


@shared_task(ignore_result=True)
def count_figures() -> None:
    """Count every stop anew, for the staff's figures."""
    counts.build()


@shared_task(ignore_result=True)
def renew_public_figures() -> None:
    """Count, then let the public see what may be seen."""
    counts.build()
    release.renew()
