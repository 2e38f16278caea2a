"""What a stop's team has set: how many sessions a person may have, when a call comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coaching.models import Booking, CareTalk, CoachingRules, Report

if TYPE_CHECKING:
    from people.models import Participation

COUNTED = (Booking.State.OFFERED, Booking.State.BOOKED, Booking.State.HELD)
NOT_THEIRS = (Report.Outcome.EXPERT, Report.Outcome.LINE)


def rules_of(stop_id: int) -> CoachingRules:
    """The rules of a stop: those that are kept, else the usual ones."""
    return CoachingRules.objects.filter(stop=stop_id).first() or CoachingRules(stop_id=stop_id)


def has_all(participation: Participation, rules: CoachingRules, *, but: int | None = None) -> bool:
    """Whether this person has as many sessions as one may have at their stop, `but` not counted."""
    theirs = Booking.objects.filter(participation=participation.pk, state__in=COUNTED)
    return theirs.exclude(pk=but or 0).count() >= rules.per_person


def must_call_first(participation: Participation) -> bool:
    """Whether somebody of the team calls this person before anything is booked again.

    So it is after as many missed sessions as the stop has set, until that call is kept. What an
    expert or the line was to blame for is not counted.
    """
    missed = Booking.objects.filter(participation=participation.pk, state=Booking.State.MISSED)
    missed = missed.exclude(report__outcome__in=NOT_THEIRS)
    talked = CareTalk.objects.filter(participation=participation.pk).order_by("-at").first()
    if talked:
        missed = missed.filter(starts_at__gt=talked.at)
    times = missed.count()
    return times > 0 and times >= rules_of(participation.stop_id).missed_times
