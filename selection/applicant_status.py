"""How a decided file stands for its person: what they may do now, their rank, the reasons."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils import timezone

from applications.links import place_url
from applications.models import Application
from applications.places import place_in_line
from selection.letters import days_to_appeal_of
from selection.links import appeal_url
from selection.models import Appeal, Decision, Selection
from selection.reasons import Reason, ReasonTexts
from selection.second_looks import without_part, workers_of

if TYPE_CHECKING:
    from datetime import datetime

State = Application.State


@dataclass(frozen=True)
class ApplicantStatus:
    """What its person reads. Empty as long as nothing is published."""

    place: str = ""  # where the place is confirmed or given up
    rank: int = 0  # in the waiting list
    reasons: list[Reason] = field(default_factory=list)
    appeal: Appeal | None = None
    look_at: str = ""  # where a second look can still be asked for
    look_until: datetime | None = None
    look_elsewhere: bool = False  # nobody of the center may look again


def applicant_status(application: Application) -> ApplicantStatus:
    """The standing of a file; nothing is asked of the database where there is nothing to say."""
    if application.state == State.ACCEPTED:
        return ApplicantStatus(place=place_url(application))
    if application.state == State.WAITING:
        return ApplicantStatus(rank=place_in_line(application))
    if application.state == State.DECLINED:
        return _declined(application)
    return ApplicantStatus()


def _declined(application: Application) -> ApplicantStatus:
    decision = Decision.objects.filter(application=application, published_at__isnull=False).first()
    appeal = Appeal.objects.filter(application=application).first()
    until = last_moment_to_ask(application)
    open_still = appeal is None and until is not None and until > timezone.now()
    is_open = open_still or (appeal is not None and not appeal.outcome)
    return ApplicantStatus(
        reasons=ReasonTexts(application.stop).of(decision.reasons if decision else []),
        appeal=appeal,
        look_at=appeal_url(application) if open_still else "",
        look_until=until,
        look_elsewhere=is_open and _is_read_elsewhere(application, decision),
    )


def _is_read_elsewhere(application: Application, decision: Decision | None) -> bool:
    """Whether everybody of the center had a part in the decision."""
    if decision is None:
        return False
    return not without_part(workers_of(application.stop), application)


def last_moment_to_ask(application: Application) -> datetime | None:
    """Until when a second look can be asked for; None when nothing was published."""
    decision = Decision.objects.filter(application=application).first()
    if decision is None or decision.published_at is None:
        return None
    selection = Selection.objects.filter(stop=application.stop_id).first() or Selection()
    return decision.published_at + days_to_appeal_of(selection)
