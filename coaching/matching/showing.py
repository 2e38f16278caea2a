"""A plan as its page shows it: what it reaches, and its meetings with the reasons for each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from coaching.booking.search import Wish, free_slots
from coaching.models import MatchLine

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from coaching.models import MatchPlan, Slot

State = MatchLine.State
ROWS = 50
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
    lines: Counter[str] = Counter(
        dict(plan.lines.order_by().values_list("state").annotate(many=Count("pk")))
    )
    return Counts(
        *(lines[state] for state in (State.KEPT, State.PUT_OUT, State.BOOKED, State.REFUSED))
    )


def page(plan: MatchPlan, *, after: str, state: str) -> tuple[list[MatchLine], str]:
    """Fifty meetings from a place on, by their hours, and the place of the next ones."""
    rows = plan.lines.select_related("participation__person", "slot__expert", "theme", "booking")
    if state in State.values:
        rows = rows.filter(state=state)
    if after.isascii() and after.isdecimal() and len(after) < len("9" * 19):
        rows = rows.filter(Q(pk__gt=int(after)))
    found = list(rows.order_by("pk")[: ROWS + 1])
    return found[:ROWS], str(found[ROWS - 1].pk) if len(found) > ROWS else ""


def hours_for(line: MatchLine) -> list[Slot]:
    """Other hours at which this meeting could be, the same expert's first."""
    person = line.participation
    experts = [line.slot.expert_id] if line.slot else []
    wish = Wish(
        line.plan.stop, line.theme, modes=[line.mode], experts=experts, participation=person
    )
    given = set(line.plan.lines.filter(state=State.KEPT).values_list("slot", flat=True))
    return [slot for slot in free_slots(wish, 60) if slot.pk not in given][:30]
