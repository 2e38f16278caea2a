"""What people write and what is kept of it: text without unseen characters."""

import re
import unicodedata

JOINERS = "\u200c\u200d"  # they change how Arabic letters join: part of the spelling
UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
SPACES = re.compile(r"[^\S\n]+")


def tidy(written: object, *, lines: bool = False) -> str:
    """Text in NFC without characters nobody sees; line breaks stay where `lines` are meant."""
    text = "" if written is None else str(written)
    if not text.isascii() or not text.isprintable():
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        text = text if lines else text.replace("\n", " ")
        text = "".join(
            c
            for c in text.replace("\t", " ")
            if c in JOINERS or c == "\n" or unicodedata.category(c) not in UNSEEN
        )
        text = unicodedata.normalize("NFC", SPACES.sub(" ", text))
    return text.strip()
