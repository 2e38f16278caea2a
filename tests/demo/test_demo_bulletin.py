"""The bulletin of the demonstration says what the press printed of Fès-Meknès."""

from __future__ import annotations

import pypdfium2
import pytest
from django.db import connection

from programs.models import Stop
from reporting.bulletin import paper
from reporting.bulletin.making import counted_at, sheets_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
PRINTED = {"MA-FES": 0.66, "MA-MEK": 0.316, "MA-TAZ": 0.01}  # two thirds, a third, one in a hundred
DONE = {"trade": 0.233, "textile": 0.083, "hairdressing": 0.078}
SECOND_WAY = """
SELECT count(*), count(*) FILTER (WHERE province.iso = 'MA-FES'),
    count(*) FILTER (WHERE province.iso = 'MA-MEK'), count(*) FILTER (WHERE province.iso = 'MA-TAZ')
FROM applications_application AS file
JOIN programs_stop AS stop ON stop.id = file.stop_id AND stop.slug = 'fes-meknes'
JOIN programs_province AS province ON province.id = file.province_id
WHERE file.state NOT IN ('draft', 'withdrawn', 'merged')
"""


@pytest.fixture
def stop() -> Stop:
    """The stop of the demonstration."""
    return Stop.objects.get(slug="fes-meknes")


def test_it_says_what_the_press_printed(stop: Stop) -> None:
    at = counted_at(stop)
    assert at
    sheet = sheets_of(stop, at)["fr"]
    province, sector = sheet.in_short
    assert sheet.numbers[0].count == 500
    shares = {line.value: line.share for line in (*province.lines, *sector.lines)}
    assert {code: shares[code] for code in (*PRINTED, *DONE)} == {**PRINTED, **DONE}
    with connection.cursor() as cursor:
        cursor.execute(SECOND_WAY)
        counted = cursor.fetchone()
    assert counted == (500, *(line.count for line in province.lines if line.value in PRINTED))


def test_the_paper_of_the_demonstration_is_one_page_that_says_so(stop: Stop) -> None:
    at = counted_at(stop)
    assert at
    drawn = paper.drawn("bulletin", sheets_of(stop, at)["ar"], "ar", at=at, version=0)
    pages = pypdfium2.PdfDocument(drawn)
    read = pages[0].get_textpage().get_text_bounded()
    wanted = ("500", "فاس 330 66,0%", "مكناس 158 31,6%", "تازة 5 1,0%", "23,3%", "8,3%", "7,8%")
    assert (len(pages), [each for each in wanted if each not in read]) == (1, [])
