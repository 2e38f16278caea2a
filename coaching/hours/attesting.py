"""The hours that an expert gave in a year, and the letter in which the center attests them.

Nothing of the paper is stored: it is drawn from the sessions that were held.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.db.models import Count, F, Max, TextField
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext, override

from coaching.models import Booking, Expert
from core.typesetting import readable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coaching.models.bookings import BookingQuerySet

PAPER = Path(__file__).parent / "data" / "letter.typ"
HOUR = 60
GAVE = gettext_noop("gave the following help, free of charge, to the entrepreneurs of the caravan")
IN_THE_YEAR = gettext_noop("in the year %(year)s")


@dataclass(frozen=True)
class Attested:
    """What was held in one year: meetings (a table counts once), people, and minutes."""

    year: int
    sessions: int
    people: int
    minutes: int

    @property
    def hours(self) -> int:
        """Whole hours that were begun."""
        return -(-self.minutes // HOUR)


def attested(expert: Expert, year: int) -> Attested:
    """What an expert gave in a year: the length that was reported, else that of the slot."""
    held = _held(expert, year)
    slots = (
        held.order_by()
        .values("slot")
        .annotate(lasted=Coalesce(Max("report__minutes"), F("slot__minutes")))
    )
    minutes = list(slots.values_list("lasted", flat=True))
    who = Coalesce(Cast("person", TextField()), Cast("somebody", TextField()))
    persons = held.aggregate(people=Count(who, distinct=True))["people"]
    return Attested(year, len(minutes), persons, sum(minutes))


def years(expert: Expert) -> list[int]:
    """The years in which something was held, the last one first."""
    return sorted({moment.year for moment in _moments(expert)}, reverse=True)


def letter(expert: Expert, year: int) -> bytes:
    """The letter of a year as a PDF, in Arabic and French."""
    given, today = attested(expert, year), timezone.localtime()
    words: dict[str, str] = {"year": str(year)}
    for language in ("ar", "fr"):
        with override(language):
            words |= {f"{name}_{language}": text for name, text in _words(expert, given).items()}
            words[f"when_{language}"] = date_format(today.date(), "DATE_FORMAT")
    told = {
        "words": json.dumps(words, ensure_ascii=False, sort_keys=True),
        "title": f"Attestation · {year}",
        "author": words["center_fr"],
    }
    return readable(PAPER, told, made_at=today.replace(hour=0, minute=0, second=0, microsecond=0))


def _words(expert: Expert, given: Attested) -> dict[str, str]:
    people = ngettext("%(count)s person", "%(count)s people", given.people)
    sessions = ngettext("%(count)s session", "%(count)s sessions", given.sessions)
    hours = ngettext("%(count)s hour", "%(count)s hours", given.hours)
    return {
        "center": expert.center.name,
        "name": expert.name,
        "gave": _(GAVE),
        "in_the_year": _(IN_THE_YEAR) % {"year": given.year},
        "sessions": sessions % {"count": given.sessions},
        "people": people % {"count": given.people},
        "hours": hours % {"count": given.hours},
    }


def _moments(expert: Expert) -> Iterable[datetime]:
    rows = Booking.objects.filter(expert=expert, state=Booking.State.HELD)
    return [timezone.localtime(at) for at in rows.values_list("starts_at", flat=True)]


def _held(expert: Expert, year: int) -> BookingQuerySet:
    zone = timezone.get_default_timezone()
    first = datetime(year, 1, 1, tzinfo=zone)
    rows = Booking.objects.filter(expert=expert, state=Booking.State.HELD)
    return rows.filter(starts_at__gte=first, starts_at__lt=first.replace(year=year + 1))
