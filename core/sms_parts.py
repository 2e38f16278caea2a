"""How many SMS a text is paid as: 160 Latin or 70 Arabic letters in one, fewer in a chain."""

from dataclasses import dataclass
from typing import Literal

# The alphabet of GSM 03.38; what stands in the second row costs two places.
BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION = frozenset("\f^{}\\[~]|€")

# What French types beyond that alphabet, in letters that stay within it.
PLAIN = str.maketrans(
    {
        **dict(
            zip("âêîôûëïçÂÊÎÔÛËÏÀÈÙ’‘“”–—\u202f\xa0", "aeioueicAEIOUEIAEU''\"\"--  ", strict=True)
        ),
        "œ": "oe",
        "Œ": "OE",
        "…": "...",
        "«": '"',
        "»": '"',
    }
)
ARABIC = range(0x0600, 0x0700)
LAST_SINGLE_UNIT = 0xFFFF


@dataclass(frozen=True)
class Parts:
    """`count` SMS; `units` places taken, of the alphabet that `encoding` names."""

    count: int
    units: int
    encoding: Literal["GSM-7", "UCS-2"]


def sms_parts(text: str) -> Parts:
    """What `text` costs. A letter of two places never stands across two parts."""
    if BASIC.union(EXTENSION).issuperset(text):
        return _parts(
            [2 if letter in EXTENSION else 1 for letter in text], "GSM-7", alone=160, chained=153
        )
    return _parts(
        [2 if ord(letter) > LAST_SINGLE_UNIT else 1 for letter in text],
        "UCS-2",
        alone=70,
        chained=67,
    )


def _parts(
    places: list[int], encoding: Literal["GSM-7", "UCS-2"], *, alone: int, chained: int
) -> Parts:
    units = sum(places)
    if units <= alone:
        return Parts(1, units, encoding)
    count, filled = 1, 0
    for place in places:
        if filled + place > chained:
            count, filled = count + 1, 0
        filled += place
    return Parts(count, units, encoding)


def is_plain(text: str) -> bool:
    """Whether `text` stays within the alphabet of 160 letters, perhaps with plainer ones."""
    return BASIC.union(EXTENSION).issuperset(text.translate(PLAIN))


def sparing(text: str) -> str:
    """French with plainer letters where that saves a part; any other text as it was written."""
    if any(ord(letter) in ARABIC for letter in text):
        return text
    plain = text.translate(PLAIN)
    return plain if sms_parts(plain).count < sms_parts(text).count else text
