"""What the pages of a candidacy say of its diagnosis: the way to its questions or its steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from needs.diagnosis.links import home_of
from needs.diagnosis.moments import SEES, is_asked
from needs.models import Diagnosis

if TYPE_CHECKING:
    from applications.models import Application

Moment = Diagnosis.Moment


@dataclass(frozen=True, slots=True)
class Offer:
    """One moment: where it is answered or read."""

    moment: str
    url: str
    state: str  # new, begun, finished


def offers(application: Application) -> list[Offer]:
    """What this person was told, and what they are asked now: the newest moment alone."""
    if application.state not in SEES:
        return []
    kept = {diagnosis.moment: diagnosis for diagnosis in application.diagnoses.all()}
    open_now = [moment for moment in Moment if is_asked(application, moment)][-1:]
    rows = []
    for moment in Moment:
        diagnosis = kept.get(moment)
        state = (
            "finished" if diagnosis and diagnosis.finished_at else "begun" if diagnosis else "new"
        )
        if state == "finished" or moment in open_now:
            ending = "result/" if state == "finished" else ""
            rows.append(Offer(moment, home_of(application.token, moment) + ending, state))
    return rows
