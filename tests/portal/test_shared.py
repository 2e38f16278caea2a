"""A public page whose link is shared says what it is, in the language in which it was read."""

from __future__ import annotations

import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image

from tests.cast import Cast

PAGES = ["/", "/fes/", "/fes/privacy/", "/fes/figures/", "/fes/criteria/"]
LOCALES = {"ar": "ar_MA", "fr": "fr_MA", "en": "en_GB"}


def said(address: str, language: str) -> dict[str, str]:
    html = Client().get(address, {"lang": language}).content.decode()
    return dict(re.findall(r'<meta (?:property|name)="([\w:]+)" content="([^"]*)">', html))


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", LOCALES)
def test_a_shared_link_has_title_words_picture_and_language(address: str, language: str) -> None:
    meta = said(address, language)
    assert (bool(meta["og:title"]), meta["og:description"]) == (True, meta["description"])
    assert meta["og:locale"] == LOCALES[language]
    own = rf"/fes/card-{language}\.png\?v=[0-9a-f]{{8}}"
    house = r"/static/img/share\.?\w*\.png"
    picture = own if address == "/fes/" else house
    assert re.fullmatch(rf"https?://[^/]+{picture}", meta["og:image"])


def test_the_pages_of_a_stop_are_told_apart(cast: Cast) -> None:
    titles = {said(address, "fr")["og:title"] for address in PAGES}
    assert (len(titles), cast.stop.name in titles) == (5, True)


def test_the_picture_is_small_and_wide_as_those_who_show_it_ask() -> None:
    path = finders.find("img/share.png")
    assert isinstance(path, str)
    with Image.open(path) as picture, open(path, "rb") as file:  # noqa: PTH123
        assert (picture.size, len(file.read()) < 4096) == ((600, 315), True)
