"""The letters of a CSV: judged by all of its words, shown before anything is kept, chosen again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from applications.models import Application
from desk.columns import columns, headers, reader
from desk.reading import read_sheet
from tests.desk.sheets import HEADER, row, sheet

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from tests.cast import Cast

UPLOAD = "/desk/fes/import/"


def names(cast: Cast, data: bytes) -> list[str]:
    version = cast.application.version_id
    read = read_sheet(data, known=headers(version), reader=reader(version))
    place = next(at for at, head in enumerate(read.header) if headers(version).get(head) == "name")
    return [cells[place] for _number, cells in read.rows]


def upload(cast: Cast, data: bytes) -> Answer:
    sent = SimpleUploadedFile("sheet.csv", data)
    return cast.client("RS1").post(UPLOAD, {"sheet": sent}, follow=True)


def french(cast: Cast, *rows: list[str]) -> str:
    """A sheet with the French headers of the template."""
    labels = {one.code: one.label for one in columns(cast.application.version_id, "fr")}
    return sheet(*rows, header=[labels[code] for code in HEADER])


def test_two_scripts_glued_in_one_cell_do_not_change_the_letters_of_all(cast: Cast) -> None:
    text = french(
        cast, row(activity="خياطة SARLالأمل"), row(name="خديجة المرابط", phone="0699010056")
    )
    page = upload(cast, text.encode("cp1256", errors="replace"))
    cells = [line.cells for line in page.context["lines"]]
    assert [one[1] for one in cells] == ["فاطمة الزهراء", "خديجة المرابط"]


@pytest.mark.parametrize(
    "activity", ["À Sefrou : miel", "É", "DÉCOR", "Poterie à Fès", "Ça marche"]
)
def test_a_french_capital_alone_is_not_taken_for_an_urdu_letter(cast: Cast, activity: str) -> None:
    data = sheet(
        row(
            name="É. Benali",
            province="MA-FES",
            sector="trade",
            stage="idea",
            activity=activity,
            whatsapp="oui",
        )
    ).encode("cp1252")
    page = upload(cast, data)
    line = page.context["lines"][0].cells
    assert (line[1], line[7]) == ("É. Benali", activity)


@pytest.mark.parametrize(
    "name", ["Séverine", "Aïcha Benaïssa", "Hélène d’Alès", "BÉNÉDICTE", "Loïc Çelik", "Œuvre"]
)
def test_french_of_a_mac_is_read_with_ascii_around_it(cast: Cast, name: str) -> None:
    data = f"name;phone\n{name};0699010055\nSéverine;0699010056\n".encode("mac_roman")
    assert names(cast, data) == [name, "Séverine"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["فاطمة", "Éric", "À", "ى", "Aïcha القادري"])
def test_unicode_is_never_taken_for_a_page_of_letters(cast: Cast, encoding: str, name: str) -> None:
    assert names(cast, f"name;phone\n{name};0699010055\n".encode(encoding)) == [name]


@pytest.mark.parametrize(
    "name",
    [
        *("فاطمة", "مباركة الوزاني", "عبد العالي", "هدى", "شريفة", "ياسين ءادم", "محمد Éric"),
        *("مُحَمَّد", "أم كلثوم", "خولة، بنت علي", "نجوى «نجاة»"),
    ],
)
def test_arabic_of_windows_is_read_by_its_names(cast: Cast, name: str) -> None:
    text = f"name;phone\n{name};0699010055\nفاطمة;0699010056\n"
    assert names(cast, text.encode("cp1256", errors="ignore"))[1] == "فاطمة"


def test_a_mark_of_unicode_spoiled_in_one_cell_does_not_spoil_the_others(cast: Cast) -> None:
    data = "name;phone\nفاطمة;1\nخديجة;2\n".encode() + b"S\xe9verine;3\n"
    assert names(cast, data) == ["فاطمة", "خديجة", "S\ufffdverine"]


def test_letters_that_were_lost_before_are_to_be_written_again(cast: Cast) -> None:
    data = sheet(row(name="?????")).encode()
    sentences = [one.sentence for one in upload(cast, data).context["outcome"].problems]
    sentence = (
        "Letters of this cell were lost when the file was saved: “?????”. "
        "Please save the sheet as XLSX, or write them again."
    )
    assert sentences == [sentence]


def test_wrong_letters_are_chosen_again_on_the_page_and_recorded_so(cast: Cast) -> None:
    page = upload(cast, sheet(row(name="Séverine")).encode())
    address = page.request["PATH_INFO"]
    other = cast.client("RS1").get(f"{address}?letters=mac_roman")
    assert other.context["lines"][0].cells[1] == "S√©verine"
    cast.client("RS1").post(
        f"{address}confirmation/", {"agreed": "yes", "people": "1", "letters": "utf-8"}
    )
    assert Application.objects.get(channel="import").name == "Séverine"


def test_a_row_whose_letters_look_wrong_is_shown_however_far_down_it_stands(cast: Cast) -> None:
    rows = [row(name=f"Person {at}", phone=f"06990{at:05}") for at in range(40)]
    rows[37][1] = "SÃ©verine"
    lines = upload(cast, sheet(*rows).encode()).context["lines"]
    assert ([shown.line.row for shown in lines][19:], lines[-1].line.odd_letters) == (
        [21, 39],
        True,
    )
