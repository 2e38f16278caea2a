"""Telephone numbers, as people in Morocco write them, into one form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.later import later
from core.writing import plain

if TYPE_CHECKING:
    import phonenumbers
else:
    phonenumbers = later("phonenumbers")

MOROCCO = 212
NATIONAL_LENGTH = 9
USUAL = re.compile(r"(?:\+212|0)([567][0-9]{8})")
BEGINNING = re.compile(r"\+?(?:[\s./()-]*\d){3,}[\s./()-]*")


def to_e164(written: str) -> str:
    """`06 12 34 56 78`, `٠٦١٢٣٤٥٦٧٨` or `00212612345678` as `+212612345678`.

    Moroccan numbers are checked by length and first digit only: new ranges appear before libraries
    know them.
    Raises `ValidationError` with code `phone`.
    """
    text = plain(written)
    if usual := USUAL.fullmatch(text.replace(" ", "")):
        return f"+{MOROCCO}{usual[1]}"
    try:
        number = phonenumbers.parse(text, "MA")
    except phonenumbers.NumberParseException as unreadable:
        raise _refusal() from unreadable
    if phonenumbers.is_alpha_number(text):  # letters would be read as the digits of their keys
        raise _refusal()
    national = str(number.national_number)
    if number.country_code == MOROCCO:
        acceptable = len(national) == NATIONAL_LENGTH and national[0] in "567"
    else:
        acceptable = phonenumbers.is_valid_number(number)
    if not acceptable:
        raise _refusal()
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def as_dialled(number: str) -> str:
    """`+212535000000` as people in Morocco read it out, `05 35 00 00 00`; empty stays empty."""
    if not number:
        return ""
    national = phonenumbers.PhoneNumberFormat.NATIONAL
    parsed = phonenumbers.parse(number, "MA")
    return phonenumbers.format_number(parsed, national).replace("-", " ")


def beginning(written: str) -> str:
    """`06 99 11`, `06.99.11` or `+212 (0) 6 99 11` as `+212699 11`, joined; empty for other words.

    Three digits at least, by which telephones in E.164 are looked for that begin so.
    """
    if not BEGINNING.fullmatch(written.strip()):
        return ""
    digits = "".join(str(int(digit)) for digit in re.findall(r"\d", written))
    if written.strip().startswith("+") or digits.startswith(("00", str(MOROCCO))):
        number = digits.removeprefix("00")
    else:
        number = f"{MOROCCO}{digits.removeprefix('0')}"
    return "+" + re.sub(f"^{MOROCCO}0", str(MOROCCO), number)


def _refusal() -> ValidationError:
    return ValidationError(_("Please write a phone number such as 06 12 34 56 78."), code="phone")
