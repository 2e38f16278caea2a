"""What a page says by itself, without the header and the menu that stand around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpResponse

MAIN = re.compile(r"<main\b.*?</main>", re.DOTALL)


def content_of(answer: HttpResponse) -> str:
    """The text of its `<main>`."""
    found = MAIN.search(answer.content.decode())
    assert found is not None
    return found[0]
