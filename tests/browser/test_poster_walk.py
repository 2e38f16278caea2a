"""From a poster on a wall to a candidacy: the printed code is read by a telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from applications.models import Application
from tests.browser.test_candidacy import agree_and_send, answer_the_rest, go_on
from tests.scanning import scanned

if TYPE_CHECKING:
    from tests.browser.conftest import Open
    from tests.cast import Cast

POSTER = "/desk/fes/setup/poster/poster.pdf?province=MA-SEF&campaign=foire-sefrou"


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_code_of_a_poster_fills_the_province_and_remembers_the_campaign(
    live_cast: Cast, opened: Open, language: str
) -> None:
    poster = live_cast.client("RS1", language).get(POSTER)
    (link,) = scanned(poster.content)
    page = opened("ar").new_page()
    page.goto(link.removeprefix(settings.SITE_URL))
    page.locator("a[href*='/fes/apply/']").first.click()
    page.get_by_text("حامل(ة) مشروع").click()
    page.get_by_label("الاسم الكامل").fill("فاطمة الزهراء العلوي")
    go_on(page)
    page.get_by_label("رقم الهاتف").fill("06 99 11 22 33")
    page.locator("[name=whatsapp][value=yes]").check()
    page.locator("[name=language][value=ar]").check()
    go_on(page)
    page.wait_for_url("**/fes/apply/where/**")
    filled = page.locator("[name=province]:visible").input_value()
    answer_the_rest(page)
    agree_and_send(page)
    page.locator(".reference").first.wait_for()
    sent = Application.objects.get(phone="+212699112233")
    assert (filled, sent.campaign, sent.state) == ("MA-SEF", "foire-sefrou", "submitted")
