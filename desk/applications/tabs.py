"""The states as tabs, each with how many files it holds; counting stays cheap at a million."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Count
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from applications.models import Application
from core.keyset import CAP
from people.rights import Rights

if TYPE_CHECKING:
    from collections.abc import Mapping

    from applications.querysets import ApplicationQuerySet
    from desk.filters import Filters
    from people.models import User

State = Application.State
DRAFT = State.DRAFT.value
PLACE = "?"  # where the name of a state comes


@dataclass(frozen=True)
class Tab:
    """One state: its name, where it leads, how many files (`CAP` + 1 for more), if known."""

    name: str
    url: str
    count: int | None
    current: bool

    @property
    def shown(self) -> str:
        """The count as it stands in the tab."""
        if self.count is None:
            return ""
        return f"{CAP}+" if self.count > CAP else str(self.count)


def count_all(filters: Filters, user: User) -> dict[str, int]:
    """The files of each state, drafts too, counted no further than `CAP` + 1; one statement.

    Each state is read off its index. Right where nothing else narrows the list.
    """
    sql, states, params = _every_state(tuple(filters.stops), Rights.of(user))
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return dict(zip(states, cursor.fetchone(), strict=True))


@lru_cache(maxsize=256)  # it hangs on who asks alone, and to put it together is a tenth of a page
def _every_state(stops: tuple[int, ...], rights: Rights) -> tuple[str, list[str], list[Any]]:
    """The question, its states in their order, and its values; but for drafts all ask the same."""
    files = Application.objects.filter(stop__in=stops).without_conflict(rights.user).order_by()
    begun, own = _capped(files.filter(state=DRAFT))
    sent, params = _capped(files.filter(submitted_at__isnull=False, state=PLACE))
    states = [state for state in State.values if state != DRAFT]
    for state in states:
        own += [state if each == PLACE else each for each in params]
    return f"SELECT {', '.join([begun, *[sent] * len(states)])}", [DRAFT, *states], own


def _capped(rows: ApplicationQuerySet) -> tuple[str, list[Any]]:
    """How many there are, no more than `CAP` + 1: the words and the values of a question."""
    asked, params = rows.values("pk")[: CAP + 1].query.sql_with_params()
    return f"(SELECT COUNT(*) FROM ({asked}) counted)", list(params)  # noqa: S608  as Django asks


def count_each(rows: ApplicationQuerySet) -> dict[str, int]:
    """The same among filtered rows, where they are few; nothing where they are very many."""
    few = rows.order_by().values("pk")[: CAP + 1]
    found = Application.objects.filter(pk__in=few).order_by().values_list("state")
    counts = dict(found.annotate(Count("pk")))
    return counts if sum(counts.values()) <= CAP else {}


def total(counts: Mapping[str, int]) -> int:
    """How many were sent, of these counts."""
    return min(sum(count for state, count in counts.items() if state != DRAFT), CAP + 1)


def tabs_of(filters: Filters, counts: Mapping[str, int], kept: Mapping[str, str]) -> list[Tab]:
    """All that were sent, then each state that has files or is chosen."""
    chosen = str(filters.data.get("state", ""))
    names = {"": _("All"), **{state: str(name) for state, name in State.choices if state != DRAFT}}
    names[DRAFT] = str(State.DRAFT.label)
    rest = {name: value for name, value in kept.items() if name != "state"}
    numbers = {**counts, "": total(counts)} if counts else {}
    return [
        Tab(
            name=name,
            url=f"?{urlencode({**rest, **({'state': state} if state else {})})}",
            count=numbers.get(state, 0) if numbers else None,
            current=state == chosen,
        )
        for state, name in names.items()
        if not state or state == chosen or numbers.get(state)
    ]
