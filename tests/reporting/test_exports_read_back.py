"""What the product writes it reads: every export comes back through the import as it was."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from applications.models import Application
from desk.columns import columns
from questionnaires.compiled_forms import compiled_form
from questionnaires.kinds import KINDS
from questionnaires.models import Choice
from reporting.models import Export
from reporting.tasks import make_export
from tests.desk.sheets import HEADER, row, sheet
from tests.questionnaires.making import every_kind

if TYPE_CHECKING:
    from tests.cast import Cast

UPLOAD = "/desk/fes/import/"
NEW = "/desk/exports/new/"
LANGUAGES = ["ar", "fr", "en"]


def upload(cast: Cast, data: bytes) -> Any:
    sent = SimpleUploadedFile("sheet", data)
    return cast.client("RS1").post(UPLOAD, {"sheet": sent}, follow=True).context


def recorded(cast: Cast, *rows: list[Any], header: list[str]) -> list[dict[str, Any]]:
    """The answers of these rows, once they are applications and the only ones of the stop."""
    context = upload(cast, sheet(*rows, header=header).encode())
    cast.client("RS1").post(
        f"{UPLOAD}{context['parcel']}/confirmation/", {"agreed": "yes", "people": str(len(rows))}
    )
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


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_export_is_imported_as_it_was(cast: Cast, language: str, kind: str) -> None:
    asked = {one.code: one for one in columns(cast.application.version_id, "fr")}
    needs = " ; ".join(str(label) for label in asked["needs"].labels)
    header = [*HEADER, "email", "locality"]
    rows = [
        [*row(needs=needs, activity="=Miel, « bio »; 2 kg"), "a@example.org", "_x000D_ '=1"],
        [*row(name='\'Aïcha "B"', phone="0699010056", activity="a\nb;c"), "", "-Ali"],
    ]
    answers = recorded(cast, *rows, header=header)
    data = exported(cast, language, kind)
    Application.objects.all().delete()
    checked = upload(cast, data)["outcome"]
    back = [
        {code: answer for code, answer in one.answers.items() if answer not in (None, "", [])}
        for one in checked.ready
    ]
    assert (checked.problems, back) == ([], answers)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted(set(KINDS) - {"file"}))
@pytest.mark.usefixtures("cast")
def test_the_words_of_every_kind_of_answer_are_read_back(language: str, code: str) -> None:
    version = every_kind(publish=False)
    for choice in Choice.objects.filter(question__section__version=version):
        for each in LANGUAGES:
            setattr(choice, f"label_{each}", f"{choice.code}, une, deux ({each})")
        choice.save()
    asked = {one.code: one for one in compiled_form(version.pk, language).questions}[code]
    column = {one.code: one for one in columns(version.pk, language)}[code]
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
@pytest.mark.usefixtures("cast")
def test_a_date_in_words_is_read_back(language: str, month: int) -> None:
    version = every_kind(publish=False)
    asked = {one.code: one for one in compiled_form(version.pk, language).questions}["date"]
    day = f"2024-{month:02}-01"
    assert asked.field.clean(asked.text(day, language)) == day
