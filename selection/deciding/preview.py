"""What is looked at before publishing: how many of what, by language and channel, and the words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.paginator import Paginator

from applications.models import Application, WaitingList
from applications.places import free_places
from messaging.channels.base import channels
from messaging.models import Preference
from selection.deciding.batch import Pace, lines, prepared, seal
from selection.deciding.one_letter import Speaker, channel_of, short_of
from selection.deciding.publication import too_many
from selection.models import Decision, InformationRequest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from django.core.paginator import Page

    from messaging.channels.base import Channel
    from programs.models import Stop
    from selection.deciding.batch import DecisionRow

SIZE = 50  # letters of a page of the list


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
class LetterRow:
    """One letter of the list: of which decision, when it leaves, and by which channel."""

    line: DecisionRow
    channel: Channel | None


@dataclass(frozen=True)
class Preview:
    """Everything the page says before it publishes; `letters` is one page of them all."""

    total: int
    counts: list[Count]
    samples: list[Sample]
    letters: list[LetterRow]
    pages: Page[DecisionRow]
    held: list[Decision]
    undecided: int
    owed: int  # files decided although their person still owes an answer
    free: int
    refused: str
    first: datetime | None
    last: datetime | None
    waves: int
    seal: str


def preview(stop: Stop, pace: Pace, page: str = "1") -> Preview:
    """Look at everything that is prepared; nothing is changed."""
    decisions = prepared(stop)
    rows, free = lines(decisions, WaitingList.objects.of(stop), pace), free_places(stop)
    owed = InformationRequest.objects.asked().filter(
        application__in=[each.application_id for each in decisions]
    )
    waiting = Application.objects.filter(
        stop=stop, state=Application.State.SUBMITTED, decision__isnull=True
    )
    pages, ways = Paginator(rows, SIZE).get_page(page), _ways(rows)
    return Preview(
        total=len(rows),
        counts=_counts(rows, ways),
        samples=_samples(rows, Speaker.of(stop)),
        letters=[LetterRow(each, ways[each.decision.pk]) for each in pages],
        pages=pages,
        held=_held(stop),
        undecided=waiting.count(),
        owed=owed.count(),
        free=free,
        refused=too_many(decisions, free),
        first=rows[0].due_at if rows else None,
        last=rows[-1].due_at if rows else None,
        waves=-(-len(rows) // pace.wave),
        seal=seal(decisions),
    )


def _held(stop: Stop) -> list[Decision]:
    """Those that stay behind."""
    rows = Decision.objects.of_stop(stop).prepared().filter(held_at__isnull=False)
    return list(rows.select_related("application", "held_by").order_by("held_at", "pk"))


def _ways(rows: Sequence[DecisionRow]) -> dict[int, Channel | None]:
    """By which channel each goes, by the key of its decision."""
    people = [each.application.applicant_id for each in rows]
    wishes = {each.person_id: each for each in Preference.objects.filter(person__in=people)}
    return {
        each.decision.pk: channel_of(each, wishes.get(each.application.applicant_id or 0))
        for each in rows
    }


def _counts(rows: Sequence[DecisionRow], ways: Mapping[int, Channel | None]) -> list[Count]:
    counts = []
    for outcome in Decision.Outcome:
        mine = [each for each in rows if each.decision.outcome == outcome]
        reached = Counter(ways[each.decision.pk] for each in mine)
        spoken = Counter(each.application.language for each in mine)
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


def _samples(rows: Sequence[DecisionRow], speaker: Speaker) -> list[Sample]:
    """One real letter for each decision in each language: of the first who reads usual words."""
    usual = [each for each in rows if not each.own_letter]
    first = {(each.decision.outcome, each.application.language): each for each in reversed(usual)}
    order = [(outcome, code) for outcome in Decision.Outcome for code, _name in settings.LANGUAGES]
    return [_sample(first[each], speaker) for each in order if each in first]


def _sample(line: DecisionRow, speaker: Speaker) -> Sample:
    words = speaker.words(line, {})
    name = str(Decision.Outcome(line.decision.outcome).label)
    short = short_of(words, line.event)
    return Sample(name, line.application.language, short, words.subject, words.long)
