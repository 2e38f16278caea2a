"""A small world of counters, written by hand: what every page of figures reads."""

from datetime import UTC, date, datetime
from random import Random

from programs.models import Stop, Theme, Visit
from reporting.breakdowns import BREAKDOWNS
from reporting.models import Count
from reporting.populations import Population

COUNTED = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)
P = Population
OF_THEMES = [
    *(P.SEATS, P.SEATS_ATTENDED, P.SESSIONS, P.SESSIONS_HELD, P.NEEDS, P.NEEDS_MET),
    *(P.OPINIONS, P.OPINION_POINTS, P.LEVELS, P.LEVEL_BEFORE, P.LEVEL_AFTER),
]
VALUES = {
    "province": ["MA-FES", "MA-MEK", "MA-TAZ", "MA-AGD", "-"],
    "origin": ["inside", "outside"],
    "area": ["urban", "rural", "-"],
    "sector": ["trade", "textile", "crafts", "-"],
    "kind": ["project", "self_employed", "cooperative"],
    "stage": ["idea", "running", "-"],
    "gender": ["woman", "man", "-"],
    "age_band": ["under_25", "from_25", "-"],
    "month": ["202610"],
    "channel": ["web", "center"],
    "campaign": ["souk-poster", "-"],
    "language": ["ar", "fr"],
    "day": ["2026-10-01", "2026-10-02", "2026-10-05", "2026-10-06"],
}


def put_in(stop: Stop, *, people: int = 500, seed: int = 1) -> None:
    """Counters of a stop: every population by every breakdown, whose values add up to its total."""
    chance = Random(seed)  # noqa: S311  a test's
    Count.objects.filter(stop=stop).delete()
    Visit.objects.filter(stop=stop).delete()
    totals = _totals(people)
    rows = [_row(stop, population, "total", "", count) for population, count in totals.items()]
    themes = [*Theme.objects.values_list("code", flat=True)][:4]
    of_people = {each.code: VALUES[each.code] for each in BREAKDOWNS if each.of_person}
    for code, of_it in {**of_people, "theme": themes}.items():
        weights = [chance.randint(1, 9) for _ in of_it]
        for population, count in totals.items():
            if code != "theme" or population in OF_THEMES:
                rows += _divided(stop, population, code, of_it, count, weights)
    Count.objects.bulk_create(rows)
    Visit.objects.bulk_create(
        Visit(stop=stop, page=page, day=date.fromisoformat(day), language=language, count=count)
        for page, count in ((Visit.Page.STOP, 300), (Visit.Page.FORM, 150))
        for day in VALUES["day"]
        for language in ("ar", "fr")
    )


def _totals(people: int) -> dict[Population, int]:
    shares = {
        P.STARTED: 1.4,
        P.APPLICATIONS: 1,
        P.DECIDED: 0.9,
        P.PARTICIPANTS: 0.6,
        P.ATTENDED: 0.45,
        P.COACHED: 0.3,
        P.ANSWERED: 0.12,
        P.FINANCED: 0.04,
        P.SEATS: 1.6,
        P.SEATS_ATTENDED: 1.1,
        P.SESSIONS: 0.5,
        P.SESSIONS_HELD: 0.4,
        P.NEEDS: 1.5,
        P.NEEDS_MET: 0.5,
        P.DECISION_HOURS: 90,
        P.ANSWERS: 0.3,
        P.ANSWER_MINUTES: 50,
        P.OPINIONS: 0.8,
        P.OPINION_POINTS: 2.05,
        P.LEVELS: 0.7,
        P.LEVEL_BEFORE: 44,
        P.LEVEL_AFTER: 29,
    }
    return {population: int(people * share) for population, share in shares.items()}


def _divided(
    stop: Stop, population: str, code: str, values: list[str], total: int, weights: list[int]
) -> list[Count]:
    """One count in parts that add up to it; a value of nobody has no row."""
    cuts = [total * sum(weights[:at]) // sum(weights) for at in range(len(values) + 1)]
    return [
        _row(stop, population, code, value, cuts[at + 1] - cuts[at])
        for at, value in enumerate(values)
        if cuts[at + 1] > cuts[at]
    ]


def _row(stop: Stop, population: str, code: str, value: str, count: int) -> Count:
    return Count(
        stop=stop,
        population=population,
        breakdown=code,
        value=value,
        count=count,
        counted_at=COUNTED,
    )
