"""Telephones in the spellings of Morocco: a number is read, never made up."""

import pytest
from django.core.exceptions import ValidationError

from people.phones import to_e164


@pytest.mark.parametrize(
    "written", ["0612345678 ext 5", "tél. 06 12 34 56 78", "(0) 6 12-34-56-78", "٠٦ ١٢ ٣٤ ٥٦ ٧٨"]
)
def test_what_stands_around_a_number_is_left_out(written: str) -> None:
    assert to_e164(written) == "+212612345678"


@pytest.mark.parametrize("written", ["0699-canary", "+212 6 CALL NOW 1", "06 12 34 56 78 Amina"])
def test_letters_are_no_digits_of_a_keypad(written: str) -> None:
    with pytest.raises(ValidationError) as refused:
        to_e164(written)
    assert refused.value.code == "phone"
