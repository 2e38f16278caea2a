"""One spelling for all the ways a word is written, so that a search or a comparison finds it."""

import unicodedata

FOLDED = str.maketrans({
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": None, "ڭ": "ك", "گ": "ك",
    "ی": "ي", "ک": "ك", "œ": "oe", "æ": "ae",
})


def fold(text: str) -> str:
    """`text` in lower case, without accents, tashkeel or tatweel, hamza and final letters folded, digits Latin, spaces single.

    `fold("Séfrou")` is `sefrou`; `fold("تعاونيّة")` and `fold("تعاونيه")` are the same.
    """
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", text).casefold().translate(FOLDED))
    letters = (
        str(unicodedata.digit(letter)) if letter.isdigit() else letter
        for letter in decomposed
        if unicodedata.category(letter) not in {"Mn", "Cf", "Cc"} or letter.isspace()
    )
    return " ".join("".join(letters).split())
