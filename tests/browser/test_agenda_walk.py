"""An entrepreneur on a small phone, in Arabic, from the stop's page to a seat by clicks alone."""

import io
from datetime import timedelta

import pytest
import zxingcpp
from django.utils import timezone
from PIL import Image

from people.models import Participation
from tests.browser.conftest import PHONE, Open, go_by
from tests.browser.test_every_page import enter
from tests.cast import Cast
from tests.workshops.planned import make_workshop
from workshops.models import Seat
from workshops.seats.links import seat_link

TITLE = "كيفاش نبيع منتوجاتي على الفيسبوك"


@pytest.mark.parametrize("scripts", ["run", "are off"])
def test_an_entrepreneur_registers_keeps_the_card_and_finds_the_next_thing(
    live_cast: Cast, opened: Open, live_server: object, scripts: str
) -> None:
    Participation.objects.create(stop=live_cast.stop, person=live_cast["AP1"])
    make_workshop(live_cast.stop, at=timezone.now() + timedelta(days=2), capacity=9, title_ar=TITLE)
    context = opened("ar", **PHONE, java_script_enabled=scripts == "run")
    enter(context, live_cast, "AP1", str(live_server))
    page = context.new_page()
    page.goto("/fes/")
    page.get_by_role("link", name="الورشات").click()
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("button", name="سجلني", exact=True).click()
    page.get_by_text("تم تسجيلك.").wait_for()
    seat = Seat.objects.get()
    with page.expect_download() as kept:
        page.get_by_role("link", name="احتفظ بالبطاقة").click()
    card = Image.open(io.BytesIO(kept.value.path().read_bytes()))
    (code,) = zxingcpp.read_barcodes(card)
    go_by(page.get_by_role("link", name="كل مساري في هذه المحطة"))
    assert (code.text, page.locator("h2").first.inner_text()) == (seat_link(seat), TITLE)
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_whoever_is_refused_as_two_finds_the_words_where_they_typed_them(
    live_cast: Cast, opened: Open, live_server: object
) -> None:
    Participation.objects.create(stop=live_cast.stop, person=live_cast["AP1"])
    make_workshop(live_cast.stop, capacity=9)
    context = opened("ar")
    enter(context, live_cast, "AP1", str(live_server))
    page = context.new_page()
    page.goto("/fes/workshops/1/")
    page.get_by_text("نأتي اثنين").click()
    page.get_by_label("اسم الشخص الثاني").fill("فاطمة")
    page.get_by_label("رقم هاتفه").fill("06")
    page.get_by_role("button", name="سجلنا معًا").click()
    page.locator(".errors").wait_for()
    typed = [page.get_by_label(name).input_value() for name in ("اسم الشخص الثاني", "رقم هاتفه")]
    page.get_by_label("رقم هاتفه").fill("0699 03 00 98")
    page.get_by_role("button", name="سجلنا معًا").click()
    page.get_by_text("تم تسجيلك.").wait_for()
    assert (typed, Seat.objects.get().count) == (["فاطمة", "06"], 2)
