"""The page between a sheet and its people: what is kept, who may be known, what is left out."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from openpyxl import load_workbook

from applications.models import Application
from desk.checking import Ready
from desk.doubles import likely_doubles
from desk.examining import receive
from desk.tasks import import_sheet
from tests.desk.sheets import HEADER, row, sheet

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from tests.cast import Cast

UPLOAD = "/desk/fes/import/"
AMINA = {"name": "Amina Bennani", "phone": "0699010056"}


def upload(cast: Cast, data: str) -> Answer:
    sent = SimpleUploadedFile("sheet.csv", data.encode())
    return cast.client("RS1").post(UPLOAD, {"sheet": sent}, follow=True)


def confirm(cast: Cast, page: Answer, **terms: str) -> Answer:
    return cast.client("RS1").post(
        f"{page.request['PATH_INFO']}confirmation/", {"agreed": "yes", **terms}, follow=True
    )


def imported() -> list[str]:
    rows = Application.objects.filter(channel="import").order_by("reference")
    return [*rows.values_list("name", flat=True)]


def test_the_first_rows_are_shown_as_they_will_be_kept(cast: Cast) -> None:
    page = upload(cast, sheet(row(phone="٠٦ ٩٩ ٠١ ٠٠ ٥٥")))
    line = page.context["lines"][0]
    shown = dict(zip(page.context["outcome"].headings, line.cells, strict=True))
    assert (shown["Full name"], shown["Phone number"], line.line.is_new) == (
        "فاطمة الزهراء",
        "+212699010055",
        True,
    )


def test_a_likely_double_is_named_with_its_file_and_the_reason(cast: Cast) -> None:
    confirm(cast, upload(cast, sheet(row(**AMINA))), people="1")
    file = Application.objects.get(channel="import").reference
    rows = [row(name="أمينة بناني", phone="0699010057"), row(name="Salma", phone="0699010056")]
    lines = upload(cast, sheet(*rows)).context["lines"]
    assert [shown.line.doubles for shown in lines] == [
        [f"May be {file}, Amina Bennani: a name that sounds the same."],
        [f"May be {file}, Amina Bennani: the same phone."],
    ]


@pytest.mark.parametrize(
    ("language", "reasons"),
    [("fr", "le même téléphone, le même nom"), ("ar", "رقم الهاتف نفسه، الاسم نفسه")],
)
def test_reasons_are_parted_by_the_comma_of_the_language(
    cast: Cast, language: str, reasons: str
) -> None:
    rows = [Ready(number, AMINA, []) for number in (2, 3)]
    with translation.override(language):
        [said] = likely_doubles(rows, cast.stop)[3]
    assert reasons in said


def test_a_likely_double_within_the_sheet_is_named_with_its_row(cast: Cast) -> None:
    page = upload(cast, sheet(row(**AMINA), row(name="amina  BENNANI", phone="0699010057")))
    assert [shown.line.doubles for shown in page.context["lines"]] == [
        [],
        ["May be the person of row 2, Amina Bennani: the same name."],
    ]


def test_a_file_of_another_stop_is_nobodys_double(cast: Cast) -> None:
    Application.objects.filter(pk=cast.foreign.pk).update(phone="+212699010055")
    assert upload(cast, sheet(row())).context["outcome"].doubles == 0


def test_the_page_costs_the_same_for_one_row_and_for_sixty(cast: Cast) -> None:
    costs = []
    for number in (1, 60):
        rows = [row(name=f"Amina B{at}", phone=f"06990{at:05}") for at in range(number)]
        address = upload(cast, sheet(*rows)).request["PATH_INFO"]
        with CaptureQueriesContext(connection) as queries:
            cast.client("RS1").get(address)
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_rows_with_a_problem_are_left_out_when_it_is_said(cast: Cast) -> None:
    page = upload(cast, sheet(row(**AMINA), row(name="Salma", phone="12")))
    refused = confirm(cast, page, people="1")
    before = imported()
    done = confirm(cast, page, people="1", leave_out="yes")
    assert ("recorded" in refused.context, before, "recorded" in done.context, imported()) == (
        False,
        [],
        True,
        ["Amina Bennani"],
    )


@pytest.mark.parametrize("people", ["", "0", "2", "x", "99999999999"])
def test_another_number_of_people_than_there_are_records_nobody(cast: Cast, people: str) -> None:
    confirm(cast, upload(cast, sheet(row(**AMINA))), people=people)
    assert imported() == []


def _rows(data: bytes) -> list[list[Any]]:
    page = load_workbook(BytesIO(data)).worksheets[0]
    return [list(cells) for cells in page.iter_rows(values_only=True)]


def test_the_rows_that_are_left_out_can_be_downloaded_with_their_reasons(cast: Cast) -> None:
    page = upload(cast, sheet(row(**AMINA), row(name="=Salma", phone="12")))
    data = cast.client("RS1").get(f"{page.request['PATH_INFO']}left-out.xlsx").content
    header, left = _rows(data)
    assert (header[:3], header[-2:], left[:3], left[-2]) == (
        ["kind", "name", "phone"],
        ["Row", "What to put right"],
        ["project", "=Salma", "12"],
        "3",
    )


def test_they_are_still_there_when_the_others_are_recorded(cast: Cast) -> None:
    page = upload(cast, sheet(row(**AMINA), row(name="Salma", phone="12")))
    address = f"{page.request['PATH_INFO']}left-out.xlsx"
    before = _rows(cast.client("RS1").get(address).content)
    confirm(cast, page, people="1", leave_out="yes")
    assert _rows(cast.client("RS1").get(address).content) == before


def test_what_was_left_out_is_imported_once_it_is_put_right(cast: Cast) -> None:
    page = upload(cast, sheet(row(**AMINA), row(name="Salma", phone="12")))
    data = cast.client("RS1").get(f"{page.request['PATH_INFO']}left-out.xlsx").content
    book = load_workbook(BytesIO(data))
    book.worksheets[0].cell(2, HEADER.index("phone") + 1, "0699010057")
    back = BytesIO()
    book.save(back)
    sent = SimpleUploadedFile("left-out.xlsx", back.getvalue())
    again = cast.client("RS1").post(UPLOAD, {"sheet": sent}, follow=True)
    confirm(cast, again, people="1")
    assert imported() == ["Salma"]


@pytest.mark.parametrize("data", [sheet(row()), sheet(["x"], header=["name"])])
def test_nothing_is_downloaded_when_no_row_is_left_out(cast: Cast, data: str) -> None:
    address = upload(cast, data).request["PATH_INFO"]
    assert cast.client("RS1").get(f"{address}left-out.xlsx").status_code == 404


@pytest.mark.parametrize(
    ("terms", "names"),
    [
        ({"people": "1", "leave_out": "yes", "letters": "cp1252"}, ["Amine À. Bennani"]),
        ({"people": "1", "letters": "cp1252"}, []),
        ({"people": "2", "leave_out": "yes"}, []),
    ],
)
def test_the_background_keeps_to_what_was_confirmed(
    cast: Cast, terms: dict[str, str], names: list[str]
) -> None:
    latin = {"whatsapp": "oui", "province": "MA-FES", "sector": "trade", "stage": "idea"}
    text = sheet(
        row(**latin, activity="x", name="Amine À. Bennani", phone="0699010056"),
        row(**latin, activity="x", name="Salma", phone="12"),
    )
    parcel = receive(text.encode("cp1252"), stop=cast.stop, owner=cast["RS1"])
    import_sheet(parcel.pk.hex, cast["RS1"].pk, cast.stop.pk, terms)
    assert imported() == names


@pytest.mark.parametrize(
    "query",
    ["letters=x", "page=99", "page=-1", "header=99999999999", "header=٣", "page=²", "header="],
)
def test_a_choice_that_is_none_is_passed_over(cast: Cast, query: str) -> None:
    address = upload(cast, sheet(row())).request["PATH_INFO"]
    page = cast.client("RS1").get(f"{address}?{query}")
    assert (page.status_code, page.context["outcome"].people) == (200, 1)
