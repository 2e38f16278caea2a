"""What a page says by itself, without the header and the menu that stand around it."""

from __future__ import annotations

import re
from typing import Protocol

MAIN = re.compile(r"<main\b.*?</main>", re.DOTALL)


class Page(Protocol):
    """What a browser was answered."""

    content: bytes


def content_of(answer: Page) -> str:
    """The text of its `<main>`."""
    found = MAIN.search(answer.content.decode())
    assert found is not None
    return found[0]


def folded(page: str) -> list[str]:
    """The words under which something is folded away on `page`."""
    found = re.findall(r"<summary>(.*?)</summary>", page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", each).split()) for each in found]
