"""An import beside others: one sheet confirmed twice, people who apply meanwhile, a lost worker."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from applications.models import Application
from desk.examining import receive
from desk.importing import record
from desk.parcels import Parcel
from tests.desk.sheets import row, sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from tests.cast import Cast

UPLOAD = "/desk/fes/import/"


def upload(cast: Cast, text: str) -> Answer:
    return cast.client("RS1").post(
        UPLOAD, {"sheet": SimpleUploadedFile("sheet.csv", text.encode())}, follow=True
    )


def confirm(cast: Cast, page: Answer) -> Answer:
    checked = page.context.get("outcome")
    return cast.client("RS1").post(
        f"{page.request['PATH_INFO']}confirmation/",
        {"agreed": "yes", "people": (checked.people or "") if checked else ""},
        follow=True,
    )


def imported() -> int:
    return Application.objects.filter(channel="import").count()


def _parcel(cast: Cast, text: str) -> Parcel:
    return receive(text.encode(), stop=cast.stop, owner=cast["RS1"])


@contextmanager
def locked(*names: str) -> Iterator[None]:
    """Somebody else, elsewhere, holds this lock."""
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtext(%s), hashtext(%s))", names)
        yield
    finally:
        other.close()


def test_a_sheet_that_is_being_imported_is_not_imported_a_second_time(cast: Cast) -> None:
    parcel = _parcel(cast, sheet(row()))
    parcel.tell("recording", 25, 100)
    with locked("imports", parcel.pk.hex):
        done = record(parcel, stop=cast.stop, by=cast["RS1"])
    assert (done, imported(), parcel.progress and parcel.progress.done) == (False, 0, 25)


def test_who_waits_too_long_for_others_is_asked_to_come_back(cast: Cast) -> None:
    page = upload(cast, sheet(row()))
    with locked("people.person_for", "+212699010055"), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '200ms'")
        answer = confirm(cast, page)
    sentences = [str(message) for message in answer.context["messages"]]
    assert (imported(), sentences) == (
        0,
        ["Nothing has been recorded. Please look at the sheet and confirm again."],
    )


def test_rows_are_written_in_the_order_of_their_phones(cast: Cast) -> None:
    confirm(cast, upload(cast, sheet(row(), row(name="Amina", phone="0699010001"))))
    rows = (
        Application.objects.filter(channel="import")
        .order_by("pk")
        .values_list("phone", "reference")
    )
    assert [*rows] == [("+212699010001", "FM-0004"), ("+212699010055", "FM-0003")]


@pytest.mark.parametrize("path", ["errors.csv", "confirmation/"])
def test_a_sheet_that_can_no_longer_be_read_leads_back_to_its_page(cast: Cast, path: str) -> None:
    parcel = _parcel(cast, sheet(row()))
    with default_storage.open(parcel.path, "wb") as kept:
        kept.write(b"PK\x03\x04broken")
    client, address = cast.client("RS1"), f"{UPLOAD}{parcel.address}/"
    answer = (
        client.post(address + path, {"agreed": "yes"})
        if path == "confirmation/"
        else client.get(address + path)
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, address)
