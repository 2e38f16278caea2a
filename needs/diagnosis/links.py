"""Where a diagnosis is answered: each moment at its own URL under the private link."""

from __future__ import annotations

from django.urls import reverse

from needs.models import Diagnosis

AGAIN = (
    Diagnosis.Moment.END.value,
    Diagnosis.Moment.LATER.value,
)  # their names stand in the address


class MomentConverter:
    """The later moments, in an address."""

    regex = "|".join(AGAIN)

    def to_python(self, value: str) -> str:
        """Read it."""
        return value

    def to_url(self, value: str) -> str:
        """Write it."""
        return str(value)


def home_of(token: str, moment: str) -> str:
    """The address of its first page."""
    if moment in AGAIN:
        return reverse("diagnosis:again", args=[token, moment])
    return reverse("diagnosis:begin", args=[token])
