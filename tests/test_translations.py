"""Nobody meets an English sentence in an Arabic or French page."""

import re

from microlabs import catalogues


def test_every_text_is_translated_once_and_whole() -> None:
    assert catalogues.problems() == []


def test_groups_of_digits_keep_their_order_in_arabic() -> None:
    isolated = re.compile("\u2066[^\u2069]*\u2069")
    messages = [
        message
        for room in catalogues.rooms()
        for message in catalogues.read(room, "ar")
        if message.id
    ]
    texts = [str(message.string) for message in messages]
    assert [text for text in texts if re.search(r"\d \d", isolated.sub("", text))] == []


def test_no_translation_says_its_words_again() -> None:
    again = re.compile(r"([^']{30,}?)\1")  # as where catalogues are merged; a quote parts plurals
    words = [
        str(message.string)
        for room in catalogues.rooms()
        for language in ("ar", "fr")
        for message in catalogues.read(room, language)
        if message.id
    ]
    assert [word for word in words if again.search(word)] == []
