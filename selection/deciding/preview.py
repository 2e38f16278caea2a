"""What is looked at before publishing: how many of what, by language and channel, and the words."""

from __future__ import annotations

from collections import Counter
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings

from applications import decision_letters
from applications.mails import reader
from applications.models import Application, Move, WaitingList
from applications.places import free_places
from messaging.actions.letters import channel_for
from messaging.channels.base import channels
from messaging.models import Preference
from messaging.occasions import EVENTS as OCCASIONS
from messaging.words import render
from selection import letters
from selection.deciding.batch import EVENTS, Pace, lines, prepared, seal
from selection.deciding.publication import too_many
from selection.models import Decision, InformationRequest, Selection
from selection.reasons import ReasonTexts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from programs.models import Stop
    from selection.deciding.batch import DecisionRow

HIDDEN = "x" * 22  # as long as the secret of a real link, and opens nothing


@dataclass(frozen=True)
class Count:
    """How many are told the same thing, and how they are reached."""

    name: str
    people: int
    languages: dict[str, int]
    channels: dict[str, int]
    unreachable: int


@dataclass(frozen=True)
class Sample:
    """What one real person will read, without the secrets of their links."""

    outcome: str
    language: str
    short: str
    subject: str
    long: str


@dataclass(frozen=True)
class Preview:
    """Everything the page says before it publishes."""

    total: int
    counts: list[Count]
    samples: list[Sample]
    undecided: int
    owed: int  # files decided although their person still owes an answer
    free: int
    refused: str
    first: datetime | None
    last: datetime | None
    waves: int
    seal: str


def preview(stop: Stop, pace: Pace) -> Preview:
    """Look at everything that is prepared; nothing is changed."""
    decisions = prepared(stop)
    selection = Selection.objects.filter(stop=stop).first() or Selection(stop=stop)
    rows, free = lines(decisions, WaitingList.objects.of(stop), pace), free_places(stop)
    owed = InformationRequest.objects.asked().filter(
        application__in=[each.application_id for each in decisions]
    )
    waiting = Application.objects.filter(
        stop=stop, state=Application.State.SUBMITTED, decision__isnull=True
    )
    return Preview(
        total=len(rows),
        counts=_counts(rows),
        samples=_samples(rows, selection),
        undecided=waiting.count(),
        owed=owed.count(),
        free=free,
        refused=too_many(decisions, free),
        first=rows[0].due_at if rows else None,
        last=rows[-1].due_at if rows else None,
        waves=-(-len(rows) // pace.wave),
        seal=seal(decisions),
    )


def _counts(rows: Sequence[DecisionRow]) -> list[Count]:
    people = [each.application.applicant_id for each in rows]
    wishes = {each.person_id: each for each in Preference.objects.filter(person__in=people)}
    counts = []
    for outcome in Decision.Outcome:
        mine = [each.application for each in rows if each.decision.outcome == outcome]
        event = OCCASIONS[EVENTS[outcome]]
        reached = Counter(
            channel_for(reader(each), wishes.get(each.applicant_id or 0), event) for each in mine
        )
        spoken = Counter(each.language for each in mine)
        counts.append(
            Count(
                name=str(outcome.label),
                people=len(mine),
                languages={
                    code: spoken[code] for code, _name in settings.LANGUAGES if spoken[code]
                },
                channels={
                    str(each.label): reached[each] for each in channels().values() if reached[each]
                },
                unreachable=reached[None],
            )
        )
    return counts


def _samples(rows: Sequence[DecisionRow], selection: Selection) -> list[Sample]:
    """One real letter for each decision in each language: that of the first person in the list."""
    reason_texts = ReasonTexts(selection.stop)
    first = {(each.decision.outcome, each.application.language): each for each in reversed(rows)}
    order = [(outcome, code) for outcome in Decision.Outcome for code, _name in settings.LANGUAGES]
    return [_sample(first[each], selection, reason_texts) for each in order if each in first]


def _sample(line: DecisionRow, selection: Selection, reason_texts: ReasonTexts) -> Sample:
    application = copy(line.application)
    application.pk, application.token, application.confirm_by = 0, HIDDEN, line.until
    details = {}
    if line.event == "declined":
        reasons = reason_texts.text(line.decision.reasons, application.language)
        details = letters.refused(
            application, reasons=reasons, until=line.due_at + letters.days_to_appeal_of(selection)
        )
    elif line.rank:
        details = {"rank": str(line.rank)}
    context = decision_letters.letter(application, line.event, Move(pk=0), details).context
    words = render(line.event, language=application.language, context=context, stop=selection.stop)
    name = str(Decision.Outcome(line.decision.outcome).label)
    _none, short = channels()["sms"].lay_out(words, OCCASIONS[line.event])
    return Sample(name, application.language, short, words.subject, words.long)
