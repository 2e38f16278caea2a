"""What people type and what is kept of it: text without unseen characters, answers and their spelling in a form."""

import re
import unicodedata
from typing import TypeAlias

Answer: TypeAlias = str | int | bool | list[str]

JOINERS = "\u200c\u200d"  # they change how Arabic letters join: part of the spelling
UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
SPACES = re.compile(r"[^\S\n]+")
YES, NO = "yes", "no"
POINTS = ("1", "2", "3", "4", "5")


def tidy(written: object, *, lines: bool = False) -> str:
    """Text in NFC without characters nobody sees; line breaks stay where `lines` are meant."""
    text = "" if written is None else str(written)
    if not text.isascii() or not text.isprintable():
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        text = text if lines else text.replace("\n", " ")
        text = "".join(
            c for c in text.replace("\t", " ") if c in JOINERS or c == "\n" or unicodedata.category(c) not in UNSEEN
        )
        text = unicodedata.normalize("NFC", SPACES.sub(" ", text))
    return text.strip()


def typed(answer: Answer | None) -> list[str]:
    """A kept answer as the form that brought it would send it again."""
    match answer:
        case None | "":
            return []
        case bool():
            return [YES if answer else NO]
        case list():
            return answer
        case _:
            return [str(answer)]
