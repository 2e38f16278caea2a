"""The days on which Morocco rests, and its Ramadan, in three languages, by the library `holidays`.

Days that follow the moon are estimates there, and say so.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from holidays import country_holidays

if TYPE_CHECKING:
    from collections.abc import Iterable

LANGUAGES = {"ar": "ar", "fr": "fr", "en": "en_US"}  # ours, the library's
EID = "Eid al-Fitr (estimated)"
RAMADAN = {
    "name_ar": "رمضان (تقديري)",
    "name_fr": "Ramadan (estimé)",
    "name_en": "Ramadan (estimated)",
}
# People go home before they break their fast.
RAMADAN_HOURS = {"sends_from": time(10), "sends_until": time(17)}
# With the eve and the first day of the Eid: the moon decides between them.
LONGEST_RAMADAN = timedelta(days=30)


def days_of(year: int) -> list[dict[str, Any]]:
    """The periods of a year, by first day: its holidays, and the Ramadan that ends in it."""
    in_english = country_holidays("MA", years=year, language=LANGUAGES["en"])
    by_name: dict[str, list[date]] = {}
    for day in sorted(in_english):
        for name in in_english.get_list(day):
            by_name.setdefault(name, []).append(day)
    periods = [_holiday(name, run) for name, days in by_name.items() for run in _runs(days)]
    periods += [_ramadan(run[0]) for run in _runs(by_name.get(EID, []))]
    return sorted(periods, key=lambda row: (row["starts_on"], row["name_en"]))


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
    """Every holiday in three languages, by its English name: learnt from days with only one."""
    years = range(2020, 2041)
    spoken = {
        ours: country_holidays("MA", years=years, language=theirs)
        for ours, theirs in LANGUAGES.items()
    }
    alone = (day for day in spoken["en"] if len(spoken["en"].get_list(day)) == 1)
    return {
        spoken["en"][day]: {
            language: names[day].replace("'", "’") for language, names in spoken.items()
        }
        for day in alone
    }
