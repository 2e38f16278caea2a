"""Whoever is killed while something is written down beside a sheet holds up no other sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from applications.models import Application
from desk.examining import receive
from desk.importing import CALLED_OFF, TERMS, Terms, record
from desk.parcels import Parcel, forget_parcels
from desk.tasks import go_on, import_sheet
from people.models import Membership
from tests.desk.sheets import row, sheet

if TYPE_CHECKING:
    from tests.cast import Cast


def parcel_of(cast: Cast) -> Parcel:
    return receive(sheet(row()).encode(), stop=cast.stop, owner=cast["RS1"])


def half_written(parcel: Parcel, name: str) -> None:
    """The worker was killed when it had begun to write."""
    default_storage.delete(parcel.beside(name))
    default_storage.save(parcel.beside(name), ContentFile(b'{"peop'))


@pytest.mark.parametrize("name", [TERMS, "recorded"])
def test_a_note_of_which_half_was_written_is_none(cast: Cast, name: str) -> None:
    parcel = parcel_of(cast)
    half_written(parcel, name)
    assert (parcel.note(name), parcel.is_recorded) == (None, False)
    assert go_on() == 0
    forget_parcels()
    page = cast.client("RS1").get(f"/desk/fes/import/{parcel.address}/")
    assert page.status_code == 200
    assert record(parcel, stop=cast.stop, by=cast["RS1"], terms=Terms(people=1))
    assert Application.objects.filter(channel="import").count() == 1


def test_a_confirmed_sheet_of_somebody_who_left_is_called_off(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_sheet, "delay", import_sheet)
    parcel = parcel_of(cast)
    told = Terms(people=1, language="fr").told
    parcel.write(TERMS, {**told, "owner": parcel.owner_id, "stop": parcel.stop_id})
    Membership.objects.filter(user=cast["RS1"]).delete()
    assert go_on() == 1
    assert (Application.objects.filter(channel="import").count(), go_on()) == (0, 0)


def test_a_note_takes_the_place_of_another_at_once(cast: Cast) -> None:
    parcel = parcel_of(cast)
    parcel.write(CALLED_OFF, {"at": 1})
    kept = sorted(default_storage.listdir("imports")[1])
    parcel.write(CALLED_OFF, {"at": 2})
    after = sorted(default_storage.listdir("imports")[1])
    assert (parcel.note(CALLED_OFF), after) == ({"at": 2}, kept)
