"""A page of a long list, found by the place where the last one ended: the thousandth page costs what the first did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

if TYPE_CHECKING:
    from collections.abc import Mapping

    from applications.models import Application
    from applications.querysets import ApplicationQuerySet

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
SIZE = 50
CAP = 1000


@dataclass(frozen=True)
class Keyset:
    """One page of applications, newest first, and where its neighbours begin (empty where there are none)."""

    rows: list[Application]
    before: str
    after: str


def key_of(row: Application) -> str:
    """The place of `row` in the list, as it stands in an address."""
    return f"{(row.submitted_at - EPOCH) // MICROSECOND if row.submitted_at else ''}_{row.pk}"


def _place(written: str) -> tuple[datetime | None, int] | None:
    """The place an address names; None when it names none."""
    moment, _, pk = written.rpartition("_")
    try:
        return (EPOCH + int(moment) * MICROSECOND if moment else None), int(pk) % 2**63
    except (ValueError, OverflowError):
        return None


def _beyond(rows: ApplicationQuerySet, place: tuple[datetime | None, int], *, older: bool) -> ApplicationQuerySet:
    moment, pk = place
    sign = "lt" if older else "gt"
    further = Q(**{f"pk__{sign}": pk})
    if moment is None:
        return rows.filter(further)
    return rows.filter(Q(**{f"submitted_at__{sign}": moment}) | further, **{f"submitted_at__{sign}e": moment})


def keyset(rows: ApplicationQuerySet, asked: Mapping[str, str], *, drafts: bool = False) -> Keyset:
    """The page that `?after=` or `?before=` names, else the first. One statement, without OFFSET."""
    backwards = "before" in asked and _place(asked["before"]) is not None
    place = _place(asked.get("before", "")) if backwards else _place(asked.get("after", ""))
    if place:
        rows = _beyond(rows, place, older=not backwards)
    order = ["pk"] if drafts else ["submitted_at", "pk"]
    found = list(rows.order_by(*(order if backwards else [f"-{name}" for name in order]))[: SIZE + 1])
    more, found = len(found) > SIZE, found[:SIZE]
    if backwards:
        found.reverse()
    return Keyset(
        rows=found,
        before=key_of(found[0]) if found and (more if backwards else place is not None) else "",
        after=key_of(found[-1]) if found and (more or backwards) else "",
    )


def searched(hits: ApplicationQuerySet, *, walk: ApplicationQuerySet) -> tuple[ApplicationQuerySet, int]:
    """The rows to page through after a search, and how many they are, counted no further than `CAP` + 1.

    PostgreSQL cannot know how many rows have a word that begins so, and guesses badly: few are fetched by number, very
    many are met by walking the list.
    """
    found = list(hits.order_by().values_list("pk", flat=True)[: CAP + 1])
    return (walk, CAP + 1) if len(found) > CAP else (hits.model.objects.filter(pk__in=found), len(found))


def capped_count(rows: ApplicationQuerySet) -> int:
    """How many there are, counted no further than `CAP` + 1."""
    return rows.order_by()[: CAP + 1].count()
