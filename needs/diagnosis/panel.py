"""What the page of a file says of its diagnoses: how far they are, and in whose hands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from needs.diagnosis.moments import is_asked
from needs.models import Diagnosis
from people.models import Membership, User
from people.roles import Role

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from applications.models import Application
    from programs.models import Stop

Moment = Diagnosis.Moment


@dataclass(frozen=True, slots=True)
class DiagnosisRow:
    """One moment: what was kept of it, and whether it may still be answered."""

    moment: Moment
    diagnosis: Diagnosis | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """The moments of a file, and who may be asked to call."""

    lines: list[DiagnosisRow]
    experts: list[User]


def panel(application: Application) -> Panel:
    """Those that were begun, and those that are asked now."""
    kept = {
        each.moment: each for each in application.diagnoses.select_related("expert", "entered_by")
    }
    lines = []
    for moment in Moment:
        diagnosis = kept.get(moment)
        is_open = is_asked(application, moment) and not (diagnosis and diagnosis.finished_at)
        if diagnosis or is_open:
            lines.append(DiagnosisRow(moment, diagnosis, is_open))
    return Panel(lines, list(experts_of(application.stop)))


def experts_of(stop: Stop) -> QuerySet[User]:
    """The experts of its center."""
    roles = Membership.objects.filter(center=stop.center_id, role=Role.EXPERT)
    return User.objects.filter(pk__in=roles.values("user"), is_active=True).order_by("name", "pk")
