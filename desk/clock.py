"""What time brings to the desk: the staff's morning summary, and forgetting sheets that nobody confirmed."""

from celery import shared_task
from django.utils import timezone

from desk.digest import write_digests
from desk.importing import forget_parcels


@shared_task
def sum_up() -> int:
    """Write the morning's summary to those who work in a center; how many are new."""
    return write_digests(timezone.now())


@shared_task(ignore_result=True)
def forget_sheets() -> None:
    """Delete what was not confirmed in time."""
    forget_parcels()
