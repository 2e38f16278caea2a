"""Publishes counts: once a night, and only when nobody can be singled out by the change."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from programs.models import Stop
from reporting.breakdowns import BREAKDOWNS, TOTAL, public_for
from reporting.models import Published
from reporting.populations import PUBLIC, Population
from reporting.suppression import (
    REST,
    Lines,
    Seen,
    first_lines,
    moves_safely,
    next_lines,
    remembered,
    says_one_thing,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

Live = defaultdict[tuple[str, str], Lines]
Past = defaultdict[tuple[str, str], Seen]


def renew() -> None:
    """Renew what the public sees of every stop.

    Called at night: the minute of a change would tell whose it was. So that of the night is shown,
    and never when a counter moved last.
    """
    at = timezone.now()
    values = {each.code: each.most_values() for each in BREAKDOWNS if each.public_for}
    delicate = {each.code for each in BREAKDOWNS if each.delicate}
    for stop in Stop.objects.all():
        _renew(stop, at, values, delicate)


@transaction.atomic
def _renew(stop: Stop, at: datetime, values: Mapping[str, int], delicate: Collection[str]) -> None:
    """Renew what the public sees of one stop, as far as it is safe."""
    live: Live = defaultdict(dict)
    for population, breakdown, value, count in stop.counts.values_list(
        "population", "breakdown", "value", "count"
    ):
        live[population, breakdown][value] = count
    seen: Past = defaultdict(dict)
    for line in stop.published.all():
        seen[line.population, line.breakdown][line.value] = [*line.earlier, line.count]
    if not live:
        return
    for (population, breakdown), lines in renewed(live, seen, values, delicate).items():
        stop.published.filter(population=population, breakdown=breakdown).delete()
        Published.objects.bulk_create(
            Published(
                stop=stop,
                population=population,
                breakdown=breakdown,
                value=value,
                count=numbers[-1],
                earlier=numbers[:-1],
                counted_at=at,
            )
            for value, numbers in remembered(seen[population, breakdown], lines).items()
        )


def renewed(
    live: Live, seen: Past, values: Mapping[str, int], delicate: Collection[str] = ()
) -> dict[tuple[str, str], Lines]:
    """The tables that may be renewed tonight, totals too.

    `values`: how many each breakdown has; `delicate`: those that never say one thing of everybody.
    """
    tables: dict[tuple[str, str], Lines] = {}
    for population in _populations_that_may_move(live, seen):
        tables[population, TOTAL] = {REST: _total(live, population)}
        for code in (breakdown.code for breakdown in public_for(population)):
            numbers, past = live[population, code], seen[population, code]
            lines = (
                next_lines(numbers, values[code], past)
                if past
                else first_lines(numbers, values[code])
            )
            if lines and not (code in delicate and says_one_thing(lines)):
                tables[population, code] = lines
    return tables


def _total(live: Live, population: str) -> int:
    return live[population, TOTAL].get(REST, 0)


def _populations_that_may_move(live: Live, seen: Past) -> list[Population]:
    """The populations whose total may be renewed: by itself, and beside the other.

    The difference of the two counts those who take no part.
    """
    total = {population: _total(live, population) for population in PUBLIC}
    past = {population: seen[population, TOTAL].get(REST, []) for population in PUBLIC}
    before = {population: (past[population] or [0])[-1] for population in PUBLIC}
    for moving in (list(PUBLIC), [Population.APPLICATIONS], [Population.PARTICIPANTS]):
        after = before | {population: total[population] for population in moving}
        apart, apart_before = (
            numbers[Population.APPLICATIONS] - numbers[Population.PARTICIPANTS]
            for numbers in (after, before)
        )
        steps = [(total[population], [0, *past[population]]) for population in moving]
        if all(moves_safely(*step) for step in [*steps, (apart, [0, apart_before])]):
            return moving
    return []
