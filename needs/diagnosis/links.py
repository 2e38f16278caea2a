"""Where a diagnosis is answered: each moment at its own URL under the private link."""

from __future__ import annotations

from django.urls import reverse

from needs.models import Diagnosis

# Their names stand in the URL.
AGAIN = (Diagnosis.Moment.END.value, Diagnosis.Moment.LATER.value)


class MomentConverter:
    """The later moments, in a URL."""

    regex = "|".join(AGAIN)

    def to_python(self, value: str) -> str:
        """Read it."""
        return value

    def to_url(self, value: str) -> str:
        """Write it."""
        return str(value)


def home_of(token: str, moment: str) -> str:
    """The URL of its first page."""
    if moment in AGAIN:
        return reverse("diagnosis:again", args=[token, moment])
    return reverse("diagnosis:begin", args=[token])
