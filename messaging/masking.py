"""What staff and logs read of a message: no sign-in code, no link that speaks for its holder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from core.links import without_links

if TYPE_CHECKING:
    from messaging.models import Message

WORD = re.compile(r"\S+")
MARK = "\N{LEFT-TO-RIGHT MARK}"  # keeps the end of an address at its end in an Arabic line


def masked(message: Message) -> str:
    """The text of `message` for whoever is not its reader."""
    if message.secret:
        return gettext("A sign-in code, which nobody but its reader sees.")
    return for_staff(message.body)


def for_staff(text: str) -> str:
    """`text` without the keys of its links, whose ends are found in an Arabic line too."""
    return WORD.sub(lambda match: _marked(match[0]), text)


def _marked(word: str) -> str:
    short = without_links(word)
    return short if short == word else f"{short}{MARK}"
