"""Who needs what: the files of a stop with a need on one theme, the greatest need first, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from core.keyset import SIZE
from needs.models import Need

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from applications.querysets import ApplicationQuerySet
    from programs.models import Theme


@dataclass(frozen=True)
class Part:
    """One page of needs with their files, and where its neighbours begin (empty where there are none)."""

    rows: list[Need]
    before: str
    after: str


def needs_on(theme: Theme, files: ApplicationQuerySet, states: tuple[str, ...]) -> QuerySet[Need]:
    """The needs on `theme` of these files, in these states."""
    return Need.objects.filter(theme=theme, state__in=states, application__in=files).order_by()


def part_of(needs: QuerySet[Need], asked: Mapping[str, str]) -> Part:
    """The page that `?after=` or `?before=` names, else the first. One statement, without OFFSET."""
    before, after = _place(asked.get("before", "")), _place(asked.get("after", ""))
    if before:
        level, pk = before
        needs = needs.filter(Q(level__gt=level) | Q(level=level, pk__lt=pk))
    elif after:
        level, pk = after
        needs = needs.filter(Q(level__lt=level) | Q(level=level, pk__gt=pk))
    order = ("level", "-pk") if before else ("-level", "pk")
    found = list(needs.select_related("application__province").order_by(*order)[: SIZE + 1])
    more, found = len(found) > SIZE, found[:SIZE]
    if before:
        found.reverse()
    return Part(
        rows=found,
        before=_key(found[0]) if found and (more if before else after is not None) else "",
        after=_key(found[-1]) if found and (more or before is not None) else "",
    )


def _key(need: Need) -> str:
    """The place of `need` in the list, as it stands in an address."""
    return f"{need.level}_{need.pk}"


def _place(written: str) -> tuple[int, int] | None:
    """The place an address names; None when it names none."""
    level, _sign, pk = written.partition("_")
    short = len(level) <= 3 and len(pk) <= 18  # noqa: PLR2004  what the two columns hold
    return (int(level), int(pk)) if short and level.isdecimal() and pk.isdecimal() else None
