"""What would be published now: prepared decisions, in order, each with when its letter leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from applications.models import Application
from messaging.waves import waves
from selection.models import Decision
from selection.scores import weights_of, with_scores

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from applications.models import WaitingList
    from programs.models import Stop
    from selection.models import OwnLetter

WAVE, PAUSE = 200, 10  # people, and minutes until the next
UNREAD = (  # what no letter needs
    *("answers", "search_text", "search", "name_key", "phonetic_key", "association", "campaign"),
    *("kind", "gender", "stage", "province", "sector", "outside", "participation", "version"),
    *("key", "channel", "entered_by", "created_at", "updated_at", "withdrawn_at"),
)
ORDER: dict[str, int] = {
    Decision.Outcome.ACCEPT: 0,
    Decision.Outcome.WAIT: 1,
    Decision.Outcome.DECLINE: 2,
}


@dataclass(frozen=True, slots=True)
class Pace:
    """How many people are in a wave, and how many minutes pass until the next."""

    wave: int = WAVE
    pause: int = PAUSE

    def moments(self, people: int) -> list[datetime]:
        """When each wave leaves."""
        return waves(people, size=self.wave, pause=self.pause, start=timezone.now())


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision as its person will read it.

    `rank` only on the waiting list, `until` only where a place is offered.
    """

    decision: Decision
    application: Application
    due_at: datetime
    rank: int | None
    until: datetime | None

    @property
    def target(self) -> Application.State:
        """The state to which the file goes."""
        return Decision.STATES[Decision.Outcome(self.decision.outcome)]

    @property
    def event(self) -> str:
        """The occasion on which its person is written to."""
        return self.decision.event

    @property
    def own_letter(self) -> OwnLetter | None:
        """The words for this person alone, where somebody wrote some."""
        own: OwnLetter | None = getattr(self.decision, "own_letter", None)
        return own


def prepared(stop: Stop) -> list[Decision]:
    """What nobody outside knows of yet: offers, the waiting list in order, refusals.

    Without those that somebody holds back.
    On the waiting list those without an order of their own come after the others, best score first.
    """
    unread = [f"application__{name}" for name in UNREAD]
    rows = (
        Decision.objects.of_stop(stop)
        .going_out()
        .select_related("application__applicant", "own_letter")
        .defer(*unread)
    )
    decisions = list(rows.order_by("application__submitted_at", "application"))
    unordered = [each for each in decisions if each.order is None]
    scores = _scores(stop, [each for each in unordered if each.outcome == Decision.Outcome.WAIT])
    for decision in decisions:
        decision.application.stop = stop
    return sorted(decisions, key=lambda each: (ORDER[each.outcome], *_turn(each, scores)))


def _scores(stop: Stop, decisions: Sequence[Decision]) -> dict[int, float]:
    if not decisions:
        return {}
    applications = Application.objects.filter(pk__in=[each.application_id for each in decisions])
    # Types do not see what it annotates.
    rows: Any = with_scores(applications, weights_of(stop.pk))
    return dict(rows.values_list("pk", "score"))


def _turn(decision: Decision, scores: Mapping[int, float]) -> tuple[bool, int, float]:
    return decision.order is None, decision.order or 0, -scores.get(decision.application_id, 0)


def seal(decisions: Sequence[Decision]) -> str:
    """What somebody looked at before they published: each file, what was decided and why."""
    rows = [
        (each.application_id, each.outcome, each.order, each.reasons, each.version)
        for each in decisions
    ]
    return sha256(repr(sorted(rows, key=lambda row: row[0])).encode()).hexdigest()[:20]


def lines(
    decisions: Sequence[Decision], waiting_list: WaitingList, pace: Pace
) -> list[DecisionRow]:
    """When each letter leaves, which begins the hours to confirm; ranks go on from the last one."""
    moments, rank = pace.moments(len(decisions)), waiting_list.last_rank
    rows = []
    for place, decision in enumerate(decisions):
        due_at, waits = moments[place // pace.wave], decision.outcome == Decision.Outcome.WAIT
        rank += waits
        offered = decision.outcome == Decision.Outcome.ACCEPT
        until = due_at + timedelta(hours=waiting_list.hours_to_confirm) if offered else None
        rows.append(
            DecisionRow(decision, decision.application, due_at, rank if waits else None, until)
        )
    return rows
