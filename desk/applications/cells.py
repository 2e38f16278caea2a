"""What stands in the chosen columns of a row. Fifty rows are drawn often: no template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.template.defaultfilters import floatformat
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from applications.models import Application
from desk.applications.columns import COLUMNS
from selection.models import Decision, Review

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

NOTHING = "–"
MOST_NEEDS = 2
TONES = {"yes": "good", "accept": "good", "wait": "warn", "no": "bad", "decline": "bad"}
BADGE = '<span class="badge" data-tone="{}">{}</span>'
KINDS, VERDICTS, OUTCOMES = Application.Kind, Review.Verdict, Decision.Outcome


class Cells:
    """The cells of one list: names of choices are looked up once, not once a row."""

    def __init__(self, codes: Sequence[str], stops: Mapping[int, str]) -> None:
        shown = [code for code in codes if code in DRAWN]
        self.drawn = [(str(COLUMNS[code].heading), DRAWN[code]) for code in shown]
        self.stops = stops
        choices = (KINDS, VERDICTS, OUTCOMES)
        self.kinds, self.verdicts, self.outcomes = (
            {code: str(name) for code, name in each.choices} for each in choices
        )

    def of(self, row: Any) -> list[tuple[str, str]]:
        """The cells of a row, in the order of the codes, each with the heading of its column."""
        return [(heading, drawn(self, row)) for heading, drawn in self.drawn]


def _kind(cells: Cells, row: Any) -> str:
    kind = cells.kinds.get(row.kind, NOTHING)
    if not row.sector_name:
        return kind
    return format_html("{}<br><small>{}</small>", kind, row.sector_name)


def _score(_cells: Cells, row: Any) -> str:
    return floatformat(row.score, "-1")


def _verdicts(cells: Cells, row: Any) -> SafeString:
    said = [(TONES.get(each, "warn"), cells.verdicts[each]) for each in row.verdicts]
    return format_html_join(" ", BADGE, said)


def _decision(cells: Cells, row: Any) -> str:
    if not row.decided:
        return ""
    return format_html(BADGE, TONES[row.decided], cells.outcomes[row.decided])


def _needs(_cells: Cells, row: Any) -> str:
    more = len(row.needs_of) - MOST_NEEDS
    return " · ".join(row.needs_of[:MOST_NEEDS]) + (f" +{more}" if more > 0 else "")


def _labels(_cells: Cells, row: Any) -> str:
    if not row.labels_of:
        return ""
    put = [(each["colour"], each["name"]) for each in row.labels_of]
    inside = format_html_join("", '<li class="label" data-colour="{}">{}</li>', put)
    return mark_safe(f'<ul class="labels">{inside}</ul>')  # noqa: S308  its insides are escaped


DRAWN: dict[str, Callable[[Cells, Any], str]] = {
    "kind": _kind,
    "province": lambda _cells, row: row.province_name,
    "stop": lambda cells, row: cells.stops[row.stop_id],
    "labels": _labels,
    "responsible": lambda _cells, row: row.responsible_name or "",
    "needs": _needs,
    "score": _score,
    "verdicts": _verdicts,
    "decision": _decision,
}
