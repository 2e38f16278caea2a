"""In which alphabet a text file was saved: each candidate is scored over all of its words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

UTF_8, WINDOWS_FRENCH, WINDOWS_ARABIC, MAC_FRENCH = "utf-8", "cp1252", "cp1256", "mac_roman"
UTF_16 = ("utf-16-le", "utf-16-be")
BYTE_PAGES = (WINDOWS_FRENCH, WINDOWS_ARABIC, MAC_FRENCH)
ALPHABETS = (UTF_8, *BYTE_PAGES, *UTF_16)
LOST = "\ufffd"
MARKS = ((b"\xef\xbb\xbf", UTF_8), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
GOOD_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
MOSTLY = 3  # good sequences for each spoiled one

FRENCH = "àâäçéèêëîïôöùûüÿœæñáíóú"
# The letters of Arabic as it is written here, ڭ and پ of names with them; the rest is Urdu.
ARABIC = "ءآأؤإئابتثجحخدذرزسشصضطظعغفقكلمنهويڭگپڤ"
LAST_ONLY = "ةى"
WORD = re.compile(r"[^\s;,|\"()/:\d_-]+")
SHAPE = {  # of words that somebody may have written
    "french": re.compile(rf"(?:[ldjmnstcLDJMNSTC]|qu|Qu)?['’]?[A-Za-z{FRENCH}]*[a-z{FRENCH}]"),
    "capitals": re.compile(rf"[A-Z{FRENCH.upper()}'’]+"),
    "first": re.compile(rf"[A-Z{FRENCH.upper()}][a-z{FRENCH}'’]*"),
    "arabic": re.compile(rf"[{ARABIC}\u064b-\u0652ـ]+[{ARABIC}{LAST_ONLY}\u064b-\u0652]|[وبلفكأ]"),
}
INSIDE = re.compile(r"[a-zà-ÿ][A-ZÀ-Þ]|[^\W\d_][^\w\s.'’‘«»،؛؟@&+\-…–—][^\W\d_]")
TWO_SCRIPTS = re.compile(r"[A-Za-zÀ-ÿœŒ][ء-ۿ]|[ء-ۿ][A-Za-zÀ-ÿœŒ]")
PUNCTUATION = ".'’‘“”«»،؛؟!?@&+…–—•°*#=%<>[]{}€"
KNOWN, LIKELY, ODD, IMPOSSIBLE = 6, 1, -2, -4

NAMES = """
أحمد محمد فاطمة خديجة عائشة مريم زينب يوسف إبراهيم حسن الحسن حسين الحسين عمر علي سعيد رشيد كريم
خالد مصطفى عبد الله الرحمان العزيز القادر الحق الكريم اللطيف الرحيم السلام المجيد نادية سعاد حنان
سميرة أمينة لطيفة رقية حليمة نعيمة سناء هدى إيمان سارة سلمى هند ليلى كوثر أسماء شيماء حسناء وفاء
الزهراء العلوي الإدريسي بن بنت أيت بناني الفاسي التازي العمراني القادري الحسني المرابط الصقلي
فاس مكناس صفرو تازة تاونات إفران بولمان الرباط الدار البيضاء طنجة تطوان أكادير مراكش وجدة
séverine éric élise zoé aïcha saïd saïda naïma rédouane mériem zaïd noël joëlle rené andré josé
hélène irène thérèse françois françoise fès séfrou salé meknès béni témara société coopérative
aït bénani benaïssa taïeb raïssa laïla haïm kénitra khémisset guéliz hôtel café pâtisserie à é
"""


@dataclass(frozen=True)
class Decoded:
    """A text, and the alphabet that it was read in."""

    text: str
    alphabet: str


@dataclass(frozen=True)
class Reader:
    """Judges words; `words` are what the file may be expected to hold, in lower case."""

    words: AbstractSet[str] = frozenset()

    @cached_property
    def expected(self) -> AbstractSet[str]:
        """Names, places and the words of the template."""
        return {*NAMES.split()} | self.words

    def decode(self, data: bytes, alphabet: str = "") -> Decoded:
        """The text in `alphabet`, or in the likeliest; what cannot be a letter becomes U+FFFD.

        Empty when nothing can be read so.
        """
        chosen = alphabet if alphabet in ALPHABETS else self._likeliest(data)
        try:
            text = data.decode(chosen, errors="strict" if chosen in UTF_16 else "replace")
        except UnicodeDecodeError:
            text = ""
        return Decoded(text.removeprefix("\ufeff"), chosen)

    def knows(self, cell: str) -> bool:
        """Whether a cell of a text file is a word or a sentence of the template."""
        return cell.strip(' "\r\n').casefold() in self.words

    def score(self, text: str) -> int:
        """How likely the words of `text` are: negative when its letters look wrong."""
        return sum(self._word(word) for word in set(WORD.findall(text)) if not word.isascii())

    def _likeliest(self, data: bytes) -> str:
        for mark, alphabet in MARKS:
            if data.startswith(mark):
                return alphabet
        if b"\0" in data:
            odd, even = data[1::2].count(0), data[::2].count(0)
            return UTF_16[0] if odd >= even else UTF_16[1]
        good = len(GOOD_SEQUENCE.findall(data))
        spoiled = data.decode(UTF_8, errors="replace").count(LOST)
        if good >= MOSTLY * spoiled:
            return UTF_8
        texts = {page: data.decode(page, errors="replace") for page in BYTE_PAGES}
        return max(BYTE_PAGES, key=lambda page: self.score(texts[page]))

    def _word(self, written: str) -> int:
        word = unicodedata.normalize("NFC", written.strip(PUNCTUATION))
        if not word:
            return 0
        if word.casefold() in self.expected:
            return KNOWN
        if LOST in word or TWO_SCRIPTS.search(word) or INSIDE.search(word):
            return IMPOSSIBLE
        if word.isascii() or any(shape.fullmatch(word) for shape in SHAPE.values()):
            return LIKELY if not word.isascii() else 0
        return IMPOSSIBLE if word[0] in LAST_ONLY else ODD
