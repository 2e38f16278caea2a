"""The workshops of a stop in a list: tabs by state, narrowed by week and theme, page by page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.db.models.functions import TruncWeek
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.keyset import Keyset, Page
from programs.models import Theme
from workshops.models import Workshop
from workshops.planning.missing import missing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet
    from django_stubs_ext import StrOrPromise

    from programs.models import Stop

SIZE = 40
WEEK = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)
State = Workshop.State


@dataclass(frozen=True)
class Tab:
    """One tab of the list and how many stand in it."""

    name: StrOrPromise
    count: int
    query: str
    current: bool


@dataclass(frozen=True)
class Line:
    """One workshop, and what it misses."""

    workshop: Workshop
    missing: list[str]


def tabs_of(now: object) -> dict[str, tuple[StrOrPromise, Q]]:
    """The tabs by their code, and which workshops stand in each at this moment."""
    coming, living = Q(ends_at__gt=now), ~Q(state=State.CANCELLED)
    return {
        "coming": (_("To come"), coming & living),
        "draft": (_("Drafts"), Q(state=State.DRAFT)),
        "published": (_("Published, to come"), coming & Q(state=State.PUBLISHED)),
        "over": (pgettext_lazy("several workshops", "Over"), ~coming & Q(state=State.PUBLISHED)),
        "cancelled": (pgettext_lazy("several workshops", "Cancelled"), Q(state=State.CANCELLED)),
        "all": (pgettext_lazy("several workshops", "All"), Q()),
    }


class Looking:
    """What the address of the list asks for; what it does not know is left out."""

    def __init__(self, params: Mapping[str, str]) -> None:
        self.tabs = tabs_of(timezone.now())
        tab = params.get("tab", "")
        self.tab = tab if tab in self.tabs else "coming"
        self.theme = params.get("theme", "")
        self.week = params.get("week", "") if monday(params.get("week", "")) else ""

    def params(self, **changed: str) -> dict[str, str]:
        """What stands in an address that shows the same, but for what is changed."""
        asked = {"tab": self.tab, "theme": self.theme, "week": self.week} | changed
        return {name: value for name, value in asked.items() if value}

    def narrowed(self, stop: Stop) -> QuerySet[Workshop]:
        """The workshops of the week and theme, in every tab."""
        rows = Workshop.objects.filter(stop=stop)
        if self.theme:
            rows = rows.filter(theme__code=self.theme)
        if first := monday(self.week):
            rows = rows.filter(starts_on__range=(first, first + timedelta(days=6)))
        return rows

    def weeks(self, stop: Stop) -> list[tuple[str, date]]:
        """The weeks that hold a workshop of the stop, and the asked one: its code and Monday."""
        rows = Workshop.objects.filter(stop=stop).order_by().annotate(week=TruncWeek("starts_on"))
        found = set(rows.values_list("week", flat=True).distinct())
        asked = monday(self.week)
        return [(f"{each:%G-W%V}", each) for each in sorted(found | ({asked} if asked else set()))]

    def counted(self, stop: Stop) -> list[Tab]:
        """Every tab with its count, in one statement."""
        counts = self.narrowed(stop).aggregate(
            **{code: Count("pk", filter=rule) for code, (_name, rule) in self.tabs.items()}
        )
        return [
            Tab(name, counts[code], urlencode(self.params(tab=code)), code == self.tab)
            for code, (name, _rule) in self.tabs.items()
        ]

    def page(self, stop: Stop, params: Mapping[str, str]) -> Page[Workshop]:
        """One page of the tab, by their hours."""
        rows = self.narrowed(stop).filter(self.tabs[self.tab][1]).order_by()
        whole = rows.select_related("theme", "venue", "stop").prefetch_related("trainers")
        return Keyset(whole, ["starts_at", "pk"], size=SIZE).page(params)


def lines(page: Page[Workshop]) -> list[Line]:
    """Each workshop of a page with what it misses."""
    return [Line(workshop, missing(workshop)) for workshop in page.rows]


def themes() -> list[Theme]:
    """Every theme, to narrow the list by."""
    return list(Theme.objects.all())


def monday(week: str) -> date | None:
    """The first day of a week as browsers write it (`2026-W49`); None for anything else."""
    parts = WEEK.fullmatch(week)
    try:
        return date.fromisocalendar(int(parts[1]), int(parts[2]), 1) if parts else None
    except ValueError:
        return None
