"""What was just done to decisions is taken back, from what the history says stood there before.

An act has the number of its context in the history: whatever one request changed bears it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pghistory
from django.db import transaction
from django.utils import timezone
from pghistory.models import Context

from applications.models import Application
from selection.decisions import BLOCK, next_versions
from selection.many_decisions import Together
from selection.models import Decision, OwnLetter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from people.models import User
    from programs.models import Stop

UNDO = timedelta(seconds=10)  # how long the way back is shown
LATE = timedelta(seconds=20)  # what a slow line may take on top of it
SAID = ("outcome", "reasons", "note", "order", "by_id", "prepared_at", "held_at", "held_by_id")
COLUMNS = (*SAID, "version")
LETTER = ("event", "short", "subject", "long", "usual", "by_id", "at")
History: Any = Decision.pgh_event_model  # type: ignore[attr-defined]  # pghistory makes it
Letters: Any = OwnLetter.pgh_event_model  # type: ignore[attr-defined]  # the same
Event = Mapping[str, Any]


@dataclass(frozen=True)
class Act:
    """What somebody just did, by its number in the history; `files` of which may be taken back."""

    code: UUID
    files: int


def this_act() -> UUID:
    """The number that whatever this request changes bears in the history."""
    with pghistory.context() as context:
        return UUID(str(context.id))


def act_of(code: UUID, stop: Stop, by: User) -> Act:
    """What `by` did about decisions of `stop` under this number; of nobody's files when it is late.

    One statement.
    """
    since = timezone.now() - UNDO - LATE
    mine = Context.objects.filter(pk=code, metadata__user=by.pk, created_at__gt=since)
    events = History.objects.filter(pgh_context__in=mine, application__stop=stop)
    return Act(code, events.values("application").distinct().count())


@transaction.atomic
def take_back(code: UUID, stop: Stop, *, by: User) -> Together | None:
    """Let the decisions that an act changed stand as before, with the letters that it dropped.

    A file about which somebody decided or published since stays as it is. None when it is too late,
    or the act is somebody else's. As many statements for a thousand files as for one.
    """
    act = act_of(code, stop, by)
    if not act.files:
        return None
    with pghistory.context(user=by.pk):
        touched = History.objects.filter(pgh_context=code, application__stop=stop)
        keys = _locked(touched.values_list("application", flat=True))
        now = _last(History.objects.filter(application__in=keys))
        same = [key for key, event in now.items() if event["pgh_context"] == code]
        before = _last(History.objects.filter(application__in=same).exclude(pgh_context=code))
        stood = {key: event for key, event in before.items() if event["pgh_label"] != "delete"}
        _leave_open(set(same) - stood.keys(), by)
        _stand_again(stood)
        _letters_again(code, stood)
    return Together(len(same), act.files - len(same))


def _locked(keys: Iterable[int]) -> list[int]:
    """Those of these files that may still be decided, locked by key as everywhere."""
    rows = Application.objects.filter(pk__in=keys, state=Application.State.SUBMITTED)
    return list(rows.order_by("pk").select_for_update(of=["self"]).values_list("pk", flat=True))


def _last(events: Any) -> dict[int, Event]:
    """The newest of these events of each file."""
    rows = events.order_by("application", "-pgh_id").distinct("application")
    columns = ("application", "pgh_obj", "pgh_label", "pgh_context", *COLUMNS)
    return {row["application"]: row for row in rows.values(*columns)}


def _leave_open(keys: Iterable[int], by: User) -> None:
    rows = Decision.objects.filter(application__in=keys)
    rows.update(by=by)  # the history names who took them back
    rows.delete()


def _stand_again(stood: Mapping[int, Event]) -> None:
    """Each decision says what it said, in a version that none ever had."""
    versions = next_versions(stood)
    standing = {
        each.application_id: each for each in Decision.objects.filter(application__in=stood)
    }
    fresh: list[Decision] = []
    changed: list[Decision] = []
    for key, event in stood.items():
        decision = standing.get(key) or Decision(application_id=key)
        for column in SAID:
            setattr(decision, column, event[column])
        decision.version = versions[key]
        (changed if key in standing else fresh).append(decision)
    Decision.objects.bulk_create(fresh, batch_size=BLOCK)
    Decision.objects.bulk_update(changed, COLUMNS, batch_size=BLOCK)


def _letters_again(code: UUID, stood: Mapping[int, Event]) -> None:
    """The words for one person that went with the decision they belonged to."""
    of_decision = {event["pgh_obj"]: key for key, event in stood.items()}
    dropped = Letters.objects.filter(pgh_context=code, decision__in=of_decision)
    rows = list(dropped.values("decision", *LETTER))
    if not rows:
        return
    keys = {of_decision[row["decision"]] for row in rows}
    decisions = dict(
        Decision.objects.filter(application__in=keys, own_letter=None).values_list(
            "application", "pk"
        )
    )
    again = [
        OwnLetter(
            decision_id=decisions[of_decision[row["decision"]]],
            **{name: row[name] for name in LETTER},
        )
        for row in rows
        if of_decision[row["decision"]] in decisions
    ]
    OwnLetter.objects.bulk_create(again)
