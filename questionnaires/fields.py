"""How each kind of question is typed and cleaned: one form field per question, with its rules."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from core.later import later
from core.writing import plain, tidy
from people.names import fold
from people.phones import to_e164
from questionnaires.writing import YES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from babel import dates
    from django.utils.safestring import SafeString
else:
    dates = later("babel.dates")

SHORT, LONG, NAME, ADDRESS = 200, 2000, 120, 254  # a name and an address have a column
LARGEST_NUMBER, LARGEST_AMOUNT = 10**9, 10**12
LONGEST_NUMBER = 40  # characters, with the spaces and the currency
FIRST_YEAR, LAST_YEAR = 1900, 2100
HALF_DAY, DAY, MINUTES = 12, 24, 60

GROUPED = re.compile(r"\d+|\d{1,3}(?:[ .,٬'’]\d{3})+")
CURRENCY = re.compile(
    r"[.,٫]00$|(?:[.,٫]00)?\s*(?:dhs?|mad|dirhams?|درهما?|دراهم|د\.?\s?م\.?)$", re.IGNORECASE
)
DAY_FIRST = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})")
TIME = re.compile(  # Excel adds :00
    r"(?!\d+$)(?P<hour>\d{1,2})(?:\s?[:.٫h]\s?(?P<minute>\d\d)(?::00)?|\s?h)?"
    r"\s?(?:(?P<morning>a\.?m\.?|ص|صباح(?:اً|ًا|ا))|(?P<evening>p\.?m\.?|م|مساءً?))?",
    re.IGNORECASE,
)
DAY_IN_WORDS = re.compile(
    r"(\d{1,2})(?:er|st|nd|rd|th)?\s+(?:de\s+)?(\D+?)\s+(\d{4})", re.IGNORECASE
)
YEAR_FIRST = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})")


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose: `drawing` is its pictogram's markup, `group` its heading in a list."""

    code: str
    label: str
    hint: str = ""
    drawing: SafeString | str = ""
    group: str = ""


class Offering(forms.Field):
    """A field that offers codes to choose from: as large targets with `options`, else as a list."""

    codes: dict[str, None]
    options: tuple[Option, ...]
    is_scale = False  # drawn in one line

    def __init__(
        self, *, codes: Iterable[str] = (), options: Iterable[Option] = (), **kwargs: Any
    ) -> None:
        self.options = tuple(options)
        self.codes = dict.fromkeys([*codes, *(option.code for option in self.options)])
        kwargs.setdefault("choices", [(code, code) for code in self.codes])
        super().__init__(**kwargs)

    def valid_value(self, value: object) -> bool:
        """Whether `value` is offered."""
        return value in self.codes


class Text(forms.CharField):
    """Words: one line, or several."""

    default_error_messages = {
        "required": _("Please answer this question."),
        "max_length": ngettext_lazy(
            "This text is too long: it has %(show_value)d character and may have %(limit_value)d.",
            "This text is too long: it has %(show_value)d characters and may have %(limit_value)d.",
            "show_value",
        ),
    }

    def to_python(self, value: object) -> str:
        """Clean what was typed, whatever it is."""
        return tidy(value, lines=isinstance(self.widget, forms.Textarea))


class Email(Text, forms.EmailField):
    """An e-mail address."""

    default_error_messages = {
        "required": _("Please write an e-mail address."),
        "invalid": _("Please write an e-mail address such as name@example.com."),
    }

    def to_python(self, value: object) -> str:
        """The address without any unseen mark."""
        return super().to_python(plain(value))


class Phone(Text):
    """A phone number, kept as E.164."""

    default_error_messages = {"required": _("Please write a phone number such as 06 12 34 56 78.")}

    def clean(self, value: object) -> str:
        """Read the number as people write it. Raises `ValidationError`."""
        written = super().clean(value)
        return to_e164(written) if written else ""


class WholeNumber(forms.Field):
    """A whole number, in any digits, with or without spaces between thousands."""

    largest = LARGEST_NUMBER
    default_error_messages = {
        "required": _("Please write a number."),
        "invalid": _("Please write a whole number in digits, such as 12 or 2024."),
        "max_value": _("This number is too large."),
    }

    def to_python(self, value: object) -> int | None:
        """Read the number. Raises `ValidationError`."""
        typed = plain(value)
        if len(typed) > LONGEST_NUMBER:  # before any pattern has to read it
            wrong = "max_value" if typed.isdecimal() else "invalid"
            raise ValidationError(self.error_messages[wrong], code=wrong)
        written = self.bare(typed)
        if not written:
            return None
        if not GROUPED.fullmatch(written):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        digits = "".join(c for c in written if c.isdecimal()).lstrip("0") or "0"
        if len(digits) > len(str(self.largest)) or int(digits) > self.largest:
            raise ValidationError(self.error_messages["max_value"], code="max_value")
        return int(digits)

    def bare(self, written: str) -> str:
        """Only the number."""
        return written


