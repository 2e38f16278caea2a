"""What a reader cannot see in a sheet is never treated as if it were not there."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from applications.models import Application
from core.alphabets import Reader
from core.spreadsheets import read_book
from tests.desk.sheets import HEADER, looked, row, sheet, workbook

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from desk.outcomes import Outcome
    from tests.cast import Cast

UPLOAD = "/desk/fes/import/"
NOTHING = "This cell shows “%s” and holds no answer. Please write it."
FORMULA = (
    "This cell holds a formula, and the file does not say what it gives. Please open the file in "
    "Excel or LibreOffice, and save it again."
)


def upload(cast: Cast, data: str) -> Answer:
    sent = SimpleUploadedFile("sheet", data.encode())
    return cast.client("RS1").post(UPLOAD, {"sheet": sent}, follow=True)


def problems(outcome: Outcome) -> list[tuple[int, str]]:
    return [(problem.row, problem.sentence) for problem in outcome.problems]


PAGE = "xl/worksheets/sheet1.xml"


def rewritten(data: bytes, old: str, new: str) -> bytes:
    """The workbook with some words of its page changed, as other programs write them."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(out, "w", ZIP_DEFLATED) as after:
        whole = before.read(PAGE).replace(b"<v></v>", b"<v />")  # as openpyxl writes it beside lxml
        assert whole.count(old.encode()) == 1
        for name in before.namelist():
            text = whole if name == PAGE else before.read(name)
            text = text.replace(old.encode(), new.encode()) if name == PAGE else text
            after.writestr(name, text)
    return out.getvalue()


def placed(*rows: tuple[int, list[Any]]) -> bytes:
    """A workbook whose rows stand where they are put."""
    book, data = Workbook(), BytesIO()
    for number, cells in [(1, HEADER), *rows]:
        for place, cell in enumerate(cells, start=1):
            book.worksheets[0].cell(number, place, cell)
    book.save(data)
    return data.getvalue()


@pytest.mark.parametrize("number", [3200, 40_000, 1_048_576])
def test_a_person_far_below_a_gap_is_seen(cast: Cast, number: int) -> None:
    outcome = looked(cast, placed((2, row()), (number, row(name="Amina", phone="0699010056"))))
    assert [ready.row for ready in outcome.ready] == [2, number]


def test_a_person_far_below_a_gap_of_a_csv_is_seen(cast: Cast) -> None:
    lines = (
        sheet(row())
        + ";;\r\n" * 5000
        + sheet(row(name="Amina", phone="0699010056")).split("\r\n", 1)[1]
    )
    assert [ready.row for ready in looked(cast, lines).ready] == [2, 5003]


def test_a_column_that_stands_twice_keeps_the_cell_that_is_filled(cast: Cast) -> None:
    outcome = looked(cast, sheet([*row(), ""], header=[*HEADER, "Full name"]))
    assert next(outcome.ready).answers["name"] == "فاطمة الزهراء"


@pytest.mark.parametrize("place", [0, 1])
def test_a_column_that_stands_twice_and_differs_is_asked_about(cast: Cast, place: int) -> None:
    outcome = looked(cast, sheet([*row(name="Amina"), "Salma"], header=[*HEADER, "Full name"]))
    assert (
        problems(outcome)[place:]
        == [(2, "This column stands twice, with different answers: “Amina” · “Salma”.")][place:]
    )


def test_what_a_column_says_twice_is_quoted_as_french_does(cast: Cast) -> None:
    twice = sheet([*row(name="Amina"), "Salma"], header=[*HEADER, "Full name"])
    said = problems(looked(cast, twice, "fr"))[0][1]
    assert said.partition("différentes")[2] == "\u00a0: «\u00a0Amina\u00a0» · «\u00a0Salma\u00a0»."


NO_VALUES = ["#N/A", "#REF!", "#VALUE!", "#VALEUR!", "#NOM?", "#DIV/0!", "#NUL!", "#N/D", "Err:502"]


@pytest.mark.parametrize("value", [*NO_VALUES, "####"])
@pytest.mark.parametrize("kind", ["csv", "text", "error"])
def test_what_a_spreadsheet_shows_without_a_value_is_nobodys_name(
    cast: Cast, value: str, kind: str
) -> None:
    data: bytes | str = sheet(row(name=value))
    if kind == "text":
        data = workbook(row(name="Nn"))
        data = rewritten(data, "<t>Nn</t>", f"<t>{value}</t>")
    if kind == "error":
        cell = '<c r="B2" t="inlineStr"><is><t>Nn</t></is></c>'
        data = rewritten(workbook(row(name="Nn")), cell, f'<c r="B2" t="e"><v>{value}</v></c>')
    assert problems(looked(cast, data)) == [(2, NOTHING % value)]


