"""Sheets that used to be refused: locked, with titles above, behind a summary, in other words."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from openpyxl import Workbook

from applications.models import Application
from desk.columns import columns
from desk.words import plain
from tests.desk.sheets import HEADER, looked, row, sheet

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from desk.outcomes import Outcome
    from tests.cast import Cast

UPLOAD = "/desk/fes/import/"


def upload(cast: Cast, data: bytes | str) -> Answer:
    sent = SimpleUploadedFile("sheet", data if isinstance(data, bytes) else data.encode())
    return cast.client("RS1").post(UPLOAD, {"sheet": sent}, follow=True)


def book_of(*pages: tuple[str, str, list[list[Any]]]) -> bytes:
    """A workbook of these pages: name, state, rows."""
    book, data = Workbook(), BytesIO()
    for place, (name, state, rows) in enumerate(pages):
        page = book.worksheets[0] if not place else book.create_sheet()
        page.title, page.sheet_state = name, state
        for line in rows:
            page.append(line)
    book.active = len(pages) - 1
    book.save(data)
    return data.getvalue()


def people(outcome: Outcome) -> list[tuple[int, str]]:
    return [(one.row, one.answers["name"]) for one in outcome.ready]


def answers_to(cast: Cast, code: str, written: str) -> Any:
    cells = dict(zip(HEADER, row(), strict=True)) | {code: written}
    outcome = looked(cast, sheet(list(cells.values()), header=list(cells)))
    return [one.answers[code] for one in outcome.ready]


WHO = "فاطمة الزهراء"


@pytest.mark.usefixtures("in_english")
@pytest.mark.parametrize(
    ("data", "words"),
    [
        (
            b"\xd0\xcf\x11\xe0..." + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password",
        ),
        (b"\xd0\xcf\x11\xe0...Workbook", "an old Excel file"),
        (b"%PDF-1.7", "a document or a picture"),
        (b"<html><table><tr><td>Nom</td></tr></table>", "a document or a picture"),
        (b'<?xml version="1.0"?><Workbook/>', "a document or a picture"),
        (b"\xff\xd8\xff\xe0JFIF", "a document or a picture"),
    ],
)
def test_a_file_that_stays_shut_says_what_it_is(cast: Cast, data: bytes, words: str) -> None:
    page = upload(cast, data)
    sentence = page.context["form"].errors["sheet"][0]
    assert (page.status_code, words in sentence) == (422, True)


@pytest.mark.parametrize("first", ["sep=;\r\n", "\ufeffsep=;\n", "SEP=;\r\n"])
def test_the_line_that_names_the_separator_is_no_row(cast: Cast, first: str) -> None:
    assert people(looked(cast, first + sheet(row()))) == [(2, WHO)]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_a_separator_is_told_by_the_header_and_not_by_the_first_line(
    cast: Cast, delimiter: str
) -> None:
    text = sheet(row(activity="a, b; c"), delimiter=delimiter)
    assert people(looked(cast, f"Liste, à jour; le 3 mars\n{text}")) == [(3, WHO)]


def test_titles_above_the_header_are_passed_over(cast: Cast) -> None:
    rows: list[list[Any]] = [
        ["CRI Fès-Meknès"],
        [],
        ["Liste des candidats", None, "2026"],
        HEADER,
        row(),
    ]
    assert people(looked(cast, book_of(("Liste", "visible", rows)))) == [(5, WHO)]


def test_groups_of_columns_above_the_header_are_passed_over(cast: Cast) -> None:
    book, data = Workbook(), BytesIO()
    page = book.worksheets[0]
    lines: list[list[Any]] = [["Identité", None, "Contact", *[None] * 9], HEADER, row()]
    for line in lines:
        page.append(line)
    page.merge_cells("A1:B1")
    page.merge_cells("C1:L1")
    book.save(data)
    assert people(looked(cast, data.getvalue())) == [(3, WHO)]


@pytest.mark.parametrize("merged", [True, False])
def test_a_header_over_two_rows_is_read_from_both(cast: Cast, *, merged: bool) -> None:
    book, data = Workbook(), BytesIO()
    page = book.worksheets[0]
    lines: list[list[Any]] = [["kind", "name", "Contact"], [None, None, *HEADER[2:]], row()]
    for line in lines:
        page.append(line)
    if merged:
        page.merge_cells("A1:A2")
        page.merge_cells("B1:B2")
    book.save(data)
    assert people(looked(cast, data.getvalue())) == [(3, WHO)]


@pytest.mark.parametrize(
    "before",
    [
        ("Notes", "hidden", [["kept", "here"], ["x", "y"]]),
        ("Secret", "veryHidden", [HEADER, row(name="Old")]),
        ("Export Summary", "visible", [["This document was exported from Numbers."], ["Sheet 1"]]),
        ("Couverture", "visible", []),
    ],
)
def test_the_page_of_the_people_is_found_behind_another(
    cast: Cast, before: tuple[str, str, list[list[Any]]]
) -> None:
    page = upload(cast, book_of(before, ("Feuille", "visible", [["Tableau 1"], HEADER, row()])))
    assert people(page.context["outcome"]) == [(3, WHO)]


def test_another_page_of_people_is_named_and_can_be_chosen(cast: Cast) -> None:
    data = book_of(
        ("Mars", "visible", [HEADER, row()]),
        ("Avril", "visible", [HEADER, row(name="Amina", phone="0699010056")]),
    )
    page = upload(cast, data)
    other = cast.client("RS1").get(f"{page.request['PATH_INFO']}?page=2")
    assert (
        people(page.context["outcome"]),
        page.context["outcome"].other_people,
        people(other.context["outcome"]),
    ) == (
        [(2, WHO)],
        ["Avril"],
        [(2, "Amina")],
    )


def test_a_sheet_whose_header_is_not_found_shows_its_rows_to_choose_from(cast: Cast) -> None:
    page = upload(cast, sheet(["Amina"], header=["name"]))
    chosen = [number for number, _cells in page.context["outcome"].first]
    assert (page.context["refusal"].split(":")[0], chosen, b'name="header"' in page.content) == (
        "These columns are missing",
        [1, 2],
        True,
    )


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_every_answer_is_understood_by_its_label_and_its_code(cast: Cast, language: str) -> None:
    missed = [
        (column.code, word)
        for column in columns(cast.application.version_id, language)
        for word in [*column.labels, *{code for code in column.options.values() if code}]
        if len(column.typed(word)) != 1
    ]
    assert missed == []


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize("code", ["kind", "stage", "gender", "language"])
def test_the_words_of_lists_and_files_are_understood(cast: Cast, code: str, language: str) -> None:
    field = Application._meta.get_field(code)  # noqa: SLF001  Django's own door
    options = {one.code: one for one in columns(cast.application.version_id, language)}[code]
    with translation.override(language):
        choices = [
            (value, str(label))
            for value, label in getattr(field, "flatchoices", ())
            if value in options.options.values()
        ]
    assert [options.typed(label) for _value, label in choices] == [[value] for value, _ in choices]


@pytest.mark.parametrize(
    ("code", "written", "kept"),
    [
        ("kind", "Auto-entrepreneur", "self_employed"),
        ("kind", "auto entrepreneur", "self_employed"),
        ("kind", "AUTO‑ENTREPRENEUR ", "self_employed"),
        ("kind", "حامل مشروع", "project"),
        ("kind", "حاملة مشروع", "project"),
        ("language", "Arabe", "ar"),
        ("language", "arabic", "ar"),
        ("language", "الفرنسية", "fr"),
        ("gender", "Femme", "woman"),
        ("gender", "homme", "man"),
        ("province", "Province de Sefrou", "MA-SEF"),
        ("province", "عمالة فاس", "MA-FES"),
        ("video", "VRAI", True),
        ("video", "non", False),
        ("video", "0", False),
    ],
)
def test_an_answer_is_understood_as_people_write_it(
    cast: Cast, code: str, written: str, kept: object
) -> None:
    assert answers_to(cast, code, written) == [kept]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("L’étape", "L'étape"),
        ("L’étape", "L`etape"),
        ("Adresse e-mail", "adresse e‑mail :"),
        ("Nom et prénom *", "NOM ET PRENOM"),
        ("الاسم الكامل", "الإسم الكامل:"),
    ],
)
def test_two_ways_to_write_a_heading_are_one(one: str, other: str) -> None:
    assert plain(one) == plain(other)


@pytest.mark.parametrize("apostrophe", ["'", "’", "ʼ", "`", "´", "‘"])
def test_a_heading_is_understood_with_any_apostrophe(cast: Cast, apostrophe: str) -> None:
    labels = {one.code: one.label for one in columns(cast.application.version_id, "fr")}
    header = [labels[code].replace("’", apostrophe) for code in HEADER]
    assert people(looked(cast, sheet(row(), header=header))) == [(2, WHO)]
