"""Moments, numbers, telephones, the tone of a state as pages write them: Latin digits, 24 hours.

A list writes hundreds of them: what many rows share, the words of a day, is put together once.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from core.language import babel_locale, language_of_page, said_day
from core.later import later

if TYPE_CHECKING:
    from datetime import date

    import phonenumbers
    from babel import dates, numbers
else:
    dates, numbers = later("babel.dates"), later("babel.numbers")
    phonenumbers = later("phonenumbers")

LATELY = timedelta(hours=12)
NO_BREAK_SPACE, NARROW = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"
BEFORE_TIME = {"ar_MA": "، ", "fr_MA": " à "}  # between a day and its time; else ", "
WEEKDAY = {"ar_MA": "EEEE، d MMMM"}  # a day with its name; else "EEEE d MMMM"
SHORT = {"ar_MA": "d MMMM"}  # a day of this year; else "d MMM"
TONES = {
    **dict.fromkeys(
        ["success", "open", "accepted", "confirmed", "sent", "delivered", "read", "ready"], "good"
    ),
    "favourable": "good",
    "unfavourable": "bad",
    **dict.fromkeys(
        ["warning", "draft", "waiting", "new", "prepared", "sending", "parked"], "warn"
    ),
    **dict.fromkeys(["booked", "held"], "good"),
    "offered": "warn",
    **dict.fromkeys(["error", "failed", "missed"], "bad"),
    **dict.fromkeys(["closed", "finished", "expired", "dropped"], "off"),
    **dict.fromkeys(["declined", "lapsed", "withdrawn", "merged"], "off"),
}
MOBILE = re.compile(r"\+212([67]\d{8})")


@lru_cache(maxsize=2048)
def _day(day: date, pattern: str, locale: str) -> str:
    return dates.format_date(day, pattern, locale=locale)


@lru_cache(maxsize=2048)
def _span(minutes: int, locale: str) -> str:
    """`il y a 2 h`, `in 5 min`."""
    span = timedelta(minutes=minutes)
    return dates.format_timedelta(
        span, granularity="minute", add_direction=True, format="short", locale=locale
    )


def _with_time(there: datetime, pattern: str) -> str:
    locale = babel_locale()
    day = said_day(_day(there.date(), pattern, locale))
    return f"{day}{BEFORE_TIME.get(locale, ', ')}{there:%H:%M}"


def weekday(value: date | None) -> str:
    """A date with its day: `الثلاثاء، 15 دجنبر`, `mardi 15 décembre`."""
    if not value:
        return ""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value).date()
    locale = babel_locale()
    return said_day(_day(value, WEEKDAY.get(locale, "EEEE d MMMM"), locale))


def moment(value: datetime | None) -> str:
    """A date and time at Casablanca: `15 دجنبر 2026، 14:30`."""
    return _with_time(timezone.localtime(value), "d MMMM y") if value else ""


def ago(value: date | None) -> str:
    """A moment or a day as people say it: `il y a 2 h`, `hier à 17:12`, `28 nov. à 17:12`."""
    if not value:
        return ""
    if not isinstance(value, datetime):
        return _whole_day(value)
    now, there = timezone.localtime(), timezone.localtime(value)
    if abs(now - value) < LATELY:
        minutes = round((value - now).total_seconds() / 60)
        return _span(minutes, babel_locale()) if minutes else _("just now")
    if now.date() - there.date() == timedelta(days=1):
        return _("yesterday at %(time)s") % {"time": f"{there:%H:%M}"}
    if there.year != now.year:
        return said_day(_day(there.date(), "d MMM y", babel_locale()))
    return _with_time(there, SHORT.get(babel_locale(), "d MMM"))


def _whole_day(day: date) -> str:
    today = timezone.localdate()
    if day == today:
        return _("today")
    if today - day == timedelta(days=1):
        return _("yesterday")
    pattern = "d MMM y" if day.year != today.year else SHORT.get(babel_locale(), "d MMM")
    return said_day(_day(day, pattern, babel_locale()))


def telephone(value: str) -> str:
    """`+212612345678` as `06 12 34 56 78`, one from abroad with its country; other words as is."""
    if mobile := MOBILE.fullmatch(value):
        digits = f"0{mobile[1]}"
        return " ".join(digits[at : at + 2] for at in range(0, len(digits), 2))
    try:
        parsed = phonenumbers.parse(value, "MA")
    except phonenumbers.NumberParseException:
        return value
    national = parsed.country_code == phonenumbers.country_code_for_region("MA")
    style = phonenumbers.PhoneNumberFormat
    way = style.NATIONAL if national else style.INTERNATIONAL
    return phonenumbers.format_number(parsed, way).replace("-", " ")


def tone(state: str) -> str:
    """The tone of a badge or note, from a state or from the level of a Django message."""
    return TONES.get(state, "")


def counted(value: float) -> str:
    """A number with its thousands apart."""
    return _decimal(value, babel_locale())


@lru_cache(maxsize=4096, typed=True)  # a page says a hundred of them
def _decimal(value: float, locale: str) -> str:
    return numbers.format_decimal(value, locale=locale).replace(NARROW, NO_BREAK_SPACE)


def share(value: float) -> str:
    """A share (0 to 1) with one decimal: `23,3%`, in French `23,3 %`.

    A space before the sign would move it in Arabic.
    """
    sign = f"{NO_BREAK_SPACE}%" if language_of_page() == "fr" else "%"
    return numbers.format_decimal(value * 100, format="0.0", locale=babel_locale()) + sign
