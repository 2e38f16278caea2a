"""Posters of a stop: their link, their code, the sheet that is printed, and whom they brought."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pikepdf
import pytest
import segno
from django.conf import settings

from applications.models import Application
from core.qr import qr_file
from desk.setup.posters import sources_of
from programs.models import Stop
from tests.selection.crowd import applicant

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from tests.cast import Cast

PAGE = "/desk/fes/setup/poster/"
TELLS = "?province=MA-SEF&campaign=foire-sefrou"


def test_the_link_of_a_poster_fills_the_province_and_names_the_campaign(cast: Cast) -> None:
    html = cast.client("RS1").get(f"{PAGE}{TELLS}").content.decode()
    link = f"{settings.SITE_URL}/fes?province=MA-SEF&amp;campaign=foire-sefrou"
    assert (link in html, f'href="/desk/fes/setup/poster/poster.pdf{TELLS}"' in html) == (
        True,
        False,
    )
    assert f"poster.pdf{TELLS.replace('&', '&amp;')}" in html


def test_a_code_is_drawn_whole_at_any_size() -> None:
    drawn = qr_file("https://labs.example.ma/fes?province=MA-SEF")
    modules = segno.make("https://labs.example.ma/fes?province=MA-SEF", error="m")
    side = modules.symbol_size(border=2)[0]
    assert re.findall(r"<svg[^>]*>", drawn) == [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" class="segno">'
    ]


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_a_poster_is_one_sheet_of_a4_with_the_words_of_the_stop(cast: Cast, language: str) -> None:
    answer = cast.client("RS1", language).get(f"{PAGE}poster.pdf{TELLS}")
    with pikepdf.open(io.BytesIO(answer.content)) as sheet:
        (page,) = sheet.pages
        size = [round(float(length)) for length in page.mediabox]
        title = str(sheet.docinfo["/Title"])
    stop = Stop.objects.get(pk=cast.stop.pk)
    assert (size, title) == ([0, 0, 595, 842], getattr(stop, f"name_{language}"))
    assert answer.headers["Content-Type"] == "application/pdf"


@pytest.mark.parametrize("campaign", ["a b", "<script>", "حملة", "a" * 41])
def test_what_a_link_cannot_carry_is_refused_beside_its_field(cast: Cast, campaign: str) -> None:
    answer = cast.client("RS1").get(PAGE, {"campaign": campaign})
    pdf = cast.client("RS1").get(f"{PAGE}poster.pdf", {"campaign": campaign})
    assert (answer.status_code, pdf.status_code) == (422, 422)
    assert "invalid-feedback" in answer.content.decode()


def test_the_page_of_a_stop_takes_every_name_that_a_poster_may_have(cast: Cast) -> None:
    for campaign in ("foire-sefrou", "Gare_2", "a" * 40):
        assert cast.client("RS1").get(PAGE, {"campaign": campaign}).status_code == 200
        client = cast.browser()
        client.get("/fes/", {"campaign": campaign})
        assert client.cookies["campaign"].value == campaign


def test_who_came_by_what_is_counted_for_the_staff(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    before = {str(row["campaign"]): row["sent"] for row in sources_of(cast.stop)}
    for number, campaign in enumerate(["gare", "gare", "foire"], 10):
        person = applicant(cast.stop, number)
        Application.objects.filter(pk=person.pk).update(campaign=campaign)
    Application.objects.filter(campaign="foire").update(channel=Application.Channel.PHONE)
    with django_assert_num_queries(1):
        counted = sources_of(cast.stop)
    assert {str(row["campaign"]): row["sent"] for row in counted} == {**before, "gare": 2}
