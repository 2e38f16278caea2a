"""The template and the sheet of left-out rows, filled in and put right by hands in LibreOffice."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from applications.models import Application
from desk.columns import columns
from tests.desk.sheets import row, sheet

if TYPE_CHECKING:
    from tests.cast import Cast

UPLOAD = "/desk/fes/import/"
LANGUAGES = ["ar", "fr", "en"]
TYPED = Path(__file__).parent / "from_libreoffice"  # made by its make.sh
PHONES = ["0699010077", "06 99 01 00 78", "+212 699-010079"]
NAMES = ["أمينة بناني", "Éric d’Anfa", "=Salma"]
PUT_RIGHT = "0699010057"


def upload(cast: Cast, data: bytes) -> Any:
    sent = SimpleUploadedFile("sheet", data)
    return cast.client("RS1").post(UPLOAD, {"sheet": sent}, follow=True)


def by_hand(cast: Cast, language: str) -> list[list[str]]:
    """Three people as somebody types them under the headers of the template."""
    asked = columns(cast.application.version_id, language)
    people = []
    for place, (name, phone) in enumerate(zip(NAMES, PHONES, strict=True)):
        free = {"name": name, "phone": phone, "activity": "Miel, 2 kg; bio"}
        cells = [
            free.get(each.code)
            or (str(each.labels[place % len(each.labels)]) if each.labels else "")
            for each in asked
        ]
        people.append(cells)
    return people


def kept(name: str, data: bytes, people: list[list[str]]) -> None:
    """For make.sh: the product's own file, and what hands are to type in it."""
    if folder := os.environ.get("KEEP_SHEETS"):
        Path(folder, f"{name}.xlsx").write_bytes(data)
        Path(folder, f"{name}.json").write_text(json.dumps(people))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_filled_in_by_hand_in_libreoffice_is_read_as_it_was_typed(
    cast: Cast, language: str
) -> None:
    blank = cast.client("RS1", language).get(f"{UPLOAD}template.xlsx").content
    kept(f"template-{language}", blank, by_hand(cast, language))
    outcome = upload(cast, (TYPED / f"template-{language}.xlsx").read_bytes()).context["outcome"]
    read = [(one.answers["name"], one.answers["phone"]) for one in outcome.ready]
    phones = ["+212699010077", "+212699010078", "+212699010079"]
    assert (outcome.problems, read) == ([], list(zip(NAMES, phones, strict=True)))
    assert [one.answers["activity"] for one in outcome.ready] == ["Miel, 2 kg; bio"] * 3


def test_a_left_out_row_put_right_in_libreoffice_is_recorded(cast: Cast) -> None:
    wrong = [row(name="=Salma", phone="12"), row(name="Éric", phone="0699010058", stage="rêve")]
    page = upload(cast, sheet(row(), *wrong).encode())
    left = cast.client("RS1").get(f"{page.request['PATH_INFO']}left-out.xlsx").content
    kept("left-out", left, [[PUT_RIGHT, "idea"]])
    again = upload(cast, (TYPED / "left-out.xlsx").read_bytes())
    outcome = again.context["outcome"]
    read = [(one.answers["name"], one.answers["phone"]) for one in outcome.ready]
    assert (outcome.problems, read) == (
        [],
        [("=Salma", "+212699010057"), ("Éric", "+212699010058")],
    )
    cast.client("RS1").post(
        f"{again.request['PATH_INFO']}confirmation/", {"agreed": "yes", "people": "2"}
    )
    names = Application.objects.filter(channel="import").order_by("reference")
    assert [*names.values_list("name", flat=True)] == ["=Salma", "Éric"]
