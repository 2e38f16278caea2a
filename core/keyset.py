"""A page of a long list, found by the cursor where the last one ended: the thousandth page costs what the first did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Q

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

Rows = TypeVar("Rows", bound="QuerySet[Any]")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
SIZE = 50
CAP = 1000


@dataclass(frozen=True)
class Keyset:
    """One page of rows, newest first, and where its neighbours begin (empty where there are none)."""

    rows: list[Any]
    before: str
    after: str


def key_of(row: Any) -> str:
    """The cursor of `row` in the list, as it stands in an address."""
    return f"{(row.submitted_at - EPOCH) // MICROSECOND if row.submitted_at else ''}_{row.pk}"


def _cursor(written: str) -> tuple[datetime | None, int] | None:
    """The cursor an address names; None when it names none."""
    moment, _, pk = written.rpartition("_")
    try:
        return (EPOCH + int(moment) * MICROSECOND if moment else None), int(pk) % 2**63
    except (ValueError, OverflowError):
        return None


def _beyond(rows: QuerySet[Any], cursor: tuple[datetime | None, int], *, older: bool) -> QuerySet[Any]:
    moment, pk = cursor
    sign = "lt" if older else "gt"
    further = Q(**{f"pk__{sign}": pk})
    if moment is None:
        return rows.filter(further)
    return rows.filter(Q(**{f"submitted_at__{sign}": moment}) | further, **{f"submitted_at__{sign}e": moment})


def keyset(rows: QuerySet[Any], asked: Mapping[str, str], *, drafts: bool = False) -> Keyset:
    """The page that `?after=` or `?before=` names, else the first. One statement, without OFFSET."""
    backwards = "before" in asked and _cursor(asked["before"]) is not None
    cursor = _cursor(asked.get("before", "")) if backwards else _cursor(asked.get("after", ""))
    if cursor:
        rows = _beyond(rows, cursor, older=not backwards)
    order = ["pk"] if drafts else ["submitted_at", "pk"]
    found = list(rows.order_by(*(order if backwards else [f"-{name}" for name in order]))[: SIZE + 1])
    more, found = len(found) > SIZE, found[:SIZE]
    if backwards:
        found.reverse()
    return Keyset(
        rows=found,
        before=key_of(found[0]) if found and (more if backwards else cursor is not None) else "",
        after=key_of(found[-1]) if found and (more or backwards) else "",
    )


def searched(hits: Rows, *, walk: Rows) -> tuple[Rows, int]:
    """The rows to page through after a search, and how many they are, counted no further than `CAP` + 1.

    PostgreSQL cannot know how many rows have a word that begins so, and guesses badly: few are fetched by number, very
    many are met by walking the list.
    """
    found = list(hits.order_by().values_list("pk", flat=True)[: CAP + 1])
    return (walk, CAP + 1) if len(found) > CAP else (hits.model._default_manager.filter(pk__in=found), len(found))  # noqa: SLF001  Django names it so


def capped_count(rows: QuerySet[Any]) -> int:
    """How many there are, counted no further than `CAP` + 1."""
    return rows.order_by()[: CAP + 1].count()
