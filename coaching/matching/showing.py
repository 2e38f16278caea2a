"""A plan as its page shows it: what it reaches, and its meetings with the reasons for each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from coaching.booking.finding import Wish, free_slots
from coaching.booking.wishes import keeps_to_women
from coaching.models import MatchLine
from core.keyset import Keyset, Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

    from coaching.models import MatchPlan, Slot

State = MatchLine.State
REASONS: dict[str, StrOrPromise] = {
    "need": _("the theme they need"),
    "wish": _("the expert they wish for"),
    "woman": _("by a woman, as asked"),
    "again": _("whom they have met before"),
    "province": _("of the same province"),
    "hand": _("changed by hand"),
}


@dataclass(frozen=True)
class Counts:
    """How many meetings of a plan are kept, left out, booked, refused."""

    kept: int
    put_out: int
    booked: int
    refused: int
    moved: int  # to another hour by hand

    @property
    def by_hand(self) -> bool:
        """Whether it is another plan than the one that was computed."""
        return bool(self.put_out or self.moved)

    @property
    def met(self) -> int:
        """How many needs are met as it stands: what was put out or refused meets none."""
        return self.kept + self.booked

    @property
    def done(self) -> int:
        """How many are dealt with."""
        return self.booked + self.refused

    @property
    def all(self) -> int:
        """How many are to be booked in all."""
        return self.done + self.kept


def counts(plan: MatchPlan) -> Counts:
    """One statement."""
    moved = Count("pk", filter=Q(reasons__contains=["hand"]))
    rows = list(plan.lines.order_by().values("state").annotate(many=Count("pk"), moved=moved))
    lines: Counter[str] = Counter({row["state"]: row["many"] for row in rows})
    return Counts(
        kept=lines[State.KEPT],
        put_out=lines[State.PUT_OUT],
        booked=lines[State.BOOKED],
        refused=lines[State.REFUSED],
        moved=sum(row["moved"] for row in rows),
    )


def page(plan: MatchPlan, params: Mapping[str, str]) -> Page[MatchLine]:
    """Fifty meetings by their hours, those of one state where the address names it."""
    rows = plan.lines.select_related("participation__person", "slot__expert", "theme")
    if params.get("state") in State.values:
        rows = rows.filter(state=params["state"])
    return Keyset(rows, ("pk",)).page(params)


def hours_for(line: MatchLine) -> list[Slot]:
    """Other hours at which this meeting could be, the same expert's first."""
    person = line.participation
    experts = [line.slot.expert_id] if line.slot else []
    wish = Wish(
        line.plan.stop,
        line.theme,
        modes=[line.mode],
        experts=experts,
        woman=keeps_to_women(person, line.slot.expert if line.slot else None),
        participation=person,
    )
    given = set(line.plan.lines.filter(state=State.KEPT).values_list("slot", flat=True))
    return [slot for slot in free_slots(wish, 60) if slot.pk not in given][:30]
