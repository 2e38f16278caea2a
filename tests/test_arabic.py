"""Arabic speaks to one person, everywhere: catalogues, questions, texts that stand in the code."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from core.rooms import HOUSE
from microlabs.catalogues import rooms
from tests.texts_kept import read

if TYPE_CHECKING:
    from collections.abc import Iterator

LETTERS = "ء-غف-يٱ-ۓ"
VOWELS = re.compile("[\u064b-\u0652\u0670\u0640]")
WORD = re.compile(f"[{LETTERS}]+")
TO_SEVERAL = re.compile(
    "و?أنتم|و?أنتن"
    "|.{2,}كم|.كم|.{2,}كما"  # your, you: طلبكم، لكم
    "|.{2,}تم|.{2,}تمو(?:ه|ها|هما|هم|ني|نا)"  # you did: بدأتم، كتبتموه
    "|[وف]?ت.{2,}ون|ست.{2,}ون"  # you do: تريدون
    "|.{3,}وا"  # do: انظروا، لا تنسوا
)
GREETINGS = ("السلام عليكم", "وعليكم السلام")  # as fixed as « bonjour »
OF_OTHERS = {  # word: why it speaks to nobody
    **dict.fromkeys(("أجابوا", "أنهوا"), "they did"),
    **dict.fromkeys(("يوافقوا", "يقدموا"), "they do not"),
    "يتم": "it is done",
    "تكون": "it is",
    "تمويلكم": "the name of the guarantee fund, Tamwilcom",
}
SPOKEN_BY_OTHERS = {  # file: who speaks there
    "messaging/actions/preferences.py": "what people write to be left alone",
    "messaging/demo.py": "people to a team",
    "messaging/http/quotation.py": "programs that quote mails",
}
KINDS = {".py", ".json", ".csv", ".html", ".txt", ".js"}
ROOMS = ("programs", "people", "questionnaires", "messaging", "applications", "needs", "selection")
PLACES = (*ROOMS, "desk", "reporting", "portal", "core", "microlabs", "templates", "static")


def to_several(text: str) -> list[str]:
    """The words of `text` that speak to more than one person."""
    for greeting in GREETINGS:
        text = text.replace(greeting, "")
    words = WORD.findall(VOWELS.sub("", text))
    return [word for word in words if TO_SEVERAL.fullmatch(word) and word not in OF_OTHERS]


def translated() -> Iterator[tuple[str, str]]:
    """Every Arabic text of the catalogues, with its room."""
    for room in rooms():
        for message in read(room, "ar"):
            texts = message.string if isinstance(message.string, tuple) else (message.string,)
            yield from ((room, str(text)) for text in texts if message.id)


@cache
def written() -> list[tuple[str, str]]:
    """Every line of code, data and pages that has an Arabic word, with its file."""
    files = [path for place in PLACES for path in sorted((HOUSE / place).rglob("*"))]
    names = {path: path.relative_to(HOUSE).as_posix() for path in files}
    return [
        (names[path], line)
        for path in files
        if path.suffix in KINDS and names[path] not in SPOKEN_BY_OTHERS
        for line in path.read_text().splitlines()
        if WORD.search(line)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("طلبكم محجوز لكم.", ["طلبكم", "لكم"]),
        ("أنتم من المستفيدين", ["أنتم"]),
        ("ما كتبتموه، كما طلبتم", ["كتبتموه", "طلبتم"]),
        ("هل تريدون؟ انظروا هنا", ["تريدون", "انظروا"]),
        ("قيّمتموها", ["قيمتموها"]),
        ("السلام عليكم، طلبك محجوز لك. كم عددهم؟ أجابوا كما يتم عادة في التمويل.", []),
    ],
)
def test_the_words_that_speak_to_several_are_known(text: str, found: list[str]) -> None:
    assert to_several(text) == found


def test_every_arabic_translation_speaks_to_one_person() -> None:
    assert [(room, text) for room, text in translated() if to_several(text)] == []


def test_every_arabic_text_of_code_and_data_speaks_to_one_person() -> None:
    assert [(name, line.strip()) for name, line in written() if to_several(line)] == []


ONE_WORD = {  # the word of the house: what else was said for it
    "المرجو": "يرجى",
    "مقاولة صغرى": "مقاولة صغيرة جدا",
}


@pytest.mark.parametrize("other", ONE_WORD.values())
def test_one_thing_has_one_word(other: str) -> None:
    said = (*translated(), *written())
    assert [(place, text) for place, text in said if other in VOWELS.sub("", text)] == []


def test_every_exception_is_still_needed() -> None:
    said = " ".join(text for _place, text in (*translated(), *written()))
    words = set(WORD.findall(VOWELS.sub("", said)))
    assert sorted(set(OF_OTHERS) - words) == []


def test_a_name_within_a_sentence_moves_no_neighbour_of_its_own() -> None:
    person = re.compile(
        r"=[\w.]*\b(?:by|to|user|person|reader|reviewer|expert|who)\.name(?!\|bdi)[ |]"
    )
    bare = [
        f"{path.relative_to(HOUSE)}:{at}"
        for path in (HOUSE / "templates").rglob("*.html")
        for at, line in enumerate(path.read_text().splitlines(), 1)
        if "{% blocktranslate" in line and person.search(line)
    ]
    assert bare == []


def test_the_name_of_a_stop_says_itself_that_it_is_one() -> None:
    twice = re.compile(r"محطة ?«?(?:\{stop\}|%\(stop\)s)")
    assert [at for at, text in translated() if twice.search(text)] == []


OF_CODES = ("desk/models/lists.py", "selection/gauges.py")  # what stands there are no words


def test_a_list_in_words_is_parted_by_the_comma_of_its_language() -> None:
    fixed = re.compile('(?<!_[(])", "[.]join|join:", "')
    texts = {
        path.relative_to(HOUSE).as_posix(): path.read_text()
        for room in {path.parent for path in HOUSE.glob("*/apps.py")} | {HOUSE / "templates"}
        for path in room.rglob("*")
        if path.suffix in {".py", ".html"}
    }
    said = {name for name, text in texts.items() if "gettext" in text or name.endswith(".html")}
    assert sorted(name for name in said if fixed.search(texts[name])) == [*OF_CODES]
