"""What the product writes it reads: every export comes back through the import as it was."""

from __future__ import annotations

import csv
import os
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from openpyxl import load_workbook

from applications.models import Application
from core.cells import as_typed, bare
from desk.columns import columns
from desk.examining import receive
from desk.importing import Terms, record
from questionnaires.compiled_forms import compiled_form
from questionnaires.kinds import KINDS
from questionnaires.models import Choice
from reporting.models import Export
from reporting.tasks import make_export
from tests.desk.sheets import HEADER, row, sheet
from tests.kept import once
from tests.questionnaires.making import every_kind

if TYPE_CHECKING:
    from tests.cast import Cast

UPLOAD = "/desk/fes/import/"
NEW = "/desk/exports/new/"
LANGUAGES = ["ar", "fr", "en"]
SAVED_AGAIN = Path(__file__).parent / "from_libreoffice"  # made by its make.sh


def upload(cast: Cast, data: bytes) -> Any:
    sent = SimpleUploadedFile("sheet", data)
    return cast.client("RS1").post(UPLOAD, {"sheet": sent}, follow=True).context


@once
def recorded(cast: Cast) -> list[dict[str, Any]]:
    """The answers of two odd rows, once they are applications and the only ones of the stop."""
    rows, header = odd_rows(cast)
    parcel = receive(sheet(*rows, header=header).encode(), stop=cast.stop, owner=cast["RS1"])
    assert record(parcel, stop=cast.stop, by=cast["RS1"], terms=Terms(people=len(rows)))
    Application.objects.exclude(channel="import").delete()
    return [one.answers for one in Application.objects.order_by("reference")]


def exported(cast: Cast, language: str, kind: str) -> bytes:
    cast.client("RS1", language).post(NEW, {"format": kind})
    export = Export.objects.latest("created_at")
    make_export(str(export.pk))
    export.refresh_from_db()
    with export.file.open() as file:
        data = bytes(file.read())
    if kept := os.environ.get("KEEP_EXPORTS"):  # for from_libreoffice/make.sh
        Path(kept, f"{language}.{kind}").write_bytes(data)
    return data


def odd_rows(cast: Cast) -> tuple[list[list[Any]], list[str]]:
    """Two people whose cells are what sheets stumble over, and the header above them."""
    asked = {one.code: one for one in columns(cast.application.version_id, "fr")}
    needs = " ; ".join(str(label) for label in asked["needs"].labels)
    rows = [
        [*row(needs=needs, activity="=Miel, « bio »; 2 kg"), "a@example.org", "_x000D_ '=1"],
        [*row(name='\'Aïcha "B"', phone="0699010056", activity="a\nb;c"), "", "-Ali"],
    ]
    return rows, [*HEADER, "email", "locality"]


def read_back(cast: Cast, data: bytes) -> tuple[list[Any], list[dict[str, Any]]]:
    """The problems of a file, and the answers of its people."""
    Application.objects.all().delete()
    outcome = upload(cast, data)["outcome"]
    return outcome.problems, [
        {code: answer for code, answer in one.answers.items() if answer not in (None, "", [])}
        for one in outcome.ready
    ]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_export_is_imported_as_it_was(cast: Cast, language: str, kind: str) -> None:
    answers = recorded(cast)
    assert read_back(cast, exported(cast, language, kind)) == ([], answers)


@pytest.mark.parametrize("name", ["%s.xlsx", "%s.csv", "%s-from-csv.xlsx"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_export_that_libreoffice_saved_again_is_imported_as_it_was(
    cast: Cast, language: str, name: str
) -> None:
    answers = recorded(cast)
    assert read_back(cast, (SAVED_AGAIN / (name % language)).read_bytes()) == ([], answers)


def cells(data: bytes, kind: str) -> list[list[str]]:
    """What a program shows in each cell of an export, as far as the last filled one."""
    if kind == "csv":
        text = StringIO(data.decode("utf-8-sig"), newline="")
        return [[bare(cell) for cell in line] for line in csv.reader(text, delimiter=";")]
    lines = load_workbook(BytesIO(data)).worksheets[0].iter_rows(values_only=True)
    return [[bare(as_typed(cell)) for cell in line] for line in lines]


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_exports_say_the_same_in_every_cell(cast: Cast, language: str) -> None:
    recorded(cast)
    sheets = [cells(exported(cast, language, kind), kind) for kind in ("xlsx", "csv")]
    assert (sheets[0], len(sheets[0])) == (sheets[1], 3)


@pytest.mark.usefixtures("in_english")
@pytest.mark.parametrize(
    ("name", "words"),
    [("locked.xlsx", "protected by a password"), ("list.ods", "no Excel file: OpenDocument")],
)
def test_what_libreoffice_saved_otherwise_is_refused_in_a_sentence(
    cast: Cast, name: str, words: str
) -> None:
    form = upload(cast, (SAVED_AGAIN / name).read_bytes())["form"]
    assert words in form.errors["sheet"][0]


def test_a_sheet_by_xlsxwriter_keeps_its_line_breaks_and_says_what_nobody_calculated(
    cast: Cast,
) -> None:
    outcome = upload(cast, (SAVED_AGAIN / "xlsxwriter.xlsx").read_bytes())["outcome"]
    kept = [one.answers["activity"] for one in outcome.ready]
    wrong = [(one.row, one.sentence[:27]) for one in outcome.problems]
    assert (kept, wrong) == (["ligne une\nligne deux"], [(3, "This cell holds a formula, ")])


@once
def form_of_every_kind(_cast: Cast) -> int:
    """The version of a form whose answers are named by several words, with commas."""
    version = every_kind(publish=False)
    for choice in Choice.objects.filter(question__section__version=version):
        for each in LANGUAGES:
            setattr(choice, f"label_{each}", f"{choice.code}, une, deux ({each})")
        choice.save()
    return int(version.pk)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted(set(KINDS) - {"file"}))
def test_the_words_of_every_kind_of_answer_are_read_back(
    cast: Cast, language: str, code: str
) -> None:
    version = form_of_every_kind(cast)
    asked = {one.code: one for one in compiled_form(version, language).questions}[code]
    column = {one.code: one for one in columns(version, language)}[code]
    options = [one for one in asked.options if one]
    answers: dict[str, Any] = {
        "yes_no": True,
        "scale": 4,
        "choices": options,
        "date": "2024-08-01",
        "time": "21:05",
        "integer": 12_500,
        "money": 1_250_000,
        "phone": "+212699010055",
        "email": "a@example.org",
    }
    answer = answers.get(code, options[-1] if options else "Tapis, miel; _x000D_")
    with translation.override(language):
        written = column.typed(asked.text(answer, language))
        read = asked.field.clean(written if code == "choices" else written[0])
    assert read == answer


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("month", range(1, 13))
def test_a_date_in_words_is_read_back(cast: Cast, language: str, month: int) -> None:
    version = form_of_every_kind(cast)
    asked = {one.code: one for one in compiled_form(version, language).questions}["date"]
    day = f"2024-{month:02}-01"
    assert asked.field.clean(asked.text(day, language)) == day
