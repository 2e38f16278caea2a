"""The appointment card: a light picture whose code opens the seat."""

import io
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import zxingcpp
from django.test import Client
from PIL import Image

from tests.cast import Cast
from tests.workshops.planned import make_participation, make_workshop
from workshops.models import Seat
from workshops.public import cards
from workshops.seats.actions import register
from workshops.seats.links import seat_link, seat_url

pytestmark = pytest.mark.usefixtures("in_november")
AT = datetime(2027, 3, 1, 10, tzinfo=ZoneInfo("Africa/Casablanca"))
LONG = "كيفاش نبيع منتوجات التعاونية على الفيسبوك والأنستغرام بلا ما نضيع الوقت والفلوس خطوة بخطوة"


def seat_of(cast: Cast, **texts: str) -> Seat:
    """A seat in a workshop on 1 March."""
    return register(make_workshop(cast.stop, at=AT, **texts), make_participation(cast.stop, 1))


def picture(client: Client, seat: Seat, language: str = "ar") -> bytes:
    """The card as it is handed out."""
    answer = client.get(f"{seat_url(seat)}card-{language}.png")
    assert answer["Content-Type"] == "image/png"
    return bytes(answer.content)


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_card_is_a_light_picture(cast: Cast, client: Client, language: str) -> None:
    drawn = picture(client, seat_of(cast, title_ar=LONG), language)
    assert (Image.open(io.BytesIO(drawn)).size, len(drawn) <= 60_000) == ((720, 900), True)


@pytest.mark.parametrize("width", [720, 320])
def test_its_code_opens_the_seat_also_when_it_was_forwarded_small(
    cast: Cast, client: Client, width: int
) -> None:
    seat = seat_of(cast, title_ar=LONG)
    shown = Image.open(io.BytesIO(picture(client, seat))).convert("RGB")
    kept = io.BytesIO()
    shown.resize((width, width * 900 // 720)).save(kept, "JPEG", quality=70)
    (read,) = zxingcpp.read_barcodes(Image.open(kept))
    assert read.text == seat_link(seat)


def test_the_card_says_day_hour_and_title(cast: Cast) -> None:
    words = cards.words_of(seat_of(cast, title_ar="بيع"))
    said = (words["day"], words["hour"], words["title"])
    assert said == ("الاثنين، 1 مارس", "10:00", "بيع")


def test_no_other_language_has_a_card(cast: Cast, client: Client) -> None:
    assert client.get(f"{seat_url(seat_of(cast))}card-es.png").status_code == 404
