"""A workbook written row by row holds what was given; the cells of a CSV are those of `csv`."""

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO
from typing import Any

import pytest
from openpyxl import load_workbook

from core.cells import QuotedCells, as_typed, safe_cell
from core.sheets import sheet

TEXTS = ["نعم", "a;b", 'say "x"', "'=1", "=1+1", "+212600000001", "a\nb", " two ", "<&>", "x" * 200]


def written(
    *blocks: Sequence[Sequence[str | int]], name: str = "Page", turned: bool = False
) -> Any:
    file = BytesIO()
    with sheet(file, name, turned=turned) as put:
        for block in blocks:
            put(block)
    return load_workbook(file)


def values(book: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]


def test_the_rows_of_every_block_stand_below_each_other() -> None:
    book = written([["Number", "Name"]], [["F-1", 12], ["F-2", 0]], [["F-3", -4]])
    assert values(book) == [["Number", "Name"], ["F-1", 12], ["F-2", 0], ["F-3", -4]]


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_stays_as_it_is_and_is_no_formula(text: str) -> None:
    book = written([[text, text]], [[text]])
    assert values(book) == [[text, text], [text, None]]
    assert [cell.data_type for cell in book.worksheets[0]["A"]] == ["s", "s"]


def test_what_xlsx_cannot_hold_is_left_out_and_a_code_stays_seven_letters() -> None:
    inside = written([["a\x00b\x0bc\ufffe", "_x0041_"]])
    assert [as_typed(cell.value) for cell in inside.worksheets[0][1]] == ["abc", "_x0041_"]


def test_an_empty_cell_keeps_its_place_and_a_long_row_its_columns() -> None:
    row: list[str | int] = ["", "b", *range(60)]
    assert values(written([row])) == [[None, "b", *range(60)]]


@pytest.mark.parametrize("turned", [False, True])
def test_the_page_has_its_name_its_direction_and_its_headings_in_sight(turned: bool) -> None:  # noqa: FBT001
    page = written([["a"]], name="Files & “names”", turned=turned).worksheets[0]
    assert (page.title, bool(page.sheet_view.rightToLeft), page.freeze_panes) == (
        "Files & “names”",
        turned,
        "B2",
    )


def test_the_cells_of_a_csv_are_those_of_the_library() -> None:
    cells: list[str | int] = [*TEXTS, *TEXTS, 0, 2026, -1, ""]
    text = StringIO(newline="")
    line = [safe_cell(cell) if isinstance(cell, str) else cell for cell in cells]
    csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL).writerow(line)
    assert ";".join(map(QuotedCells().__getitem__, cells)) + "\r\n" == text.getvalue()
