"""The search on three hundred Moroccan names, each filed in one spelling and asked in the others.

They are real names, or as real ones, written down apart from the rule that hears them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from applications.models import Application
from applications.search import hits
from people.names import name_key, phonetic_key
from tests.selection.crowd import applicant

if TYPE_CHECKING:
    from people.models import User
    from programs.models import Stop
    from tests.cast import Cast

NAMES = [
    line.split("|")
    for line in (Path(__file__).parents[1] / "people/data/names.txt").read_text().splitlines()
]
FIRST = 10  # places of the page that count


def every_name(cast: Cast, script: int) -> dict[str, int]:
    """A file for each name, in Arabic (0) or in Latin letters (1); the line of each file number."""
    pattern = applicant(cast.stop, 10, name="Nobody Else")
    places = {f"N-{place}": place for place in range(len(NAMES))}
    files = []
    for reference, place in places.items():
        name = NAMES[place][script]
        file = Application(
            stop=cast.stop,
            version=pattern.version,
            applicant=pattern.applicant,
            state="submitted",
            reference=reference,
            kind="project",
            language="ar",
            submitted_at=pattern.submitted_at,
            name=name,
            phone=f"+2127000{place:05}",
            name_key=name_key(name),
            phonetic_key=phonetic_key(name),
        )
        file.search_text = file.searchable_text
        files.append(file)
    Application.objects.bulk_create(files)
    return places


def places_of(user: User, stops: list[Stop], words: str, places: dict[str, int]) -> list[int]:
    """The lines of the names that are found, in the order of the page."""
    rows = [row for found in hits(user, stops, words) for row in found.rows]
    return [places.get(row.reference, -1) for row in rows]


@pytest.mark.parametrize("script", [0, 1])
def test_nine_of_ten_names_are_found_in_any_spelling_and_the_best_comes_first(
    cast: Cast, script: int
) -> None:
    places = every_name(cast, script)
    user = cast["RS1"]
    stops = list(user.stops_in_charge())
    asked, absent, wrong = 0, [], []
    for place, spellings in enumerate(NAMES):
        for words in spellings[:script] + spellings[script + 1 :]:
            lines = places_of(user, stops, words, places)
            asked += 1
            if place not in lines[:FIRST]:
                absent.append(words)
            if lines and lines[0] != place:
                wrong.append((words, NAMES[lines[0]][script]))
    assert (len(absent) <= asked * 0.1, len(wrong) <= asked * 0.02) == (True, True)
