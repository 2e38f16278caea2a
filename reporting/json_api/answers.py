"""What the API answers, gathered: figures, counters, a page of applications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from applications.reports import Answers
from applications.unnamed import line_without_who, marked
from core.language import language_of_page
from desk.filters import Filters
from desk.perimeter import Perimeter
from partners.access import places_of
from reporting.breakdowns import BREAKDOWNS, TOTAL
from reporting.disclosure.tables import published
from reporting.figures import public_figures
from reporting.json_api.access import Refused
from reporting.json_api.licence import LICENCE
from reporting.populations import Population

if TYPE_CHECKING:
    from people.models import User
    from programs.models import Stop
    from reporting.figures import FigureTable
    from reporting.json_api.schemas import CountsAsked, FilesAsked

FIELDS = ("pk", "reference", "submitted_at", "state", "channel", "association", "version_id")
OF_TABLE = (
    *("theme", "title", "head", "unit", "total", "rule", "definition", "released_on", "why"),
)
NARROWED = ("state", "kind", "channel", "province", "sector", "theme", "since", "until")


def figures(stop: Stop) -> dict[str, Any]:
    """The public figures, number for number those of the page."""
    shown = public_figures(stop)
    return {
        "stop": stop.slug,
        "name": str(stop),
        "counted_at": shown.counted_at,
        "totals": [vars(each) for each in shown.headlines],
        "tables": [_table(each) for each in shown.tables],
        "licence": LICENCE,
    }


def _table(table: FigureTable) -> dict[str, Any]:
    names = ("population", "breakdown", "title", "total", "definition", "counted_at")
    of_line = ("value", "label", "count", "share")
    return {
        **{name: getattr(table, name) for name in names},
        "rows": [{name: getattr(line, name) for name in of_line} for line in table.lines],
    }


def tables(owner: User) -> list[dict[str, Any]]:
    """The published tables of the institutions that somebody speaks for, and of no other."""
    return [
        {
            **{name: getattr(table, name) for name in OF_TABLE},
            "partner": place.partner.code,
            "stop": place.stop.slug,
            "table": table.cube,
            "rows": [
                {"value": row.value, "label": row.label, "count": row.count} for row in table.rows
            ],
        }
        for place in places_of(owner)
        for table in published(partner=place.partner, stop=place.stop)
    ]


def counts(stop: Stop, asked: CountsAsked) -> dict[str, Any]:
    """The counters of a stop, with the names of their values."""
    rows = stop.counts.order_by("population", "breakdown", "value")
    if asked.population:
        rows = rows.filter(population=asked.population)
    if asked.breakdown:
        rows = rows.filter(breakdown=asked.breakdown)
    found: list[dict[str, Any]] = [
        {**row} for row in rows.values("population", "breakdown", "value", "count", "counted_at")
    ]
    used = {row["breakdown"] for row in found}
    labels = {each.code: each.labels() for each in BREAKDOWNS if each.code in used}
    names = dict(Population.choices)
    for row in found:
        total = row["breakdown"] == TOTAL
        row["label"] = (
            str(names.get(row["population"], row["population"]))
            if total or row["breakdown"] not in labels
            else labels[row["breakdown"]](row["value"])
        )
    counted_at = max((row["counted_at"] for row in found), default=None)
    return {"stop": stop.slug, "counted_at": counted_at, "counts": found}


def files(stop: Stop, owner: User, asked: FilesAsked) -> dict[str, Any]:
    """A page of the applications of a stop, as the desk's list and the export show them."""
    if asked.since and asked.until and asked.until < asked.since:
        raise Refused(422, _("The period ends before it begins."))
    data = {name: str(value) for name in NARROWED if (value := getattr(asked, name)) is not None}
    filters = Filters({**data, "stop": stop.slug}, perimeter=Perimeter.of(owner))
    if not filters.is_valid():
        named = _(", ").join(filters.errors)
        raise Refused(422, _("Not known here: %(names)s.") % {"names": named})
    found = marked(filters.narrow(), owner).filter(pk__gt=asked.after).order_by("pk")
    fields = [*FIELDS, "answers"]
    fields += ["is_unnamed"] if "is_unnamed" in found.query.annotations else []
    lines: list[Any] = [*found.values_list(*fields, named=True)[: asked.limit + 1]]
    if asked.after and not lines:
        raise Refused(404, _("There is nothing after this one: the last page was before."))
    page = lines[: asked.limit]
    words = Answers({line.version_id for line in page}, language_of_page())
    return {
        "applications": [_file(line, stop, words) for line in page],
        "questions": words.questions,
        "after": page[-1].pk if len(lines) > asked.limit else None,
    }


def _file(line: Any, stop: Stop, words: Answers) -> dict[str, Any]:
    known = line_without_who(line) if getattr(line, "is_unnamed", False) else line
    said = zip(words.questions, words.line(known), strict=True)
    return {
        "reference": known.reference or "",
        "received_at": known.submitted_at,
        "state": known.state,
        "channel": known.channel,
        "association": known.association,
        "stop": stop.slug,
        "answers": {code: answer for code, answer in said if answer != ""},
    }
