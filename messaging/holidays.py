"""The days on which messages wait, written years ahead; staff put estimates of the moon right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from programs.holidays import days_of

if TYPE_CHECKING:
    from datetime import date

    from django.apps.registry import Apps

YEARS_AHEAD = 3


def fill(apps: Apps, today: date) -> int:
    """Write the days of this year and the next three into the calendar; how many years were new.

    A year is written once: what staff change, add or take away in it stays so.
    """
    period, year = apps.get_model("messaging", "Period"), apps.get_model("messaging", "Year")
    wanted = set(range(today.year, today.year + YEARS_AHEAD + 1))
    missing = sorted(
        wanted - set(year.objects.filter(number__in=wanted).values_list("number", flat=True))
    )
    rows = [period(**row) for number in missing for row in days_of(number)]
    period.objects.bulk_create(rows, ignore_conflicts=True)
    year.objects.bulk_create([year(number=number) for number in missing], ignore_conflicts=True)
    return len(missing)
