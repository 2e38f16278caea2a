"""What the desk leaves to the background: long sheets, looked at and recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist

from core.tasks import shared_task
from desk.examining import examine
from desk.importing import Terms, called_off, record
from desk.parcels import Parcel, promised_parcels
from desk.reading import Choice
from people.models import User

if TYPE_CHECKING:
    from programs.models import Stop


@shared_task(ignore_result=True)
def look_at_sheet(
    pk: str, owner_id: int, stop_id: int, language: str, choice: dict[str, str] | None = None
) -> None:
    """Find out what a sheet would become. Safe to run twice."""
    parcel = Parcel(UUID(pk), owner_id, stop_id)
    if parcel.is_kept:
        _owner, stop = _owner_and_stop(parcel)
        examine(parcel, stop, language, Choice.of(choice or {}))


@shared_task(ignore_result=True)
def import_sheet(pk: str, owner_id: int, stop_id: int, terms: dict[str, str] | None = None) -> None:
    """Record a sheet on the `terms` that were sent; call it off if its owner left the stop."""
    parcel = Parcel(UUID(pk), owner_id, stop_id)
    try:
        owner, stop = _owner_and_stop(parcel)
    except ObjectDoesNotExist:
        called_off(parcel)
        return
    record(parcel, stop=stop, by=owner, terms=Terms.of(terms or {}))


def go_on() -> int:
    """Let the recordings whose worker was lost go on; return how many."""
    lost = [parcel for parcel in promised_parcels() if _is_lost(parcel)]
    for parcel in lost:
        import_sheet.delay(parcel.pk.hex, parcel.owner_id, parcel.stop_id)
    return len(lost)


def _is_lost(parcel: Parcel) -> bool:
    progress = parcel.progress
    return progress is None or progress.is_lost


def _owner_and_stop(parcel: Parcel) -> tuple[User, Stop]:
    """Who sent it, while they still work for the stop. Raises DoesNotExist."""
    owner = User.objects.get(pk=parcel.owner_id, is_active=True)
    return owner, owner.stops_in_charge().select_related("center__region").get(pk=parcel.stop_id)