def test_a_formula_without_a_kept_value_is_not_an_empty_cell(cast: Cast) -> None:
    assert problems(looked(cast, placed((2, row(video="=1+1"))))) == [(2, FORMULA)]


@pytest.mark.parametrize(
    ("kept", "outcome"),
    [
        ('<c r="B2"><f>A1</f></c>', [(2, FORMULA)]),
        ('<c r="B2"><f>A1</f><v>0</v></c>', [(2, FORMULA)]),  # as XlsxWriter does by default
        ('<c r="B2" t="str"><f>A1</f><v>Amina</v></c>', []),
        ('<c r="B2" t="e"><f>A1</f><v>#N/A</v></c>', [(2, NOTHING % "#N/A")]),
    ],
)
def test_a_formula_counts_for_what_the_file_keeps_of_it(
    cast: Cast, kept: str, outcome: list[tuple[int, str]]
) -> None:
    data = rewritten(placed((2, row(name="=A1"))), '<c r="B2"><f>A1</f><v /></c>', kept)
    assert problems(looked(cast, data)) == outcome


def test_a_formula_that_gives_nothing_is_an_empty_cell(cast: Cast) -> None:
    kept = '<c r="M2" t="str"><f>A1</f><v></v></c>'
    data = placed((1, [*HEADER, "email"]), (2, [*row(), "=A1"]))
    outcome = looked(cast, rewritten(data, '<c r="M2"><f>A1</f><v /></c>', kept))
    assert (problems(outcome), next(outcome.ready).answers.get("email")) == ([], None)


def test_what_stands_once_beside_several_rows_is_meant_for_each(cast: Cast) -> None:
    book, data = Workbook(), BytesIO()
    page = book.worksheets[0]
    for line in [HEADER, row(), row(name="Amina", phone="0699010056", province=None)]:
        page.append(line)
    page.merge_cells("F2:F3")
    book.save(data)
    ready = [*looked(cast, data.getvalue()).ready]
    assert [one.answers["province"] for one in ready] == ["MA-FES", "MA-FES"]


def test_cells_beyond_the_last_title_are_named(cast: Cast) -> None:
    assert looked(cast, sheet([*row(), "", "note"])).ignored == ["column N"]


def test_more_columns_than_are_read_are_refused_and_not_cut(cast: Cast) -> None:
    page = upload(cast, sheet([*row(), *[""] * 200, "x"]))
    assert "more than 200 columns" in page.content.decode()


def test_rows_inside_a_quotation_mark_that_is_not_closed_are_missed(cast: Cast) -> None:
    lines = sheet(row(activity="Tapis"), row(name="Amina", phone="0699010056", activity="Miel"))
    outcome = looked(cast, lines.replace("Tapis", '"Tapis').replace("Miel", 'Miel"'))
    assert "not closed" in " ".join(sentence for _row, sentence in problems(outcome))


def test_a_word_that_is_neither_yes_nor_no_is_no_agreement_and_is_said(cast: Cast) -> None:
    outcome = looked(cast, sheet([*row(), "peut-être"], header=[*HEADER, "reminders"]))
    assert problems(outcome) == [(2, "Please write yes or no.")]


@pytest.mark.parametrize("kept", ["_x000D_\n", "_x000d_\n", "&#13;\n", "_x000D__x000A_"])
def test_a_line_break_of_another_writer_is_a_line_break(kept: str) -> None:
    text = f'<t xml:space="preserve">Tapis{kept}et miel</t>'
    data = rewritten(workbook(row(activity="Nn")), "<t>Nn</t>", text)
    assert read_book(data, Reader()).pages[0].rows[1][1][7] == "Tapis\net miel"


def test_letters_that_look_like_a_coded_one_are_read_as_they_were_meant() -> None:
    data = rewritten(workbook(row(name="Nn")), "<t>Nn</t>", "<t>a_x005F_x000D_b</t>")
    assert read_book(data, Reader()).pages[0].rows[1][1][1] == "a_x000D_b"


def test_nothing_is_recorded_of_a_sheet_with_something_unseen(cast: Cast) -> None:
    page = upload(cast, sheet(row(name="#N/A")))
    cast.client("RS1").post(
        f"{page.request['PATH_INFO']}confirmation/", {"agreed": "yes", "people": "1"}
    )
    assert Application.objects.filter(channel="import").count() == 0
