"""What the history of a file says of who does not read it, and of who looks again elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from selection.models import Handover, Recusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from applications.models import Application


@dataclass(frozen=True)
class Trace:
    """Something that one person did about the reading of a file: when, who, what, about whom."""

    when: datetime
    who: str
    label: str
    text: str
    undone: bool = False


def traces(application: Application, *, reasons: bool) -> list[Trace]:
    """Every one, newest first, with the `reasons` for managers alone. Two statements."""
    related = ("reader", "by", "ended_by")
    recusals = Recusal.objects.filter(application=application).select_related(*related)
    handovers = Handover.objects.filter(appeal__application=application)
    found = [each for recusal in recusals for each in _of_recusal(recusal, reasons=reasons)]
    found += [
        each
        for handover in handovers.select_related("to", "by", "ended_by", "appeal")
        for each in _of_handover(handover)
    ]
    return sorted(found, key=lambda trace: trace.when, reverse=True)


def _of_recusal(recusal: Recusal, *, reasons: bool) -> Iterator[Trace]:
    label = _("Abstains") if recusal.is_abstention else _("Kept off the file")
    why = f" ({recusal.get_reason_display()})" if reasons and recusal.reason else ""
    yield Trace(recusal.at, recusal.by.name, label, f"{recusal.reader.name}{why}")
    if recusal.ended_at and recusal.ended_by:
        who = recusal.ended_by.name
        yield Trace(recusal.ended_at, who, label, recusal.reader.name, undone=True)


def _of_handover(handover: Handover) -> Iterator[Trace]:
    label = _("Second look handed over to")
    yield Trace(handover.at, handover.by.name, label, handover.to.name)
    if handover.ended_at and handover.ended_by and handover.ended_by_id != handover.to_id:
        yield Trace(handover.ended_at, handover.ended_by.name, label, handover.to.name, undone=True)
