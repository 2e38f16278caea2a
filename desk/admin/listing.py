"""The list of candidacies.

A page takes a handful of statements, as many for a hundred rows as for a million.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.http import urlencode

from applications.models import Application
from applications.unnamed import for_reader
from core.keyset import CAP, Keyset, capped_count, searched
from desk.filters import Filters, Perimeter

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from people.models import User

COLUMNS = (
    "reference",
    "name",
    "phone",
    "kind",
    "state",
    "channel",
    "submitted_at",
    "created_at",
    "stop",
    "province",
    "sector",
)
KINDS, STATES, CHANNELS = Application.Kind, Application.State, Application.Channel


@dataclass(frozen=True)
class ApplicationRow:
    """One candidacy as the list shows it; who it is shows only once the person has sent it."""

    pk: int
    reference: str
    name: str
    phone: str
    kind: str
    sector: str
    province: str
    stop: str
    channel: str
    state: str
    state_name: str
    since: datetime


def listing(user: User, query: Mapping[str, str]) -> dict[str, Any]:
    """The context of the page of the list."""
    perimeter = Perimeter.of(user)
    filters = Filters(query, perimeter=perimeter)
    rows = filters.narrow()
    if filters.words:
        rows, count = searched(rows, walk=filters.narrow(walking=True))
    else:
        count = capped_count(rows)
    page = Keyset(
        rows.only(*COLUMNS), ["-pk"] if filters.drafts else ["-submitted_at", "-pk"]
    ).page(query)
    for_reader(page.rows, user)
    chosen = filters.url_query()
    return {
        "filters": filters,
        "lines": _lines(page.rows, perimeter),
        "count": min(count, CAP),
        "more_than": count > CAP,
        "chosen": urlencode(chosen),
        "narrowed": bool(filters.chosen()),
        **page.urls(chosen),
        "keying_at": [
            stop for stop in perimeter.stops if chosen.get("stop", stop.slug) == stop.slug
        ],
    }


def _lines(rows: list[Application], perimeter: Perimeter) -> list[ApplicationRow]:
    provinces = {province.pk: province.name for province in perimeter.provinces}
    sectors = {sector.pk: sector.name for sector in perimeter.sectors}
    stops = {stop.pk: stop.name for stop in perimeter.stops}
    kinds, states, channels = (dict(choices.choices) for choices in (KINDS, STATES, CHANNELS))
    return [
        ApplicationRow(
            pk=row.pk,
            reference=row.reference or "",
            name=row.name if row.submitted_at else "",
            phone=row.phone if row.submitted_at else "",
            kind=str(kinds.get(row.kind, "")),
            sector=sectors.get(row.sector_id or 0, ""),
            province=provinces.get(row.province_id or 0, ""),
            stop=stops[row.stop_id] if len(stops) > 1 else "",
            channel=str(channels[row.channel]),
            state=row.state,
            state_name=str(states[row.state]),
            since=row.submitted_at or row.created_at,
        )
        for row in rows
    ]
