"""Morocco's holidays and Ramadan of a year, from the library `holidays`, in three languages.

Days that follow the moon are estimates there, and say so; staff put them right in the calendar of
messages.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from holidays import country_holidays

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.apps.registry import Apps

YEARS_AHEAD = 3
LANGUAGES = {"ar": "ar", "fr": "fr", "en": "en_US"}  # ours, the library's
EID = "Eid al-Fitr (estimated)"
RAMADAN = {
    "name_ar": "رمضان (تقديري)",
    "name_fr": "Ramadan (estimé)",
    "name_en": "Ramadan (estimated)",
}
RAMADAN_HOURS = {
    "sends_from": time(10),
    "sends_until": time(17),
}  # before people go home to break their fast
LONGEST_RAMADAN = timedelta(
    days=30
)  # with the eve and the first day of the Eid: the moon decides between them


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


def days_of(year: int) -> list[dict[str, Any]]:
    """The periods of a year, by first day: its holidays, and the Ramadan that ends in it."""
    in_english = country_holidays("MA", years=year, language=LANGUAGES["en"])
    by_name: dict[str, list[date]] = {}
    for day in sorted(in_english):
        for name in in_english.get_list(day):
            by_name.setdefault(name, []).append(day)
    rows = [_holiday(name, run) for name, days in by_name.items() for run in _runs(days)]
    rows += [_ramadan(run[0]) for run in _runs(by_name.get(EID, []))]
    return sorted(rows, key=lambda row: (row["starts_on"], row["name_en"]))


def _holiday(name: str, days: list[date]) -> dict[str, Any]:
    names = {f"name_{language}": text for language, text in _names()[name].items()}
    return {
        "kind": "holiday",
        "name": names["name_ar"],
        **names,
        "starts_on": days[0],
        "ends_on": days[-1],
    }


def _ramadan(eid: date) -> dict[str, Any]:
    days = {"starts_on": eid - LONGEST_RAMADAN, "ends_on": eid}
    return {"kind": "ramadan", "name": RAMADAN["name_ar"], **RAMADAN, **days, **RAMADAN_HOURS}


def _runs(days: Iterable[date]) -> list[list[date]]:
    """Days that follow each other, together."""
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


@cache
def _names() -> dict[str, dict[str, str]]:
    """Every holiday in three languages, by English name: from days that have only one."""
    years = range(2020, 2041)
    spoken = {
        ours: country_holidays("MA", years=years, language=theirs)
        for ours, theirs in LANGUAGES.items()
    }
    alone = (day for day in spoken["en"] if len(spoken["en"].get_list(day)) == 1)
    return {
        spoken["en"][day]: {language: each[day] for language, each in spoken.items()}
        for day in alone
    }
