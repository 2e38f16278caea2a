"""Nobody meets an English sentence in an Arabic or French page."""

import ast
import re

import pytest

from microlabs import catalogues
from tests.test_house import code, name, text_of
from tests.texts_kept import read, template_of

FORMATTED = re.compile(r"(?i)\b(f|rf|fr)[\"']")  # how such a string begins
ASKED = re.compile(r"\b(_|[dnp]*gettext(_lazy)?)\(")


def test_every_text_is_translated_once_and_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogues, "template_of", template_of)
    monkeypatch.setattr(catalogues, "read", read)
    assert catalogues.problems() == []


def test_groups_of_digits_keep_their_order_in_arabic() -> None:
    isolated = re.compile("\u2066[^\u2069]*\u2069")
    messages = [
        message for room in catalogues.rooms() for message in read(room, "ar") if message.id
    ]
    texts = [str(message.string) for message in messages]
    assert [text for text in texts if re.search(r"\d \d", isolated.sub("", text))] == []


def test_no_translation_says_its_words_again() -> None:
    again = re.compile(r"([^']{30,}?)\1")  # as where catalogues are merged; a quote parts plurals
    words = [
        str(message.string)
        for room in catalogues.rooms()
        for language in ("ar", "fr")
        for message in read(room, language)
        if message.id
    ]
    assert [word for word in words if again.search(word)] == []


def test_no_plural_is_one_letter_of_a_word() -> None:
    letters = [
        (language, message.id)
        for room in catalogues.rooms()
        for language in ("ar", "fr")
        for message in read(room, language)
        if message.pluralizable and any(len(form) == 1 for form in message.string or ())
    ]
    assert letters == []


def test_no_text_is_asked_for_inside_another_where_catalogues_do_not_find_it() -> None:
    inside = [
        f"{name(path)}:{node.lineno}"
        for path in code()
        if ASKED.search(text_of(path)) and FORMATTED.search(text_of(path))
        for node in ast.walk(ast.parse(text_of(path)))
        if isinstance(node, ast.JoinedStr) and asks_for_a_text(node)
    ]
    assert inside == []


def asks_for_a_text(formatted: ast.JoinedStr) -> bool:
    """Whether gettext is called in the braces of a formatted string: xgettext looks into none."""
    called = [each.func for each in ast.walk(formatted) if isinstance(each, ast.Call)]
    return any(ASKED.fullmatch(f"{each.id}(") for each in called if isinstance(each, ast.Name))
