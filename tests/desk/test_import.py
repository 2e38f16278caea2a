"""Importing a sheet: looked at row by row, recorded whole or not at all."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from applications.models import Application
from desk import checking
from desk.columns import columns
from desk.examining import receive
from desk.importing import record
from desk.parcels import Parcel, forget_parcels
from desk.tasks import import_sheet
from people.models import Consent, Membership, User
from programs.models import Stop
from tests.desk.sheets import HEADER, row, sheet, workbook

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from tests.cast import Cast

UPLOAD = "/desk/fes/import/"


def upload(cast: Cast, data: bytes | str, code: str = "RS1") -> Answer:
    sent = SimpleUploadedFile("sheet.csv", data if isinstance(data, bytes) else data.encode())
    return cast.client(code).post(UPLOAD, {"sheet": sent}, follow=True)


def confirm(cast: Cast, page: Answer) -> Answer:
    checked = page.context.get("outcome")
    return cast.client("RS1").post(
        f"{page.request['PATH_INFO']}confirmation/",
        {"agreed": "yes", "people": (checked.people or "") if checked else ""},
        follow=True,
    )


def problems(page: Answer) -> list[tuple[int, str]]:
    return [(problem.row, problem.sentence) for problem in page.context["outcome"].problems]


def imported() -> int:
    return Application.objects.filter(channel="import").count()


def test_a_sheet_is_looked_at_first_and_imported_after_a_confirmation(cast: Cast) -> None:
    page = upload(cast, sheet(row(), row(name="Amina", phone="0699010056")))
    before = imported()
    done = confirm(cast, page)
    assert (before, imported(), "recorded" in done.context) == (0, 2, True)


def test_an_imported_application_is_whole(cast: Cast) -> None:
    confirm(cast, upload(cast, sheet(row())))
    application = Application.objects.get(channel="import")
    assert (
        application.state,
        application.entered_by,
        application.phone,
        application.answers["province"],
        application.answers["stage"],
        application.answers["video"],
    ) == (
        "submitted",
        cast["RS1"],
        "+212699010055",
        "MA-FES",
        "idea",
        True,
    )


@pytest.mark.parametrize(
    "written",
    [
        699010055,
        "699010055",
        "06 99 01 00 55",
        "٠٦٩٩٠١٠٠٥٥",
        "00212699010055",
        212699010055,
        699010055.0,
    ],
)
def test_a_phone_survives_what_excel_makes_of_it(cast: Cast, written: object) -> None:
    confirm(cast, upload(cast, workbook(row(phone=written))))
    assert Application.objects.get(channel="import").phone == "+212699010055"


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_template_in_each_language_is_understood_when_it_comes_back(
    cast: Cast, language: str
) -> None:
    data = cast.client("RS1", language).get(f"{UPLOAD}template.xlsx").content
    book = load_workbook(BytesIO(data))
    page, values = book.worksheets
    first = {column[0].value: column[1].value for column in values.iter_cols(max_row=2)}
    cells = {column[0].value: first.get(column[0].value) for column in page.iter_cols(max_row=1)}
    texts = ["Amina", "0699010077", None, None, "Vente"]
    for place, head in enumerate(cells, start=1):
        page.cell(2, place, cells[head])
    for place, code in enumerate(_codes(cast), start=1):
        if code in {"name", "phone", "activity"}:
            page.cell(2, place, {"name": texts[0], "phone": texts[1], "activity": texts[4]}[code])
    back = BytesIO()
    book.save(back)
    checked = upload(cast, back.getvalue())
    confirm(cast, checked)
    assert (
        imported(),
        page.sheet_view.rightToLeft,
        checked.context["outcome"].other_people,
    ) == (1, language == "ar", [])


def _codes(cast: Cast) -> list[str]:
    return [column.code for column in columns(cast.application.version_id, "ar")]


def test_a_wrong_row_is_named_with_its_column_in_plain_words(cast: Cast) -> None:
    page = upload(cast, sheet(row(), row(name="Amina", phone="12", stage="rêve")))
    wrong = page.context["outcome"].problems
    words = [(one.row, one.sentence) for one in wrong]
    assert (
        words[0][0],
        "rêve" in " ".join(word for _row, word in words),
        len(wrong),
        imported(),
    ) == (3, True, 2, 0)


def test_nothing_is_imported_when_one_row_is_wrong(cast: Cast) -> None:
    page = upload(cast, sheet(row(), row(name="Amina", phone="12")))
    confirm(cast, page)
    assert imported() == 0


def test_somebody_who_stands_twice_in_the_sheet_is_found(cast: Cast) -> None:
    page = upload(cast, sheet(row(), row(name="فاطِمه الزهراء")))
    assert problems(page) == [(3, "The same person stands in row 2.")]


def test_somebody_whose_application_is_there_already_is_found(cast: Cast) -> None:
    confirm(cast, upload(cast, sheet(row())))
    reference = Application.objects.get(channel="import").reference
    assert problems(upload(cast, sheet(row()))) == [
        (2, f"This person already has an application at this stop: {reference}.")
    ]


def test_a_family_may_share_one_phone(cast: Cast) -> None:
    confirm(cast, upload(cast, sheet(row(), row(name="Amina"))))
    assert imported() == 2


def test_a_missing_column_is_named(cast: Cast) -> None:
    page = upload(cast, sheet(["Amina"], header=["name"]))
    assert page.context["refusal"].startswith("These columns are missing: ")


def test_a_column_that_is_no_question_is_left_out_and_said(cast: Cast) -> None:
    page = upload(cast, sheet([*row(), "x"], header=[*HEADER, "CIN"]))
    assert page.context["outcome"].ignored == ["CIN"]


def test_agreement_to_reminders_comes_from_its_column(cast: Cast) -> None:
    confirm(cast, upload(cast, sheet([*row(), "oui"], header=[*HEADER, "reminders"])))
    consents = Consent.objects.filter(person=Application.objects.get(channel="import").applicant)
    assert sorted(consents.values_list("text__purpose", flat=True)) == ["processing", "reminders"]


def test_running_twice_imports_once(cast: Cast) -> None:
    page = upload(cast, sheet(row()))
    confirm(cast, page)
    confirm(cast, page)
    assert imported() == 1


def test_a_task_that_is_delivered_twice_imports_once(cast: Cast) -> None:
    parcel = _parcel(cast, sheet(row()))
    import_sheet(parcel.pk.hex, cast["RS1"].pk, cast.stop.pk)
    import_sheet(parcel.pk.hex, cast["RS1"].pk, cast.stop.pk)
    assert imported() == 1


def _parcel(cast: Cast, text: str) -> Parcel:
    return receive(text.encode(), stop=cast.stop, owner=cast["RS1"])


def test_a_refusal_half_way_leaves_nothing_and_no_gap_in_the_numbers(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    parcel = _parcel(
        cast,
        sheet(row(), row(name="Amina", phone="0699010056"), row(name="amina", phone="0699010056")),
    )
    monkeypatch.setattr(checking, "_twice", lambda *_: [])
    before = Stop.objects.values_list("last_number", flat=True).get(pk=cast.stop.pk)
    assert (record(parcel, stop=cast.stop, by=cast["RS1"]), imported(), parcel.is_kept) == (
        False,
        0,
        True,
    )
    assert Stop.objects.values_list("last_number", flat=True).get(pk=cast.stop.pk) == before
    assert User.objects.filter(phone__startswith="+21269901").count() == 0


def test_the_sheet_is_for_whoever_sent_it(cast: Cast) -> None:
    page = upload(cast, sheet(row()))
    address = page.request["PATH_INFO"]
    Membership.objects.create(user=cast["RS2"], role="manager", center=cast.stop.center)
    assert [cast.client(code).get(address).status_code for code in ("RS2", "RV", "NS", "AP1")] == [
        404,
        404,
        403,
        403,
    ]


def test_of_a_sheet_that_is_imported_only_the_count_is_kept(cast: Cast) -> None:
    before = set(default_storage.listdir("imports")[1])
    confirm(cast, upload(cast, sheet(row())))
    new = set(default_storage.listdir("imports")[1]) - before
    assert [name.partition("-")[2] for name in new] == ["recorded"]


def test_a_sheet_that_nobody_confirmed_is_forgotten(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    parcel = _parcel(cast, sheet(row()))
    monkeypatch.setattr("desk.parcels.KEPT_SECONDS", -1)
    forget_parcels()
    assert parcel.is_kept is False


def test_nothing_is_imported_without_the_agreement_of_the_people(cast: Cast) -> None:
    page = upload(cast, sheet(row()))
    cast.client("RS1").post(f"{page.request['PATH_INFO']}confirmation/")
    assert imported() == 0


def test_the_errors_can_be_downloaded_whole(cast: Cast) -> None:
    page = upload(cast, sheet(*[row(name=f"Person {number}", phone="12") for number in range(60)]))
    address = page.request["PATH_INFO"]
    lines = cast.client("RS1").get(f"{address}errors.csv").content.decode().splitlines()
    assert (len(page.context["outcome"].faults), len(lines)) == (1, 61)


@pytest.mark.parametrize("path", ["", "confirmation/", "errors.csv"])
def test_an_address_that_was_made_up_leads_nowhere(cast: Cast, path: str) -> None:
    client, address = cast.client("RS1"), f"{UPLOAD}made:up/{path}"
    answer = client.post(address) if path == "confirmation/" else client.get(address)
    assert answer.status_code == 404
