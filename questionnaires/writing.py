"""Answers, their spelling in a form, and in words."""

from typing import TYPE_CHECKING, TypeAlias

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from core.language import said_day
from core.later import later

if TYPE_CHECKING:
    from babel import dates, numbers
else:
    dates, numbers = later("babel.dates"), later("babel.numbers")

Answer: TypeAlias = str | int | bool | list[str]

YES, NO = "yes", "no"
POINTS = ("1", "2", "3", "4", "5")
GROUPED_FROM = 10_000  # a year is written in one piece


def typed(answer: Answer | None) -> list[str]:
    """A kept answer as the form that brought it would send it again."""
    match answer:
        case None | "":
            return []
        case bool():
            return [YES if answer else NO]
        case list():
            return answer
        case _:
            return [str(answer)]


def number(answer: Answer, locale: str) -> str | None:
    """A number with its thousands apart; nothing for what is none."""
    if not isinstance(answer, int):
        return None
    return (
        str(answer) if abs(answer) < GROUPED_FROM else numbers.format_decimal(answer, locale=locale)
    )


def amount(answer: Answer, locale: str) -> str | None:
    """An amount with its currency; nothing for what is none."""
    return (
        _("%(amount)s DH") % {"amount": numbers.format_decimal(answer, locale=locale)}
        if isinstance(answer, int)
        else None
    )


def day(answer: Answer, locale: str) -> str | None:
    """A date with the name of its month; nothing for what is none."""
    date = parse_date(answer) if isinstance(answer, str) else None
    return said_day(dates.format_date(date, "d MMMM y", locale=locale)) if date else None


def file_sent(_answer: Answer, _locale: str) -> str:
    """That there is a file: its name stands elsewhere."""
    return _("A file was sent.")
