"""A text that says how many has a form for one, or words that fit any number.

A new one without its plural fails here until it has it, or is listed with its reason.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.rooms import HOUSE
from microlabs.catalogues import rooms
from tests.texts_kept import template_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Message

COUNTED = re.compile(
    r"%\((count|n|number_of|shown|total|most|many|left|parts|letters|done|places|hours|days"
    r"|minutes|rows|wanted|reached|people|files|limit_value|show_value|waves|presses)\)[sd]"
)
FIT_ANY = {  # texts by what makes them fit
    "names signs and counts none": [
        "No font has these letters: %(letters)s Please write it without them.",
    ],
    "a limit of the house, always many": [
        "Only lists of up to %(most)s files are put in this order. Please narrow the list first.",
        "All that match (more than %(count)s)",
        "More than %(count)s applications",
        "More than %(count)s messages wait",
        "More than %(count)s people",
        "More than %(count)s rows",
        "more than %(count)s",
        "The first %(shown)s are shown.",
        ("The latest %(shown)s are shown. Once somebody has talked with them, the others follow."),
        ("The first %(shown)s are shown. Once somebody has talked with them, the others follow."),
        "Our own room holds %(most)s people: please paste a link for so many.",
        "Please name %(most)s sites at most.",
        "Please choose your slides: no more than %(most)s.",
        "A workshop has between 1 and %(most)s seats.",
        "A workshop lasts from %(least)s minutes to %(most)s hours.",
        "There is no room for one session of %(minutes)s minutes in these hours.",
        "<strong>%(hour)s</strong>, Casablanca time · %(minutes)s minutes",
    ],
    "names a thing, then its number": [
        "%(count)s in all, for example %(rows)s",
        "%(reached)s of %(all)s are ready",
        "%(taken)s of %(places)s",
        "On the list: %(all)s. Not written to yet: %(left)s.",
        (
            "Recorded and told: %(people)s. "
            "Rows that were left out and are kept for an hour: %(rows)s."
        ),
        "Step %(number)s of %(total)s",
        "From %(first)s to %(last)s; at most %(most)s, on the last day %(now)s.",
        "at least %(share)s%%: %(reached)s of %(wanted)s wanted.",
        "at least %(wanted)s",
        "At least %(total)s together",
        "lacking: %(count)s",
        "rows: %(total)s",
    ],
}
LISTED = {text for texts in FIT_ANY.values() for text in texts}
# A number, and right after it words that were translated without knowing it.
BESIDE = re.compile(
    r"\|number \}\}(?:</\w+>|<span[^>]*>|<small>|\s)*(?:<a\s[^>]*>)?\{% translate \"([^\"]*)\""
)
# The same, drawn by the part for figures.
LABEL = re.compile(
    r'translate "([^"]*)"[^%]* as (\w+) %\}\s*'
    r'\{% include "parts/figure.html" with value=\S+ label=\2\b'
)
FIT_AS_LABELS = {  # in each language, whatever the number
    *("due now", "for a later hour", "to send by hand", "waiting for a decision"),
    *("waiting", "First come, first served"),
}
FIT_BESIDE = {
    "nobody has, or too few",
    "on which two people differ",
    "mean score of the new ones",
    "min",
}


def texts() -> Iterator[Message]:
    """What every room says, in English."""
    for room in rooms():
        yield from (each for each in template_of(room) if each.id)


def singular(text: object) -> str:
    """The text; of one with a plural nothing."""
    return "" if isinstance(text, tuple) else str(text)


def test_a_text_that_says_how_many_has_a_form_for_one() -> None:
    counting = {singular(each.id) for each in texts() if COUNTED.search(singular(each.id))}
    assert (counting - LISTED, LISTED - counting) == (set(), set())


def test_words_beside_a_number_know_it() -> None:
    pages = HOUSE.glob("templates/**/*.html")
    found = {words for page in pages for words in BESIDE.findall(page.read_text())}
    assert (found - FIT_BESIDE, FIT_BESIDE - found) == (set(), set())


def test_words_under_a_figure_know_it() -> None:
    pages = HOUSE.glob("templates/**/*.html")
    found = {words for page in pages for words, _ in LABEL.findall(page.read_text())}
    assert found == FIT_AS_LABELS
