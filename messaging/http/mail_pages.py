"""A mail that is a web page: its words, and those that it shows as quoted."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from html.parser import HTMLParser

ALONE = {"br", "img", "meta", "link", "hr", "input", "base", "col", "wbr"}  # that nothing ends
UNSEEN = {"style", "script", "title"}
BEGINS_A_LINE = {"br", "p", "div", "li", "tr", "hr", "blockquote", "h1", "h2", "h3", "table"}
QUOTES = re.compile("gmail_quote|gmail_attr|yahoo_quoted|moz-cite-prefix|protonmail_quote")
TAG = re.compile(r"<[^<>]*>")
# What Python's parser looks at anew from every place in it, for hours: nothing ends it.
ENDLESS = re.compile(r"<(?![^<>]*>)")
DECLARED = re.compile(r"<[!?][^<>]*>")  # says nothing to a reader
LONGEST_ALT = 8  # letters: a smiley, not what a picture is about


def words_of_page(page: str) -> tuple[str, str]:
    """What a page says, and what it shows as quoted. A page that is broken says all its words."""
    reader = _Reader()
    try:
        reader.feed(ENDLESS.sub("&lt;", DECLARED.sub("", _without_comments(page))))
        reader.close()
    except AssertionError:  # how Python's parser gives up
        return _bare(page), ""
    said, quoted = _tidy(reader.words), _tidy(reader.quoted)
    return (said, quoted) if said or quoted else (_bare(page), "")


def _without_comments(page: str) -> str:
    """`page` without what stands in comments; one that nothing ends is no comment."""
    shown: list[str] = []
    at = 0
    while (begin := page.find("<!--", at)) >= 0 and (end := page.find("-->", begin + 4)) >= 0:
        shown.append(page[at:begin])
        at = end + 3
    return "".join([*shown, page[at:]])


def _bare(page: str) -> str:
    return _tidy([unescape(TAG.sub("\n", page))])


def _tidy(pieces: list[str]) -> str:
    """Lines without what stands around them, and never two empty ones together."""
    lines = [re.sub(r"[ \t\xa0]+", " ", line).strip() for line in "".join(pieces).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Reader(HTMLParser):
    """The words of a page, and those that it quotes."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.quoted: list[str] = []
        self.inside: list[str] = []  # the tags that are open since a quotation
        self.open = Counter[str]()  # how many of each these are
        self.unseen = ""
        self.typed = 0  # how deep in what is kept as typed

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A new line where one begins; what is not shown, such as a style, says nothing."""
        about = dict(attrs)
        marks = f"{about.get('class') or ''} {about.get('id') or ''}"
        if tag not in ALONE and (self.inside or tag == "blockquote" or QUOTES.search(marks)):
            self.inside.append(tag)
            self.open[tag] += 1
        if tag in UNSEEN:
            self.unseen = tag
        elif tag == "body":
            self.unseen = ""
        self.typed += tag == "pre"
        if tag in {"td", "th"}:
            self._into().append(" ")
        elif tag in BEGINS_A_LINE:
            self._into().append("\n")
        elif tag == "img" and len(alt := about.get("alt") or "") <= LONGEST_ALT:
            self._into().append(alt)

    def handle_endtag(self, tag: str) -> None:
        """What was quoted ends with its own tag."""
        if tag == self.unseen:
            self.unseen = ""
        self.typed -= tag == "pre" and self.typed > 0
        while self.open[tag]:
            last = self.inside.pop()
            self.open[last] -= 1
            if last == tag:
                break
        if tag in {"p", "div", "blockquote", "li", "tr"}:
            self._into().append("\n")

    def handle_data(self, data: str) -> None:
        """Words: a page's own line ends are spaces, but for those of what is kept as typed."""
        if not self.unseen:
            self._into().append(data if self.typed else re.sub(r"[ \t\r\n]+", " ", data))

    def _into(self) -> list[str]:
        return self.quoted if self.inside else self.words
