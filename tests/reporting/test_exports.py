"""Exports: for whom, with what, without formulas, for how long."""

from __future__ import annotations

import csv
from copy import copy
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl
from uuid import uuid4

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from applications.models import Application
from core.cells import looks_like_formula, safe_cell
from questionnaires.compiled_forms import compiled_form
from reporting.models import Export
from reporting.tasks import make_export

if TYPE_CHECKING:
    from tests.cast import Cast

NEW = "/desk/exports/new/"
LIST = "/desk/fes/applications/"
FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\u200f=1",
    "\u200e+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    ";=1",
    '"=1',
    " =1",
    "\u00a0=cmd|' /C calc'!A0",
    "\ufeff=1",
    "\u2066=1",
    "'=1",
]


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """The cast with one application at each stop, and no export yet."""
    Application.objects.exclude(pk__in=[cast.application.pk, cast.foreign.pk]).delete()
    Export.objects.all().delete()
    return cast


def ask(
    cast: Cast, query: str = "", code: str = "RS1", *, kind: str = "xlsx", language: str = "en"
) -> Export:
    """An export of the list with these filters, made."""
    client = cast.client(code, language)
    listed = query and client.post(LIST, dict(parse_qsl(query)), follow=True).context["chosen"]
    client.post(f"{NEW}?{listed}", {"format": kind})
    export = Export.objects.latest("created_at")
    make_export(str(export.pk))
    export.refresh_from_db()
    return export


def xlsx(export: Export) -> Any:
    with export.file.open() as file:
        return load_workbook(BytesIO(file.read())).worksheets[0]


def lines(export: Export) -> list[list[str]]:
    with export.file.open() as file:
        return list(
            csv.reader(StringIO(file.read().decode("utf-8-sig"), newline=""), delimiter=";")
        )


def copies(cast: Cast, answers: list[dict[str, Any]]) -> None:
    """One more application at Fès for each of these answers."""
    original, rows = Application.objects.get(pk=cast.application.pk), []
    for number, answer in enumerate(answers):
        row = copy(original)
        row.pk, row.token, row.key = None, f"copy-{number}", uuid4()
        row.reference, row.name_key = f"FM-{2000 + number}", f"copy {number}"
        row.answers = {**cast.application.answers, **answer}
        rows.append(row)
    Application.objects.bulk_create(rows)


def column(export: Export, label: str) -> list[Any]:
    page = xlsx(export)
    place = [cell.value for cell in page[1]].index(label)
    return [row[place] for row in page.iter_rows(min_row=2)]


def test_an_export_holds_the_rows_of_the_list_and_no_others(cast: Cast) -> None:
    assert [cell.value for cell in column(ask(cast), "File number")] == ["FM-0001"]


def test_the_filters_of_the_list_are_those_of_the_file(cast: Cast) -> None:
    assert (ask(cast, "kind=cooperative").total, ask(cast, "q=zzc").total) == (0, 1)


def test_another_center_s_stop_cannot_be_asked_for(cast: Cast) -> None:
    status = cast.client("RS1").post(f"{NEW}?stop=souss", {"format": "csv"}).status_code
    assert (status, Export.objects.count()) == (422, 0)


def test_what_nobody_has_sent_is_not_exported(cast: Cast) -> None:
    assert cast.client("RS1").post(f"{NEW}?state=draft", {"format": "csv"}).status_code == 422


def test_rights_that_were_lost_meanwhile_give_an_empty_file(cast: Cast) -> None:
    cast.client("RS1").post(NEW, {"format": "xlsx"})
    cast["RS1"].memberships.all().delete()
    export = Export.objects.get()
    make_export(str(export.pk))
    export.refresh_from_db()
    assert (export.state, export.total) == ("ready", 0)


@pytest.mark.parametrize("text", FORMULAS)
def test_nothing_becomes_a_formula_in_csv(text: str) -> None:
    assert (looks_like_formula(text), safe_cell(text)) == (True, f"'{text}")


@pytest.mark.parametrize("text", ["Amina", "فاطمة", "3-4", "a=b", "", "06 12", "«=»", "é"])
def test_ordinary_words_are_left_alone_in_csv(text: str) -> None:
    assert safe_cell(text) == text


