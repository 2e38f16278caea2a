"""The picture of a shared stop: drawn in its own words, in each language, and seldom."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from django.utils import translation
from PIL import Image

from portal import cards
from programs.models import Stop

if TYPE_CHECKING:
    from tests.cast import Cast

LARGEST = 300_000  # bytes: what is shown in conversations is fetched no further


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_card_is_as_large_as_those_who_show_it_ask(cast: Cast, language: str) -> None:
    answer = cast.client().get(f"/fes/card-{language}.png")
    with Image.open(io.BytesIO(answer.content)) as drawn:
        assert (drawn.format, drawn.size) == ("PNG", (1200, 630))
    assert len(answer.content) < LARGEST
    assert answer.headers["Cache-Control"] == "public, max-age=86400"


def test_arabic_is_joined_and_not_drawn_letter_by_letter(cast: Cast) -> None:
    def ink(name: str) -> int:
        Stop.objects.filter(pk=cast.stop.pk).update(name_ar=name)
        drawn = cast.client().get("/fes/card-ar.png").content
        with Image.open(io.BytesIO(drawn)) as picture:
            white = picture.convert("L").point(lambda light: 255 if light > 200 else 0)
            box = white.crop((80, 200, 1120, 420)).getbbox()
        return box[2] - box[0] if box else 0

    joined, apart = ink("محطة مكناس"), ink("\u200c".join("محطة مكناس"))
    assert 0 < joined < apart * 0.9


def test_other_words_give_another_address(cast: Cast) -> None:
    with translation.override("fr"):
        before = cards.address(Stop.objects.get(pk=cast.stop.pk))
        Stop.objects.filter(pk=cast.stop.pk).update(tagline_fr="Une phrase")
        after = cards.address(Stop.objects.get(pk=cast.stop.pk))
    assert (before != after, before.split("?")[0] == after.split("?")[0]) == (True, True)


def test_a_language_that_we_do_not_speak_has_no_card(cast: Cast) -> None:
    assert cast.client().get("/fes/card-de.png").status_code == 404


def test_a_card_is_drawn_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    first = cast.client().get("/fes/card-fr.png").content
    monkeypatch.setattr(cards, "TEMPLATE", cards.TEMPLATE.with_name("gone.typ"))
    assert cast.client().get("/fes/card-fr.png").content == first
