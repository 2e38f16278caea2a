"""Telephone numbers, as people in Morocco write them, into one form."""

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.writing import plain

MOROCCO = 212
NATIONAL_LENGTH = 9


def to_e164(written: str) -> str:
    """`06 12 34 56 78`, `٠٦١٢٣٤٥٦٧٨` or `00212612345678` as `+212612345678`.

    Moroccan numbers are checked by length and first digit only: new ranges appear before libraries
    know them.
    Raises `ValidationError` with code `phone`.
    """
    try:
        number = phonenumbers.parse(plain(written), "MA")
    except phonenumbers.NumberParseException as unreadable:
        raise _refusal() from unreadable
    national = str(number.national_number)
    if number.country_code == MOROCCO:
        acceptable = len(national) == NATIONAL_LENGTH and national[0] in "567"
    else:
        acceptable = phonenumbers.is_valid_number(number)
    if not acceptable:
        raise _refusal()
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _refusal() -> ValidationError:
    return ValidationError(_("Please write a phone number such as 06 12 34 56 78."), code="phone")
