"""The sessions of a stop on a day or in a week, narrowed by expert and state; hours by expert."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, F, Sum
from django.utils import timezone

from coaching.hours.weeks import day_of
from coaching.models import Booking, Expert, Slot
from core.keyset import Keyset, Page
from core.numbers import number
from people.unnamed import named

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.db.models import QuerySet

    from people.models import User
    from programs.models import Stop

SIZE = 100
SPANS = {"day": 1, "week": 7}
COUNTED = ("expert", "many", "length")
SHOWN = (*Booking.TAKING, Booking.State.HELD, Booking.State.MISSED)  # when no state is asked for


@dataclass(frozen=True, slots=True)
class Hours:
    """What one expert gives in these days: sessions, their length, and hours that are free."""

    expert: Expert
    sessions: int
    length: timedelta
    free: int

    @property
    def hours(self) -> str:
        """`4:30`."""
        minutes = int(self.length.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02}"


class Looking:
    """What the address of the page asks for; what it does not know is left out.

    Whoever reads without names, or is off the file of somebody, does not see their sessions.
    """

    def __init__(self, stop: Stop, params: Mapping[str, str], *, user: User) -> None:
        self.stop, self.user = stop, user
        span = params.get("span", "")
        self.span = span if span in SPANS else "week"
        day = day_of(params.get("on", "")) or timezone.localdate()
        self.first = day if self.span == "day" else day - timedelta(days=day.weekday())
        self.days = SPANS[self.span]
        self.expert = str(number(params.get("expert", "")) or "")
        state = params.get("state", "")
        self.state = state if state in Booking.State.values else ""

    @property
    def last(self) -> date:
        """The last day that is shown."""
        return self.first + timedelta(days=self.days - 1)

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """From its first moment to the first one after it."""
        return first_moment(self.first), first_moment(self.last + timedelta(days=1))

    def params(self, **changed: str) -> dict[str, str]:
        """What stands in an address that shows the same, but for what is changed."""
        asked = {"on": f"{self.first}", "span": self.span, "expert": self.expert}
        asked |= {"state": self.state} | changed
        return {name: value for name, value in asked.items() if value}

    @property
    def before(self) -> str:
        """The query of the days before."""
        return urlencode(self.params(on=f"{self.first - timedelta(days=self.days)}"))

    @property
    def after(self) -> str:
        """The query of the days after."""
        return urlencode(self.params(on=f"{self.first + timedelta(days=self.days)}"))

    def experts(self) -> list[Expert]:
        """Who has or had hours at the center."""
        met = (Expert.State.ACTIVE, Expert.State.PAUSED, Expert.State.LEFT)
        rows = Expert.objects.filter(center=self.stop.center_id, state__in=met)
        return list(rows.order_by("name", "pk"))

    def narrowed(self) -> QuerySet[Booking]:
        """The sessions that are asked for."""
        rows = Booking.objects.filter(named(self.user, person="person"), stop=self.stop)
        first, last = self.moments
        rows = rows.filter(starts_at__gte=first, starts_at__lt=last)
        rows = rows.filter(state=self.state) if self.state else rows.filter(state__in=SHOWN)
        return rows.filter(expert=int(self.expert)) if self.expert else rows

    def page(self, params: Mapping[str, str]) -> Page[Booking]:
        """One page of them, by their hours."""
        rows = self.narrowed().order_by().select_related("expert", "theme", "person", "slot")
        return Keyset(rows, ["starts_at", "pk"], size=SIZE).page(params)

    def hours(self) -> list[Hours]:
        """Each expert who has a session or a free hour in these days; two statements."""
        first, last = self.moments
        within = {"stop": self.stop, "starts_at__gte": first, "starts_at__lt": last}
        taken = Booking.objects.blocking().filter(**within).order_by().values("expert")
        rows = taken.annotate(many=Count("pk"), length=Sum(F("ends_at") - F("starts_at")))
        made = {pk: (many, length) for pk, many, length in rows.values_list(*COUNTED)}
        open_ones = Slot.objects.free().coming().filter(**within).order_by().values("expert")
        free = dict(open_ones.annotate(many=Count("pk")).values_list("expert", "many"))
        met = [each for each in self.experts() if each.pk in made or each.pk in free]
        none = (0, timedelta())
        return [Hours(each, *made.get(each.pk, none), free.get(each.pk, 0)) for each in met]


def first_moment(day: date) -> datetime:
    """When a day begins at Casablanca."""
    return datetime.combine(day, time(), ZoneInfo(settings.TIME_ZONE))
