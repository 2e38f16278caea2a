"""Certificates: only for those who were there, found by their own text, proved by their code."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime, timedelta
from typing import Any

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from django.utils import timezone
from PIL import Image

from people.departures import leave
from people.models import Participation
from tests.cast import Cast
from tests.workshops.hall.test_attendance import seated, tap
from tests.workshops.planned import make_workshop
from workshops.after.certificates import make_certificates, paper_of, zipped
from workshops.hall.arrivals import arrive, mark
from workshops.models import Certificate, Workshop
from workshops.seats.links import seat_url

pytestmark = pytest.mark.django_db
NAMES = (
    "فاطمة الزهراء العلالي",
    "عبد الإله لالاوي الإدريسي",
    "Zoé Œillet-N’Guyen Benjelloun",
    "محمد آيت القرآن",
)
MOMENT = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)


def attended(cast: Cast, *names: str) -> Workshop:
    """A workshop where these people were."""
    workshop = make_workshop(cast.stop, title_fr="Le marketing numérique", title_ar="التسويق")
    for n, name in enumerate(names, 1):
        seat = seated(workshop, n)
        seat.participation.person.name = name
        seat.participation.person.save()
        arrive(seat)
    return workshop


def made(cast: Cast, *names: str) -> list[Certificate]:
    """Their certificates."""
    workshop = attended(cast, *names)
    make_certificates(workshop, by=cast["RS1"])
    Certificate.objects.update(made_at=MOMENT)
    return list(Certificate.objects.order_by("pk"))


def text_of(paper: bytes, page: int = 0) -> str:
    """The text of a page as a reader finds it."""
    return str(pypdfium2.PdfDocument(paper)[page].get_textpage().get_text_bounded())


def code_of(paper: bytes) -> Image.Image:
    """The code of a paper as a JPEG of 320 pixels."""
    drawn = pypdfium2.PdfDocument(paper)[0].render(scale=300 / 72).to_pil()
    sides = (int(drawn.width * 0.38), int(drawn.width * 0.62))
    code = drawn.crop((sides[0], int(drawn.height * 0.77), sides[1], int(drawn.height * 0.91)))
    small = io.BytesIO()
    code.convert("RGB").resize((320, 320 * code.height // code.width)).save(small, "JPEG")
    return Image.open(small)


def test_only_whoever_was_there_gets_one_and_only_one(cast: Cast) -> None:
    workshop = attended(cast, "Amina")
    absent, excused = seated(workshop, 8), seated(workshop, 9)
    marks = [tap(f"s{absent.pk}", "absent"), tap(f"s{excused.pk}", "excused")]
    mark(workshop, marks, by=cast["RS1"], how="sheet")
    told = [make_certificates(workshop, by=cast["RS1"]) for _again in range(2)]
    assert told == [(1, []), (0, [])]
    assert [row.words["name"] for row in Certificate.objects.all()] == ["Amina"]


def test_a_companion_and_a_walk_in_get_their_own(cast: Cast) -> None:
    workshop = make_workshop(cast.stop)
    seat = seated(workshop, 1, count=2, companion_name="Aïcha")
    walk_in = tap("w0b0f2f9c-0a5d-4b39-9a44-7d5c8f5f3e77", name="Brahim")
    mark(workshop, [tap(f"t{seat.pk}"), walk_in], by=cast["RS1"], how="sheet")
    make_certificates(workshop, by=cast["RS1"])
    assert [row.words["name"] for row in Certificate.objects.all()] == ["Aïcha", "Brahim"]


def test_two_who_came_together_find_both_papers_behind_the_link_of_their_seat(
    cast: Cast, client: Any
) -> None:
    workshop = make_workshop(cast.stop)
    seat = seated(workshop, 1, count=2, companion_name="Aïcha")
    seat.participation.person.name = "Brahim"
    seat.participation.person.save()
    mark(workshop, [tap(f"s{seat.pk}"), tap(f"t{seat.pk}")], by=cast["RS1"], how="sheet")
    make_certificates(workshop, by=cast["RS1"])
    paper = client.get(f"{seat_url(seat)}certificate/").content
    names = [[name in text_of(paper, page) for name in ("Brahim", "Aïcha")] for page in (0, 1)]
    assert (names, len(pypdfium2.PdfDocument(paper))) == ([[True, False], [False, True]], 2)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_found_whole_by_the_papers_own_text(cast: Cast, name: str) -> None:
    paper = paper_of(made(cast, name))
    assert name in text_of(paper).splitlines()


def test_it_is_made_again_byte_by_byte(cast: Cast) -> None:
    rows = made(cast, *NAMES)
    again = list(Certificate.objects.order_by("pk"))
    assert paper_of(rows) == paper_of(again)
    assert zipped(rows) == zipped(again)


def test_its_words_stay_when_the_workshop_is_renamed(cast: Cast) -> None:
    rows = made(cast, "Amina")
    before = paper_of(rows)
    Workshop.objects.update(title_fr="Autre", title_ar="آخر")
    assert paper_of(Certificate.objects.all()) == before


def test_it_says_that_it_is_kept_for_good_and_read_aloud(cast: Cast) -> None:
    with pikepdf.open(io.BytesIO(paper_of(made(cast, "Amina")))) as paper:
        with paper.open_metadata() as said:
            claims = [said[f"pdfaid:{name}"] for name in ("part", "conformance")]
            claims.append(said["pdfuaid:part"])
        assert (claims, str(paper.Root.Lang), bool(paper.Root.MarkInfo.Marked)) == (
            ["2", "A", "1"],
            "fr",
            True,
        )


def test_its_code_is_read_from_a_jpeg_of_320_pixels_and_verifies(cast: Cast, client: Any) -> None:
    [row] = made(cast, "فاطمة الزهراء العلالي")
    [read] = zxingcpp.read_barcodes(code_of(paper_of([row])))
    assert read.text.endswith(f"/certificate/{row.key}")
    answer = client.get(f"/certificate/{row.key}/")
    assert "فاطمة الزهراء العلالي" in answer.content.decode()


def test_an_address_that_no_certificate_can_have_is_not_found(client: Any) -> None:
    assert [client.get(f"/certificate/{key}/").status_code for key in ("%00", "a b")] == [404] * 2


def test_a_name_that_no_font_has_is_said_before_anything_is_printed(cast: Cast) -> None:
    workshop = attended(cast, "Amina", "ⵎⵉⵔⴰ", "نورة")
    told = make_certificates(workshop, by=cast["RS1"])
    assert told == (2, ["ⵎⵉⵔⴰ"])


def test_a_title_is_printed_without_what_no_font_has(cast: Cast) -> None:
    [row] = made(cast, "Amina")
    row.words |= {"title_ar": "البيع 😀", "title_fr": "Vendre 🚀 en ligne"}
    assert "Vendre en ligne" in " ".join(text_of(paper_of([row])).split())


def test_the_pages_of_all_stand_in_one_file_and_each_alone_in_the_other(cast: Cast) -> None:
    rows = made(cast, *NAMES)
    alone = zipfile.ZipFile(io.BytesIO(zipped(rows)))
    assert (len(pypdfium2.PdfDocument(paper_of(rows))), len(alone.namelist())) == (4, 4)


def test_each_paper_is_small(cast: Cast) -> None:
    assert len(paper_of(made(cast, NAMES[0]))) < 60_000


def left_afterwards(row: Certificate) -> None:
    """Its person stops taking part once the workshop is over."""
    past = timezone.now() - timedelta(days=3)
    Workshop.objects.update(starts_at=past, ends_at=past + timedelta(hours=1))
    leave(Participation.objects.get(person=row.person), by=None)


def test_whoever_withdraws_afterwards_keeps_the_proof_of_their_paper(
    cast: Cast, client: Any
) -> None:
    [row] = made(cast, "Amina")
    before = paper_of([row])
    left_afterwards(row)
    kept = Certificate.objects.get()
    page = client.get(f"/certificate/{row.key}/")
    assert (kept.made_at, kept.arrival, paper_of([kept]) == before) == (MOMENT, None, True)
    assert (page.status_code, "Amina" in page.content.decode()) == (200, True)


def test_with_the_account_of_somebody_who_is_forgotten_the_proof_goes(
    cast: Cast, client: Any
) -> None:
    [row] = made(cast, "Amina")
    assert row.person
    left_afterwards(row)
    row.person.delete()
    assert client.get(f"/certificate/{row.key}/").status_code == 404


def test_the_desk_still_lists_the_paper_of_somebody_who_left(cast: Cast) -> None:
    [row] = made(cast, "Amina")
    left_afterwards(row)
    page = f"/desk/{cast.stop.slug}/workshops/{row.workshop.number}/certificates/"
    assert [each[0] for each in cast.client("RS1").get(page).context["rows"]] == ["Amina"]
