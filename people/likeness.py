"""How alike two spellings of a name are, in either alphabet: it puts the best of a search first."""

import re
from difflib import SequenceMatcher
from functools import lru_cache

from people.names import ARTICLES, JOINED_ARTICLE, search_words

KEPT = 512  # of one search the same words are compared with each name
# Arabic letters as a French clerk writes them; short vowels are not written.
ROUGH = str.maketrans(
    {
        **dict(zip("ابتثجحدذرزسصضطظعفقكلمنهي", "abttjhddrzssdtdafkklmnhi", strict=True)),
        "خ": "x",
        "ش": "C",
        "غ": "g",
        "و": "u",
        "ء": None,
    }
)
LATIN = [
    (re.compile(r"kh|5"), "x"),
    (re.compile(r"tch|ch|sh"), "C"),
    (re.compile(r"gh"), "g"),
    (re.compile(r"ou|oo|w|o"), "u"),
    (re.compile(r"ee|y|e(?=i)"), "i"),
    (re.compile(r"c(?=[eiy])"), "s"),
    (re.compile(r"[qc9]"), "k"),
    (re.compile(r"v"), "f"),
    (re.compile(r"3"), "a"),
    (re.compile(r"7"), "h"),
    (re.compile(r"C"), "c"),
    (re.compile(r"(.)\1+"), r"\1"),
]


def likeness(words: str, name: str) -> float:
    """From 0 to 1: how alike each of `words` is to the most alike word of `name`, on average."""
    typed, written = _rough(words), _rough(name)
    if not typed or not written:
        return 0.0
    return sum(max(_ratio(one, other) for other in written) for one in typed) / len(typed)


@lru_cache(maxsize=KEPT)
def _rough(text: str) -> list[str]:
    """The words without articles, in few letters."""
    words = [JOINED_ARTICLE.sub("", word) for word in search_words(text) if word not in ARTICLES]
    return [*dict.fromkeys(_letters(word) for word in words)]


def _letters(word: str) -> str:
    rough = re.sub(r"ه$", "a", word).translate(ROUGH) if re.search("[ء-ي]", word) else word
    for habit, letter in LATIN:
        rough = habit.sub(letter, rough)
    return rough


@lru_cache(maxsize=KEPT)
def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
