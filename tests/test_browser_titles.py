"""Every page has a browser title of its own, so that open tabs and a history are told apart."""

from __future__ import annotations

import re
from collections import defaultdict
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.urls import reverse

from tests.rows import DOORS
from tests.test_doors import ask

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from tests.cast import Cast

TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
FIRST = ("AN", "RS1", "SU", "AP1")  # of those who enter, who looks
ONE_PAGE = [  # at two addresses: signed in or under a stop, and by a link of one's own
    {"dashboards:home", "dashboards:tables"},  # where somebody has one perspective
    {"applications:begin", "applications:own_page"},
    {"messaging:wishes", "messaging:wishes_by_link"},
    {"agenda:invitation", "agenda:one"},
    {"hall:sheet", "hall:unplugged"},  # which a phone keeps
    {"day:today", "day:offline", "day:by_link", "day:by_link_offline"},
    {"day:report", "day:report_by_link"},
]


def title_of(answer: HttpResponseBase) -> str:
    """The title of a page, without how its pieces are parted; empty for anything but a page."""
    if answer.streaming:
        for closer in answer._resource_closers:  # noqa: SLF001  `close` ends the connection too
            closer()
    if answer.status_code != 200 or answer.streaming:
        return ""
    found = TITLE.search(answer.content.decode(errors="replace"))
    return " ".join(unescape(found[1]).replace("|", "·").split()) if found else ""


def titles(cast: Cast) -> dict[tuple[str, str], set[str]]:
    """Which addresses of a room bear each title."""
    named = defaultdict[tuple[str, str], set[str]](set)
    for name, door in ((name, door) for rows in DOORS.values() for name, door in rows.items()):
        enter = [code for code, what in (door.get or {}).items() if what == "Y"]
        code = next((each for each in (*FIRST, *enter) if each in enter), "")
        if not code:
            continue
        answer = ask(cast, cast.client(code), "GET", reverse(name, args=door.at(cast, cast.stop)))
        if title := title_of(answer):
            named[name.partition(":")[0], title].add(name)
    return named


@pytest.mark.doors
def test_no_two_pages_share_a_title(cast: Cast) -> None:
    found = titles(cast)
    shared = [names for names in found.values() if len(names) > 1 and names not in ONE_PAGE]
    assert [sorted(names) for names in shared] == []
    empty = [sorted(names) for (_room, title), names in found.items() if title.endswith("·")]
    assert empty == []


def test_the_pieces_of_a_title_stand_apart() -> None:
    pages = Path(settings.BASE_DIR, "templates").rglob("*.html")
    close = re.compile(r"block title %\}.*(?:[^ ]·|·[^ ]).*endblock")
    assert [page.name for page in pages if close.search(page.read_text())] == []


def test_no_title_names_a_person() -> None:
    """It stays in the history of a shared computer: files by number, sessions by their hour."""
    named = re.compile(r"(\w+)\.(?:name|person)\b")
    of_things = {"stop", "center", "theme", "editing", "page_editing"}
    found = {
        page.name
        for page in Path(settings.BASE_DIR, "templates").rglob("*.html")
        for title in re.findall(r"block title %}(.*?){% endblock", page.read_text(), re.DOTALL)
        if {*named.findall(title)} - of_things
    }
    assert found == set()