def test_no_cell_of_a_workbook_is_a_formula(cast: Cast) -> None:
    copies(cast, [{"locality": text} for text in FORMULAS])
    page = xlsx(ask(cast))
    kinds = {cell.data_type for row in page.iter_rows() for cell in row if cell.value is not None}
    assert kinds <= {"s", "n"}


def test_no_cell_of_a_csv_begins_like_a_formula(cast: Cast) -> None:
    copies(cast, [{"locality": text} for text in FORMULAS])
    cells = [cell for line in lines(ask(cast, kind="csv")) for cell in line]
    assert [
        cell for cell in cells if looks_like_formula(cell) and not cell.startswith(("'", "+212"))
    ] == []


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_thousand_phones_come_out_as_they_went_in(cast: Cast, kind: str) -> None:
    phones = [f"+21269901{number:04}" for number in range(1000)]
    copies(cast, [{"phone": phone} for phone in phones])
    Application.objects.filter(pk=cast.application.pk).update(
        state="withdrawn", withdrawn_at=timezone.now()
    )
    export = ask(cast, "state=submitted", kind=kind)
    label = _phone_label(cast)
    if kind == "xlsx":
        cells = [(cell.value, cell.data_type) for cell in column(export, label)]
        assert cells == [(phone, "s") for phone in phones]
    else:
        head, *rest = lines(export)
        assert [line[head.index(label)] for line in rest] == phones


def _phone_label(cast: Cast) -> str:
    return next(
        question.label
        for question in compiled_form(cast.application.version_id, "en").questions
        if question.code == "phone"
    )


def test_a_sheet_in_arabic_runs_from_right_to_left(cast: Cast) -> None:
    page = xlsx(ask(cast, language="ar"))
    french = xlsx(ask(cast, language="fr")).sheet_view.rightToLeft
    wide = round(page.column_dimensions["A"].width)  # so that a name is read whole
    assert (page.sheet_view.rightToLeft, bool(french), wide) == (True, False, 23)


def test_the_file_is_for_whoever_asked(cast: Cast) -> None:
    address = f"/desk/exports/{ask(cast).pk}/"
    answers = {
        code: cast.client(code).get(f"{address}file/").status_code
        for code in ("RV", "RS2", "NS", "AP1", "PI")
    }
    assert answers == {"RV": 404, "RS2": 404, "NS": 403, "AP1": 403, "PI": 403}


@pytest.mark.parametrize("code", ["NS", "AP1", "EX1", "PI"])
def test_only_staff_of_a_center_ask_for_files(cast: Cast, code: str) -> None:
    assert (cast.client(code).post(NEW, {"format": "csv"}).status_code, Export.objects.count()) == (
        403,
        0,
    )


def test_downloads_are_counted(cast: Cast) -> None:
    export = ask(cast)
    for _time in range(2):
        cast.client("RS1").get(f"/desk/exports/{export.pk}/file/").getvalue()
    export.refresh_from_db()
    assert (export.downloads, export.owner, export.total, export.filters) == (2, cast["RS1"], 1, {})


def test_a_look_at_the_page_makes_nothing(cast: Cast) -> None:
    assert (cast.client("RS1").get(NEW).status_code, Export.objects.count()) == (200, 0)


def test_the_ticked_columns_alone_are_in_the_file_and_are_ticked_again(cast: Cast) -> None:
    client = cast.client("RS1")
    ticked = ["reference", "answer kind"]
    client.post(NEW, {"format": "csv", "columns": ticked})
    export = Export.objects.get()
    make_export(str(export.pk))
    export.refresh_from_db()
    assert [len(line) for line in lines(export)] == [2, 2]
    form = client.get(NEW).context["form"]
    assert (form.initial["columns"], form.initial["format"]) == (ticked, "csv")


def test_a_column_that_is_not_there_is_refused_and_nothing_is_made(cast: Cast) -> None:
    status = cast.client("RS1").post(NEW, {"format": "csv", "columns": "token"}).status_code
    assert (status, Export.objects.count()) == (422, 0)


def test_all_columns_ticked_means_those_of_later_questions_too(cast: Cast) -> None:
    client = cast.client("RS1")
    every = client.get(NEW).context["form"].initial["columns"]
    client.post(NEW, {"format": "csv", "columns": every})
    assert Export.objects.get().columns == []
