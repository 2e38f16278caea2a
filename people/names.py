"""One spelling for all the ways a word is written, for search and comparison; how a name sounds."""

import re
import unicodedata
from functools import lru_cache

LETTERS = "أإآٱىةؤئڭگیک"
# Signs that look like one, as keyboards and office programs write them (\x91, \x92: Windows' own).
APOSTROPHES = "’‘‛ʼʻʹʽʾʿ′`´＇՚ꞌ\x91\x92"
HYPHENS = "‐‑‒–—―−⁃﹘﹣－\x96\x97"
FOLDED = (
    str.maketrans(LETTERS, "ااااي" + "هوي" + "ككيك")
    | dict.fromkeys(map(ord, APOSTROPHES), "'")
    | dict.fromkeys(map(ord, HYPHENS), "-")
    | {ord("ـ"): None, ord("œ"): "oe", ord("æ"): "ae"}
)
SIGNS = re.compile(r"[\W_]+")
LONGEST_KEY = 160  # letters
FEW = 4096  # names: a sheet asks three times for each


def fold(text: str) -> str:
    """`text` in lower case, digits Latin, spaces single.

    Without accents, tashkeel or tatweel; hamza, ة and ى folded; one apostrophe, one hyphen.

    `fold("Séfrou")` is `sefrou`; `fold("تعاونيّة")` and `fold("تعاونيه")` are the same.
    """
    if text.isascii() and text.isprintable():  # a tenth of the work, for most names
        return " ".join(text.lower().replace("`", "'").split())
    decomposed = unicodedata.normalize(
        "NFKD", unicodedata.normalize("NFC", text).casefold().translate(FOLDED)
    )
    return " ".join(decomposed.translate(PLAIN).split())


class _Plain(dict[int, str | None]):
    """What becomes of a letter after all else: digits Latin, no marks; looked up once each."""

    def __missing__(self, code: int) -> str | None:
        letter = chr(code)
        plain: str | None = letter
        if letter.isdigit():
            plain = str(unicodedata.digit(letter))
        elif unicodedata.category(letter) in {"Mn", "Cf", "Cc"} and not letter.isspace():
            plain = None
        if code < MOST_KEPT:
            self[code] = plain
        return plain


MOST_KEPT = 0x2100  # the alphabets of names and their signs
PLAIN = _Plain()


SHORT = {
    "med": "mohamed",
    "mohd": "mohamed",
    "md": "mohamed",
    "my": "moulay",
    "lahcen": "hassan",
    "lahsen": "hassan",
}
SPOKEN = {
    "امحمد": "محمد",
    "امبارك": "مبارك",
    "ابن": "بن",
    "بنت": "بن",
    "bin": "ben",
    "ibn": "ben",
    "bent": "ben",
    "weld": "ould",
    "ولد": "ould",
}
ARTICLES = frozenset(
    {"el", "al", "l", "er", "es", "ed", "en", "et", "ez", "ech", "ess", "err", "ال"}
)
SERVANT = frozenset({"عبد", "abd", "abdel", "abdul"})  # of a name of God, which follows
# Written with what follows, or apart.
JOINED = frozenset({"ben", "بن", "bou", "بو", "abou", "ابو", "ait", "ايت", "bel", "بل", "ou", "او"})
# An article that is written with its word: Elidrissi, القادري (and not Elyas, إلياس).
JOINED_ARTICLE = re.compile(
    r"^el(?!i?y?as+e?$)(?=.{4,})|^al(?=[^aeiouyl].{3,})|^ال(?!ياس$|هام$|ين$)(?=\w\w)"
)
SERVANT_OF = re.compile(r"\b(abd|عبد) ?([aeu]l\b)? ?(?=\w)")
BARE = 4  # letters: a shorter Arabic word keeps what looks like its article
DOUBLED = re.compile(r"([a-z])\1+")
Habits = list[tuple[re.Pattern[str], str]]
WORDS: Habits = [
    (re.compile(r"\b(ben|بن)(?=abd|عبد)"), r"\1 "),
    (re.compile(r"\b(?:abd[eau]l|abd(?:e|a|u|ou)(?=([tdrzsn])\1|ch))(?=\w)"), "abd "),
    (re.compile(r"\bعبدال(?=\w\w)"), "عبد "),
    (re.compile(r"\b(fati?ma)e?z*(?=z[aeo]*h)"), r"\1 "),
    # Noureddine
    (re.compile(r"(?<=\w\w)e?ddine?\b|(?<=\w\wr)dine?\b|(?<=\w[zh])edine?\b"), " din"),
]
# How names are written in Latin letters, one habit after the other; capitals are what is settled.
LATIN: Habits = [
    # The article: Elidrissi
    (re.compile(r"^el(?!i?y?as+e?$)(?=.{4,})|^al(?=[^aeiouyl].{3,})|^l(?=[^aeiouy])"), ""),
    # and where it is swallowed: Ezzahra, Errachidi
    (re.compile(r"^e(?=([tdrzsn])\1)|^e(?=ch)"), ""),
    (re.compile(r"^chch"), "ch"),
    (DOUBLED, r"\1"),
    (re.compile(r"(?<=[aeiou])ou?i$|(?<=[aeiou])wi$|oui$"), "W"),  # Alaoui
    (re.compile(r"(?:ou|w)a[he]?$"), "WA"),  # Salwa
    (re.compile(r"(?:iy|i|y)a[he]?$"), "YA"),  # Rania
    (re.compile(r"[aeiou]+h$|a+e?$"), "A"),  # Fatima, Fatimah, Asmae
    (re.compile(r"^(?:ou|w)(?=[aeiouA])|^w"), "W"),
    (re.compile(r"^i(?=[aou])|^y(?=[aeiouA])"), "Y"),
    (re.compile(r"^[aeiouy23]+"), "V"),
    (re.compile(r"tch|sh|ch"), "C"),
    (re.compile(r"kh|5"), "X"),
    (re.compile(r"gh|^rh"), "G"),
    (re.compile(r"dj|j|g(?=[ei])"), "J"),
    (re.compile(r"c(?=[eiy])"), "s"),
    (re.compile(r"ck|qu|[cqg9]"), "k"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"ph|v"), "f"),
    (re.compile(r"p"), "b"),
    (re.compile(r"7"), "h"),
    (re.compile(r"[aeiouwy23]"), ""),
]
ARABIC: Habits = [  # short vowels are not written; ة and ى arrive as a Latin a
    (re.compile(r"^ال(?!ياس$|هام$|ين$)(?=\w\w)"), ""),
    (re.compile(r"ء"), ""),
    (re.compile(r"^[اع]+"), "V"),
    (re.compile(r"وي$"), "W"),
    (re.compile(r"و[اa]$"), "WA"),
    (re.compile(r"ي[اa]$"), "YA"),
    (re.compile(r"[يوا]*[حه]$|[اa]$"), "A"),
    (re.compile(r"^و"), "W"),
    (re.compile(r"^ي"), "Y"),
    (re.compile(r"[اويعa]"), ""),
]
HEARD = str.maketrans("بتثجحخدذرزسشصضطظغفقكلمنهڤپ", "bttJhXddrzsCsdtdGfkklmnhfb")
ROUGHLY = str.maketrans("CG", "sk", "VAWYah")
MUTE = re.compile(r"(?<=[td])h")  # Othmane, Ramdhane


