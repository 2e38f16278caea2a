"""What the desk leaves to the background: long imports."""

from uuid import UUID

from celery import shared_task

from desk.importing import Parcel, Terms, record
from people.models import User


@shared_task(ignore_result=True)
def import_sheet(pk: str, owner_id: int, stop_id: int, terms: dict[str, str] | None = None) -> None:
    """Record a sheet on the `terms` that were sent, if its owner still works for the stop."""
    owner = User.objects.get(pk=owner_id, is_active=True)
    stop = owner.stops_in_charge().select_related("center__region").get(pk=stop_id)
    record(Parcel(UUID(pk), owner_id, stop_id), stop=stop, by=owner, terms=Terms.of(terms or {}))
