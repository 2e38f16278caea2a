"""What a stop's team has set: how many sessions a person may have, when a call comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, OuterRef, Q, Subquery

from coaching.models import Booking, CareTalk, CoachingRules, Report
from core.composed import Composed, slot

if TYPE_CHECKING:
    from people.models import Participation

COUNTED = (Booking.State.OFFERED, Booking.State.BOOKED, Booking.State.HELD)
NOT_THEIRS = (Report.Outcome.EXPERT, Report.Outcome.LINE)
TALKS = CareTalk.objects.filter(participation=OuterRef("participation")).order_by("-at")
RULES = Composed(lambda: CoachingRules.objects.filter(stop=slot("stop")))
THEIRS = Composed(
    lambda: Booking.objects.filter(participation=slot("person"), state__in=COUNTED).only("pk")
)
MISSED = Composed(
    lambda: (
        Booking.objects.filter(participation=slot("person"), state=Booking.State.MISSED)
        .exclude(report__outcome__in=NOT_THEIRS)
        .annotate(talked=Subquery(TALKS.values("at")[:1]))
        .filter(Q(talked=None) | Q(starts_at__gt=F("talked")))
        .only("pk")
    )
)


def rules_of(stop_id: int) -> CoachingRules:
    """The rules of a stop: those that are kept, else the usual ones."""
    return RULES.row({"stop": stop_id}) or CoachingRules(stop_id=stop_id)


def has_all(participation: Participation, rules: CoachingRules, *, but: int | None = None) -> bool:
    """Whether this person has as many sessions as one may have at their stop, `but` not counted."""
    theirs = [each for each in THEIRS.rows({"person": participation.pk}) if each.pk != but]
    return len(theirs) >= rules.per_person


def must_call_first(participation: Participation) -> bool:
    """Whether somebody of the team calls this person before anything is booked again.

    So it is after as many missed sessions as the stop has set, until that call is kept. What an
    expert or the line was to blame for is not counted.
    """
    times = len([*MISSED.rows({"person": participation.pk})])
    return times > 0 and times >= rules_of(participation.stop_id).missed_times
