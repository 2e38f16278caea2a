"""One spelling for all the ways a word is written, so that a search or a comparison finds it."""

import unicodedata

LETTERS = "أإآٱىةؤئڭگیک"
FOLDED = str.maketrans(LETTERS, "ااااي" + "هوي" + "ككيك") | {ord("ـ"): None, ord("œ"): "oe", ord("æ"): "ae"}


def fold(text: str) -> str:
    """`text` in lower case, digits Latin, spaces single; without accents, tashkeel or tatweel; hamza, ة and ى folded.

    `fold("Séfrou")` is `sefrou`; `fold("تعاونيّة")` and `fold("تعاونيه")` are the same.
    """
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", text).casefold().translate(FOLDED))
    letters = (
        str(unicodedata.digit(letter)) if letter.isdigit() else letter
        for letter in decomposed
        if unicodedata.category(letter) not in {"Mn", "Cf", "Cc"} or letter.isspace()
    )
    return " ".join("".join(letters).split())
