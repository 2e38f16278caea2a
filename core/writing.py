"""What people write and what is kept of it: text without unseen characters."""

import re
import unicodedata

JOINERS = "\u200c\u200d"  # they change how Arabic letters join: part of the spelling
UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
SPACES = re.compile(r"[^\S\n]+")
# By Unicode letters and marks, of which nothing is seen: fillers, selectors, the empty Braille cell
BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0]")


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


def visible(written: str) -> str:
    """Text of several lines without characters nobody sees, its spaces as they were set."""
    text = "".join(
        c
        for c in written.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
        if c in JOINERS or c == "\n" or unicodedata.category(c) not in UNSEEN
    )
    return unicodedata.normalize("NFC", text).strip()


def plain(written: object) -> str:
    """A code, a number or an address: one line, every unseen mark gone, any digits as 0 to 9."""
    text = tidy(written)
    if text.isascii():
        return text
    text = BLANK.sub("", text.translate(dict.fromkeys(map(ord, JOINERS))))
    return "".join(str(unicodedata.decimal(c, c)) for c in text).strip()
