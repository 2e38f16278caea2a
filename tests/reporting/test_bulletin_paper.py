"""What the paper of a bulletin leaves to the report, and how the report begins."""

from __future__ import annotations

import pypdfium2
import pytest

from programs.models import Stop
from reporting.models import Published
from tests.cast import Cast
from tests.reporting.test_bulletin import AT, draw, show_tables, text_of


@pytest.fixture
def stop(cast: Cast) -> Stop:
    """A stop whose public figures were counted."""
    show_tables(cast.stop)
    return cast.stop


def test_a_table_with_many_lines_ends_with_the_others_in_one(stop: Stop) -> None:
    Published.objects.filter(stop=stop, breakdown="sector").delete()
    Published.objects.bulk_create(
        Published(stop=stop, **about, value=f"s{n}", count=40 - n, counted_at=AT)
        for n in range(15)
        for about in [{"population": "participants", "breakdown": "sector"}]
    )
    lines = text_of(draw(stop, "bulletin"))
    assert ("s10 30" in lines, "s11 29" in lines, "Les autres lignes 110" in lines) == (
        True,
        False,
        True,
    )
    assert "s14 26" in text_of(draw(stop, "report"))


def test_no_table_of_the_report_is_torn_by_the_end_of_a_page(stop: Stop) -> None:
    Published.objects.filter(stop=stop, breakdown="sector").delete()
    of_all = {"population": "participants", "breakdown": "sector", "counted_at": AT}
    Published.objects.bulk_create(
        Published(stop=stop, **of_all, value=f"s{n}", count=40 - n) for n in range(17)
    )
    pages = [
        page.get_textpage().get_text_bounded()
        for page in pypdfium2.PdfDocument(draw(stop, "report"))
    ]
    with_lines = [at for at, text in enumerate(pages) if "s0 40" in text or "s16 24" in text]
    foot = f"Page {with_lines[0] + 1} sur {len(pages)}"
    assert (len(with_lines), foot in pages[with_lines[0]]) == (1, True)


def test_the_report_says_once_that_it_is_of_a_stop(stop: Stop) -> None:
    for name in ("name_fr", "name_en", "name_ar"):
        setattr(stop, name, "Étape de Fès-Meknès")
    assert text_of(draw(stop, "report")).splitlines()[:2] == ["Rapport", "Étape de Fès-Meknès"]
