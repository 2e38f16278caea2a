"""Staff read a moment that has passed as people say it; what has legal weight is said whole."""

from __future__ import annotations

import re

from core.rooms import HOUSE

STAFF = (
    *("desk", "messaging", "needs", "reporting", "selection"),
    *("workshops/planning", "workshops/seats", "workshops/hall", "workshops/after"),
    *("coaching/staff", "coaching/hours", "coaching/session", "coaching/matching"),
    *("partners/offers", "partners/promises"),
)
BARE = re.compile(
    r"""\{\{ [\w.]+\|(?:moment|time|date(?!:"Y-m-d"))(?::[^}]*)? \}\}|\{% firstof [^%]*\|moment"""
)
WHOLE = {
    "coaching/hours/handing.html",  # when people meet, as in every line of this set
    "coaching/hours/parts/case.html",
    "coaching/hours/parts/days.html",
    "coaching/hours/parts/rules.html",
    "coaching/hours/parts/slot.html",
    "coaching/session/people.html",
    "coaching/session/report.html",
    "coaching/session/session.html",
    "coaching/staff/parts/facts.html",  # until when an offer is kept
    "partners/offers/parts/facts.html",  # the hour that is offered
    "partners/offers/parts/row.html",
    "workshops/after/after.html",
    "workshops/planning/calendar.html",  # the month that one looks at
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