class Money(WholeNumber):
    """An amount in whole dirhams."""

    largest = LARGEST_AMOUNT
    default_error_messages = {
        "required": _("Please write an amount."),
        "invalid": _("Please write an amount in whole dirhams, such as 12 000."),
        "max_value": _("This amount is too large."),
    }

    def bare(self, written: str) -> str:
        """The amount without its currency and its idle centimes."""
        return CURRENCY.sub("", written).strip()


@cache
def _months() -> dict[str, int]:
    """The months by their folded names in every language that one may write."""
    return {
        fold(name): month
        for locale in ("ar_MA", "ar", "fr", "en")
        for month, name in dates.get_month_names("wide", locale=locale).items()
    }


class Day(forms.Field):
    """A date, kept as YYYY-MM-DD."""

    default_error_messages = {
        "required": _("Please give a date."),
        "invalid": _("Please write a date as day/month/year, such as 15/03/2024."),
    }

    def to_python(self, value: object) -> str:
        """Read the date, day first or year first, or as it is written out.

        Raises `ValidationError`.
        """
        written = plain(value)
        if not written:
            return ""
        if match := YEAR_FIRST.fullmatch(written):
            year, month, day = map(int, match.groups())
        elif match := DAY_FIRST.fullmatch(written):
            day, month, year = map(int, match.groups())
        elif (match := DAY_IN_WORDS.fullmatch(written)) and fold(match[2]) in _months():
            day, month, year = int(match[1]), _months()[fold(match[2])], int(match[3])
        else:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        try:
            read = date(year, month, day)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        if not FIRST_YEAR <= read.year <= LAST_YEAR:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return read.isoformat()


class Clock(forms.Field):
    """A time of day, kept as HH:MM of 24 hours."""

    default_error_messages = {
        "required": _("Please give a time."),
        "invalid": _("Please write a time as hour:minutes, such as 09:30."),
    }

    def to_python(self, value: object) -> str:
        """Read the time in any digits, of 24 hours or of twice 12. Raises `ValidationError`."""
        written = plain(value)
        if not written:
            return ""
        read = TIME.fullmatch(written)
        hour, minute = (int(read["hour"]), int(read["minute"] or 0)) if read else (DAY, 0)
        if read and (read["morning"] or read["evening"]):
            hour = (
                hour % HALF_DAY + (HALF_DAY if read["evening"] else 0)
                if 0 < hour <= HALF_DAY
                else DAY
            )
        if hour >= DAY or minute >= MINUTES:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return f"{hour:02}:{minute:02}"


class OneOf(Offering, forms.ChoiceField):
    """One of the codes offered."""

    default_error_messages = {
        "required": _("Please choose an answer."),
        "invalid_choice": _("Please choose one of the answers offered."),
    }


class YesNo(OneOf):
    """Yes or no."""

    def clean(self, value: object) -> bool | None:
        """The answer, none when nothing was chosen. Raises `ValidationError`."""
        chosen = super().clean(value)
        return chosen == YES if chosen else None


class Scale(OneOf):
    """From 1 to 5."""

    is_scale = True

    def clean(self, value: object) -> int | None:
        """The points, none when nothing was chosen. Raises `ValidationError`."""
        chosen = super().clean(value)
        return int(chosen) if chosen else None


class SeveralOf(Offering, forms.MultipleChoiceField):
    """Any of the codes offered, in the order of the form."""

    default_error_messages = {
        "required": _("Please choose at least one answer."),
        "invalid_choice": _("Please choose among the answers offered."),
        "invalid_list": _("Please choose among the answers offered."),
    }

    def clean(self, value: object) -> list[str]:
        """Each code once. Raises `ValidationError`."""
        chosen = super().clean(value)
        return [code for code in self.codes if code in chosen]


class Sent(forms.FileField):
    """A file: here only whether one came; what it is worth is judged where it is kept."""

    default_error_messages = {
        "required": _("Please choose a file or take a photo."),
        "invalid": _("The file did not arrive. Please try again."),
        "missing": _("The file did not arrive. Please try again."),
        "empty": _("This file is empty."),
    }
