"""French is set as French is: its signs, its one apostrophe, one word for one thing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.utils import translation
from django.utils.translation import gettext

from core.rooms import HOUSE
from microlabs.admin import TITLES
from microlabs.catalogues import rooms
from portal.templatetags import house
from tests.test_arabic import ROOMS
from tests.texts_kept import read

if TYPE_CHECKING:
    from collections.abc import Iterator

LANGUAGES = ("fr", "ar")
CODE = re.compile(r"\{\"[^}]*\}|https?:\S+|heure:minutes|%\(\w+\)s|\{\w+\}")  # read by a program
NO_SPACE = re.compile(r"\w[:;!?»](?!\w)|«\w")
BREAKING_SPACE = re.compile(r" [;:!?»](?!\w)|« ")
GLUED_PERCENT = re.compile(r"[\d\w ]%%|\d%")
BARE_COLON = re.compile(r"(\}\}|%\}|</\w+>):( |$)")
STEP = re.compile(r"\bétapes? (?:faites|prochaines)|[Éé]tape \d|(?:mes|vos|les) trois étapes")


def texts(language: str) -> Iterator[tuple[str, str, str]]:
    """Every text of the catalogues: room, English, translation."""
    for room in rooms():
        for message in read(room, language):
            said = message.string if isinstance(message.string, tuple) else (message.string,)
            english = message.id[0] if isinstance(message.id, tuple) else str(message.id)
            yield from ((room, english, str(text)) for text in said if message.id)


def pages() -> Iterator[tuple[str, str]]:
    """Every line of a template that is not inside a text to translate, with its file."""
    for path in sorted((HOUSE / "templates").rglob("*.html")):
        inside = False
        for line in path.read_text().splitlines():
            opened = "blocktranslate" in line.replace("endblocktranslate", "")
            if not (inside or opened):
                yield path.relative_to(HOUSE).as_posix(), line
            inside = (inside or opened) and "endblocktranslate" not in line


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_says_its_sentences_twice(language: str) -> None:
    twice = re.compile(r"(.{25,}?)\1", re.DOTALL)
    assert [said for said in texts(language) if twice.search(said[2])] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_one_kind_of_apostrophe(language: str) -> None:
    straight = [(room, text) for room, _english, text in texts(language) if "'" in text]
    assert straight == []


def test_the_ground_has_that_apostrophe_too() -> None:
    grounds = [path for room in rooms() for path in (HOUSE / room).glob("**/data/*.*")]
    files = [path for path in grounds if path.suffix in {".csv", ".json"}]
    straight = [
        (path.name, line)
        for path in files
        for line in path.read_text().splitlines()
        if re.search(r"\w'\w", line)
    ]
    assert ("morocco_subdivisions.csv" in {path.name for path in files}, straight) == (True, [])


def test_a_space_stands_before_the_high_signs_of_french() -> None:
    tight = [text for _room, _english, text in texts("fr") if NO_SPACE.search(CODE.sub("x", text))]
    assert tight == []


def test_a_line_of_french_never_begins_with_a_high_sign() -> None:
    apart = [text for _room, _english, text in texts("fr") if BREAKING_SPACE.search(text)]
    assert apart == []


def test_a_percent_sign_of_french_never_stands_alone_on_a_line() -> None:
    wrong = [text for _room, _english, text in texts("fr") if GLUED_PERCENT.search(text)]
    assert wrong == []


def test_a_colon_of_a_page_knows_its_language() -> None:
    assert [(name, line) for name, line in pages() if BARE_COLON.search(line)] == []


def test_a_step_of_a_person_is_an_action_and_of_a_form_a_page() -> None:
    data = [path for room in ROOMS for path in sorted((HOUSE / room).glob("**/*.json"))]
    said = [text for _room, _english, text in texts("fr")]
    said += [line for path in data for line in path.read_text().splitlines()]
    assert [text for text in said if STEP.search(text)] == []


@pytest.mark.parametrize(("language", "sign"), [("fr", "\xa0:"), ("ar", ":"), ("en", ":")])
def test_a_colon_keeps_its_space_in_french_only(language: str, sign: str) -> None:
    with translation.override(language):
        assert house.colon() == sign


@pytest.mark.parametrize("sentence", TITLES)
def test_no_article_is_missing_before_a_name_in_the_admin(sentence: str) -> None:
    with translation.override("fr"):
        assert (
            gettext(sentence) % "étape"
            == {
                "Add %s": "Ajout\xa0: étape",
                "Change %s": "Modification\xa0: étape",
                "View %s": "Affichage\xa0: étape",
            }[sentence]
        )