@lru_cache(maxsize=FEW)
def name_key(name: str) -> str:
    """By what one person's name is known from another's, at most 160 letters; for comparing only.

    The words in their order, joined, without signs or articles: `M’hamed N’Guyer` and
    `M'hamed N Guyer`, `Fatima-Zahra` and `Fatima Zahra`, `عبد الله` and `عبدالله` are the same.
    """
    words = SIGNS.sub(" ", fold(name).replace("'", "")).strip()
    words = SERVANT_OF.sub(r"\1\2", words)
    kept = [JOINED_ARTICLE.sub("", word) for word in words.split() if word not in ARTICLES]
    return ("".join(kept) or words or fold(name))[:LONGEST_KEY]


def search_words(text: str) -> list[str]:
    """The words of `text` as a search keeps them, each once: letters and digits only.

    What an apostrophe parts is kept joined, too; an Arabic word also without its article.
    """
    folded = fold(text)
    apart = SIGNS.sub(" ", folded).split()
    joined = SIGNS.sub(" ", folded.replace("'", "")).split() if "'" in folded else []
    bare = [word[2:] for word in apart if word.startswith("ال") and len(word) > BARE]
    return [*dict.fromkeys([*apart, *joined, *bare])]


def kept_email(email: str) -> str:
    """The letters and digits of an e-mail, as one word of the search."""
    return SIGNS.sub("", fold(email))


def reached_by(phone: str, email: str) -> str:
    """A telephone with and without its +212; an e-mail, joined, and the words before its @."""
    national = f"0{phone[4:]}" if phone.startswith("+212") else ""
    return f"{phone.lstrip('+')} {national} {kept_email(email)} {email.partition('@')[0]}"


@lru_cache(maxsize=FEW)
def phonetic_key(name: str) -> str:
    """How `name` sounds, in either of the two alphabets, in whatever order; 60 letters at most.

    `phonetic_key("Fatima-Ezzahra El Alaoui")` and `phonetic_key("العلوي فاطمة الزهراء")` are the
    same. It is made to find people who may be one, and proves nothing.
    """
    return " ".join(sorted(sounds(name)))[:60]


def sounds(name: str) -> list[str]:
    """How each word of `name` sounds, in their order; words that are written apart may be one."""
    marked = name.replace("اة", "ات").replace("ة", "a").replace("ى", "a")
    text = _written(SIGNS.sub(" ", fold(marked).replace("'", "")), WORDS)
    return [*filter(None, map(_heard, _joined(text.split())))]


def skeleton(sound: str) -> str:
    """The consonants of a sound that hardly anybody confuses; `VmnA` (Amina) is `mn`."""
    bare = re.sub(r"^l(?=.)", "", sound.translate(ROUGHLY))
    return re.sub(r"(.)\1+", r"\1", bare)


def _joined(words: list[str]) -> list[str]:
    """The words without articles and short forms.

    What belongs to the next word stands with it (a space after a servant).
    """
    spelled = [
        SHORT.get(word, SPOKEN.get(word, word))
        for word in words
        if word not in ARTICLES or len(words) == 1
    ]
    joined: list[str] = []
    before = ""
    for word in spelled:
        if word in JOINED or word in SERVANT:
            before += word if word in JOINED else "abd "
        else:
            joined.append(before + word)
            before = ""
    return [*joined, before.strip()]


@lru_cache(maxsize=FEW)  # of ten names nine words have been heard before
def _heard(word: str) -> str:
    """One word, letter by letter; a number stays as it is."""
    if word.isdigit():
        return word
    parts = (_written(part, ARABIC if re.search("[ء-ي]", part) else LATIN) for part in word.split())
    return MUTE.sub("", "".join(parts).translate(HEARD))


def _written(text: str, habits: Habits) -> str:
    for habit, letters in habits:
        text = habit.sub(letters, text)
    return text
