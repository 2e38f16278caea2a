"""What somebody reaches by nothing but links and buttons, and how many clicks away it is."""

from __future__ import annotations

import re
from collections import Counter, deque
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from django.test import Client

FAR = 4  # clicks after which nobody goes on
MORE = {
    "bulletin:bulletin": 3,  # a stop may have figures or none yet
    "coaching:session": 6,  # held, missed and to come have acts of their own
    "dashboards:tables": 3,  # a region, its stops
}
ONE_OF_MANY = re.compile(
    r".*(:page|:form|:thread|_change|:group|:call|:all|:list|:one|:session|:caller)"
)


class Ways(HTMLParser):
    """The links of a page, and the addresses of its forms with how they are sent."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep where a link or a form leads."""
        said = dict(attrs)
        if tag == "a" and said.get("href"):
            self.found.append(("get", said["href"] or ""))
        elif tag == "form":
            self.found.append(((said.get("method") or "get").lower(), said.get("action") or ""))
        elif tag in {"button", "input"} and said.get("formaction"):
            self.found.append(("post", said["formaction"] or ""))


@dataclass
class Walk:
    """How many clicks each address is away, by its name; which links were refused."""

    away: dict[str, int] = field(default_factory=dict)
    refused: set[tuple[str, int]] = field(default_factory=set)


def walk(browser: Client, first: str, wanted: Collection[str] = ()) -> Walk:
    """Go on from the page `first` by links.

    An act counts the press of its button. One page of a kind is opened, and three where each shows
    something else. Once all that is `wanted` was found, nobody goes on.
    """
    found = Walk()
    seen, opened = {first}, Counter[str]()
    pages = deque([(first, 0)])
    while pages and not (wanted and found.away.keys() >= set(wanted)):
        path, clicks = pages.popleft()
        for method, where in _ways(browser, path, found, clicks):
            name = _name(where)
            if name:
                found.away.setdefault(name, clicks + 1)
            most = MORE.get(name, 3 if ONE_OF_MANY.fullmatch(name) else 1)
            if name and method == "get" and where not in seen and opened[name] < most:
                seen.add(where)
                opened[name] += 1
                if clicks + 1 < FAR:
                    pages.append((where, clicks + 1))
    return found


def _ways(browser: Client, path: str, found: Walk, clicks: int) -> Iterator[tuple[str, str]]:
    """The ways on from a page; a page that sends on is the page it sends to."""
    answer = browser.get(path, follow=True)
    for where, _status in getattr(answer, "redirect_chain", []):
        if name := _name(where):
            found.away.setdefault(name, clicks)
        path = where
    if answer.streaming:
        for closer in answer._resource_closers:  # noqa: SLF001  `close` ends the connection too
            closer()
        return
    if answer.status_code >= 400:
        found.refused.add((_name(path), answer.status_code))
    if answer.status_code != 200 or "html" not in answer.headers["Content-Type"]:
        return
    for method, where in Ways(answer.text).found:
        yield method, urljoin(path, where).partition("#")[0]


@cache
def _name(where: str) -> str:
    """The name of an address of ours; empty for any other."""
    parts = urlsplit(where)
    if parts.netloc or parts.scheme not in {"", "http", "https"}:
        return ""
    try:
        return resolve(parts.path).view_name
    except Resolver404:
        return ""
