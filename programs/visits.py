"""Visits of the pages that lead to an application: counted without cookies, and without anybody.

A page counts in Redis, the clock writes it down (`programs/clock.py`).
"""

from __future__ import annotations

import re
from datetime import date
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from core import tallies
from core.language import language_of_page
from programs.models import Visit

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

TALLY = "visits"
MOST_CAMPAIGNS = 200  # of a stop: whoever makes words up in a link fills no table
MACHINES = re.compile(
    r"bot|crawl|spider|slurp|preview|headless|monitor|scan|fetch|http|curl|wget|python|java/|okhttp"
    r"|facebookexternalhit|whatsapp|telegram|lighthouse|archiver",
    re.IGNORECASE,
)
WRITE = """
INSERT INTO programs_visit AS kept (stop_id, page, day, language, campaign, count)
SELECT stop.id, line.page, line.day, line.language, line.campaign, sum(line.times)
FROM unnest(%s::text[], %s::text[], %s::date[], %s::text[], %s::text[], %s::int[])
    AS line (slug, page, day, language, campaign, times)
JOIN programs_stop AS stop ON stop.slug = line.slug
GROUP BY 1, 2, 3, 4, 5
ON CONFLICT (stop_id, page, day, language, campaign)
DO UPDATE SET count = kept.count + excluded.count
"""
Line = tuple[str, str, date, str, str, int]  # slug, page, day, language, campaign, times


def count(
    request: HttpRequest, response: HttpResponse, *, slug: str, page: Visit.Page, campaign: str
) -> None:
    """Count one visit of a page that was shown to a person: no machine, nothing fetched ahead."""
    agent = request.headers.get("User-Agent", "")
    ahead = "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))
    shown = request.method == "GET" and response.status_code == HTTPStatus.OK
    if shown and not ahead and agent and not MACHINES.search(agent):
        today = timezone.localdate().isoformat()
        tallies.count(TALLY, f"{slug} {page} {today} {language_of_page()} {campaign}")


def are_counted() -> bool:
    """Whether any visit waits to be written down."""
    return tallies.is_any(TALLY)


def write_down() -> int:
    """Write what was counted into the database; how many visits. What cannot be written stays."""
    taken = tallies.take(TALLY)
    lines = [_line(line, times) for line, times in taken.items()]
    if not lines:
        return 0
    try:
        lines = _few_campaigns(lines)
        with connection.cursor() as cursor:
            cursor.execute(WRITE, [list(column) for column in zip(*lines, strict=True)])
    except DatabaseError:
        tallies.put_back(TALLY, taken)
        raise
    return sum(taken.values())


def _line(written: str, times: int) -> Line:
    slug, page, day, language, campaign = written.split(" ")
    spoken = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    return slug, page, date.fromisoformat(day), spoken, campaign, times


def _few_campaigns(lines: list[Line]) -> list[Line]:
    """The same, where a stop has no more campaigns than it may: further ones lose their name."""
    slugs = {slug for slug, *_ in lines}
    known: dict[str, set[str]] = {slug: {""} for slug in slugs}
    of_stops = Visit.objects.filter(stop__slug__in=slugs).values_list("stop__slug", "campaign")
    for slug, campaign in of_stops.distinct():
        known[slug].add(campaign)
    kept = []
    for slug, page, day, language, campaign, times in lines:
        if len(known[slug]) <= MOST_CAMPAIGNS:
            known[slug].add(campaign)
        name = campaign if campaign in known[slug] else ""
        kept.append((slug, page, day, language, name, times))
    return kept
