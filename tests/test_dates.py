"""Staff read a moment that has passed as people say it; what has legal weight is said whole."""

from __future__ import annotations

import re

from core.rooms import HOUSE

STAFF = ("desk", "messaging", "needs", "reporting", "selection")
BARE = re.compile(r"\{\{ [\w.]+\|(?:moment|date|time)(?::[^}]*)? \}\}")
WHOLE = {
    "desk/file/parts/consents.html",  # when somebody agreed
    "desk/parts/receipt.html",  # what is handed to the person
    "messaging/parts/entry.html",  # stays on a page that is open for hours
    "reporting/hooks/delivery.html",  # looked for in the logs of the other side
    "reporting/tokens/line.html",  # until when it opens something
    "selection/deciding/parts/offers.html",  # until when a place is kept
}


def test_a_moment_on_a_page_of_staff_is_said_as_people_say_it() -> None:
    pages = HOUSE / "templates"
    found = {
        path.relative_to(pages).as_posix()
        for room in STAFF
        for path in (pages / room).rglob("*.html")
        if BARE.search(path.read_text())
    }
    assert found == WHOLE
