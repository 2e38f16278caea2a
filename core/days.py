"""Days in words, by the names that months and days have in Morocco, in France's French, in England.

They are Babel's, which a test compares. Babel reads four megabytes for them: all names of all
languages and countries.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

ARABIC = "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر"
MONTHS = {
    "ar_MA": ARABIC,
    "fr_MA": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en_GB": "January February March April May June "
    "July August September October November December",
}
SHORT_MONTHS = {
    "ar_MA": ARABIC,
    "fr_MA": "jan. fév. mar. avr. mai jui. juil. août sept. oct. nov. déc.",
    "en_GB": "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec",
}
WEEKDAYS = {
    "ar_MA": "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
    "fr_MA": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "en_GB": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
}
PART = re.compile("EEEE|MMMM|MMM|d|y")


@lru_cache(maxsize=512)  # a page says the same few days again and again
def in_words(day: date, pattern: str, locale: str) -> str:
    """`EEEE d MMMM y` as the day has them, `MMM` for a short month."""
    parts = {
        "EEEE": WEEKDAYS[locale].split()[day.weekday()],
        "MMMM": MONTHS[locale].split()[day.month - 1],
        "MMM": SHORT_MONTHS[locale].split()[day.month - 1],
        "d": str(day.day),
        "y": str(day.year),
    }
    return PART.sub(lambda part: parts[part[0]], pattern)
