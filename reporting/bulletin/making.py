"""The bulletin of a stop as it stands: counted with the public figures, at their hour.

Nothing asks the clock, so that the same data make the same bulletin.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Count as Counted
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import override

from coaching.models import Booking
from core.language import language_of_page, said_day
from core.links import absolute
from core.written import moment
from programs.models import Stop
from reporting.breakdowns import TOTAL
from reporting.bulletin import words
from reporting.bulletin.masking import funnel_of, past_of
from reporting.bulletin.sheet import Held, Line, Number, Sheet, Table, thawed
from reporting.disclosure import cubes
from reporting.disclosure.tables import published
from reporting.figures import public_figures, shares
from reporting.models import Bulletin, WhatFollows
from reporting.populations import FUNNEL, Population
from reporting.suppression import SMALLEST
from workshops.models import Arrival, Workshop

if TYPE_CHECKING:
    from datetime import datetime

    from reporting.bulletin.masking import Past
    from reporting.figures import FigureTable, StopFigures


def counted_at(stop: Stop) -> datetime | None:
    """The hour at which the public figures of `stop` were counted; None before the first time."""
    return stop.published.order_by("-counted_at").values_list("counted_at", flat=True).first()


def sheets_of(stop: Stop, at: datetime) -> dict[str, Sheet]:
    """What the bulletin says in each language of the house, counted `at` this moment."""
    past = past_of(_shown(stop))
    follows = WhatFollows.objects.filter(stop=stop).first()
    made = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            made[language] = _sheet(stop, at, past, follows)
    return made


def frozen(sheets: dict[str, Sheet]) -> dict[str, Any]:
    """The same as plain values, as they come back from where they are kept."""
    kept: dict[str, Any] = json.loads(
        json.dumps({language: asdict(sheet) for language, sheet in sheets.items()})
    )
    return kept


def _shown(stop: Stop) -> list[Sheet]:
    kept = Bulletin.objects.filter(stop=stop).order_by("version")
    return [thawed(each.sheets["fr"]) for each in kept]


def _sheet(stop: Stop, at: datetime, past: Past, follows: WhatFollows | None) -> Sheet:
    figures = public_figures(stop)
    held = _held(stop, at)
    partners = tuple(str(each) for each in stop.partners.all())
    over = stop.state == Stop.State.FINISHED or stop.ends_on < localdate(at)
    return Sheet(
        program=str(stop.program),
        stop=str(stop),
        center=str(stop.center),
        days=f"{_day(stop.starts_on)} – {_day(stop.ends_on)}",
        kind=str(words.FINAL if over else words.INTERIM),
        numbers=_numbers(stop, at, figures, workshops=len(held), partners=len(partners)),
        tables=tuple(_table(each) for each in figures.tables),
        funnel=_funnel(stop, figures, past),
        needs=_needs(stop),
        workshops=held,
        partners=partners,
        follows=_follows(follows),
        follows_in="" if language_of_page() in {"ar", "fr"} else "fr",
        counted=moment(at),
        link=absolute(reverse("bulletin:public", args=[stop.slug])),
    )


def _day(day: Any) -> str:
    return said_day(date_format(day, "DATE_FORMAT"))


def _follows(follows: WhatFollows | None) -> str:
    """In Arabic for who reads Arabic, in French for everybody else."""
    if follows is None:
        return ""
    return follows.arabic if language_of_page() == "ar" else follows.french


def _numbers(
    stop: Stop, at: datetime, figures: StopFigures, *, workshops: int, partners: int
) -> tuple[Number, ...]:
    """The totals that the public sees, then plain counts of things, which are about nobody."""
    held = Booking.objects.filter(stop=stop, state=Booking.State.HELD, ends_at__lte=at)
    things = {"workshops": workshops, "sessions": held.count(), "partners": partners}
    return (
        *(
            Number(each.population, each.label, each.count, each.definition)
            for each in figures.headlines
        ),
        *(
            Number(code, words.things(code, count), count, str(words.WHAT[code]))
            for code, count in things.items()
        ),
    )


def _table(table: FigureTable) -> Table:
    return Table(
        code=table.breakdown,
        title=table.title,
        head=table.head,
        unit=table.unit,
        definition=table.definition,
        lines=tuple(
            Line(line.value, line.label, line.count, line.share, line.width) for line in table.lines
        ),
    )


def _funnel(stop: Stop, figures: StopFigures, past: Past) -> tuple[Number, ...]:
    rows = stop.counts.filter(breakdown=TOTAL, population__in=FUNNEL)
    counts = dict(rows.values_list("population", "count"))
    public = {each.population: each.count for each in figures.headlines}
    return tuple(
        Number(step, str(words.STEPS[Population(step)]), count, "")
        for step, count in funnel_of(counts, public, past).items()
    )


def _needs(stop: Stop) -> Table | None:
    """The themes of the newest release for partners, as it rounded them; None where none is."""
    found = {each.theme: each for each in published(stop=stop) if each.total}
    if not found:
        return None
    tables = sorted(found.values(), key=lambda each: (-(each.total or 0), each.theme))
    counts = [each.total or 0 for each in tables]
    return Table(
        code="needs",
        title=str(words.NEEDS),
        head=str(words.HEADS["theme"]),
        unit=str(cubes.PEOPLE),
        definition=f"{words.HOW_NEEDS} {cubes.rule()}",
        lines=tuple(
            Line(each.theme, each.name, count, part, round(100 * count / counts[0], 1))
            for each, count, part in zip(tables, counts, shares(counts), strict=True)
        ),
    )


def _held(stop: Stop, at: datetime) -> tuple[Held, ...]:
    """The workshops that were over `at` this moment, in their order."""
    rows = Workshop.objects.filter(stop=stop, state=Workshop.State.PUBLISHED, ends_at__lte=at)
    present = Arrival.objects.present().filter(workshop__in=rows.order_by().values("pk"))
    came = dict(present.order_by().values_list("workshop").annotate(Counted("pk")))
    return tuple(
        Held(
            day=_day(localtime(row.starts_at).date()),
            title=str(row),
            theme=str(row.theme),
            came=people if (people := came.get(row.pk, 0)) >= SMALLEST else None,
        )
        for row in rows.select_related("theme").order_by("starts_at", "pk")
    )
