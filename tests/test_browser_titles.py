"""Every page has a browser title of its own, so that open tabs and a history are told apart."""

from __future__ import annotations

import re
from collections import defaultdict
from html import unescape
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.db import transaction
from django.urls import reverse

from tests.rows import DOORS

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from tests.cast import Cast

TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
FIRST = ("AN", "RS1", "SU", "AP1")  # of those who enter, who looks
ONE_PAGE = [{"applications:begin", "applications:own_page"}]  # under its stop, by the private link


def title_of(answer: HttpResponseBase) -> str:
    """The title of a page, without how its pieces are parted; empty for anything but a page."""
    if answer.streaming and hasattr(answer, "getvalue"):
        answer.getvalue()  # to its end, where its file is closed
    if answer.status_code != 200 or answer.streaming:
        return ""
    found = TITLE.search(answer.content.decode(errors="replace"))
    return " ".join(unescape(found[1]).replace("|", "·").split()) if found else ""


def titles(cast: Cast) -> dict[str, set[str]]:
    """Which addresses bear each title."""
    named = defaultdict[str, set[str]](set)
    for name, door in ((name, door) for rows in DOORS.values() for name, door in rows.items()):
        enter = [code for code, what in (door.get or {}).items() if what == "Y"]
        code = next((each for each in (*FIRST, *enter) if each in enter), "")
        if not code:
            continue
        with transaction.atomic():
            cache.clear()
            answer = cast.client(code).get(reverse(name, args=door.at(cast, cast.stop)))
            named[title_of(answer)].add(name)
            transaction.set_rollback(True)
    del named[""]
    return named


def test_no_two_pages_share_a_title(cast: Cast) -> None:
    found = titles(cast)
    shared = [names for names in found.values() if len(names) > 1 and names not in ONE_PAGE]
    assert (shared, len(found) > 40) == ([], True)
