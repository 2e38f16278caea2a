"""The day on which everybody is told: every prepared decision of a stop, in one transaction."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications import decision_letters
from applications.models import Application, WaitingList
from applications.places import free_places
from applications.refusals import moved_on
from core.locks import patient
from messaging.actions.letters import Letter, write_many
from selection import letters
from selection.deciding.batch import DecisionRow, lines, prepared, seal
from selection.models import Decision, Selection
from selection.reasons import ReasonTexts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from people.models import User
    from programs.models import Stop
    from selection.deciding.batch import Pace

State, Outcome = Application.State, Decision.Outcome
MOVED = """
WITH told AS (
  SELECT * FROM unnest(
    %(ids)s::bigint[], %(states)s::text[], %(ranks)s::int[], %(untils)s::timestamptz[]
  ) WITH ORDINALITY AS told(id, state, rank, until, place)),
moved AS (
  UPDATE applications_application AS application
  SET state = told.state, rank = told.rank, confirm_by = told.until, updated_at = %(now)s
  FROM told WHERE application.id = told.id AND application.state = 'submitted'
  RETURNING application.id, stop_id, application.state, place)
INSERT INTO applications_move (application_id, stop_id, origin, target, by_id, at, why)
SELECT id, stop_id, 'submitted', state, %(by)s, %(now)s, '' FROM moved ORDER BY place
RETURNING application_id, id
"""


def publish(stop: Stop, *, by: User, seen: str, pace: Pace) -> int:
    """Tell everybody what was prepared, in waves; how many. Idempotent.

    `seen` is the seal of what `by` looked at. Raises ValidationError('changed') when something else
    is prepared now, 'places' when more places are offered than are free, 'decided' when a file was
    moved at this very moment, 'busy' when others held one of them for too long.
    """
    with pghistory.context(user=by.pk):
        return _publish(stop, by=by, seen=seen, pace=pace)


@patient
def _publish(stop: Stop, *, by: User, seen: str, pace: Pace) -> int:
    selection, waiting_list = Selection.objects.locked(stop), WaitingList.objects.locked(stop)
    _hold(stop)
    decisions = prepared(selection.stop)
    if not decisions:
        return 0
    if seen != seal(decisions):
        raise ValidationError(
            _("The decisions have changed. Please look once more."), code="changed"
        )
    if sentence := too_many(decisions, free_places(stop)):
        raise ValidationError(sentence, code="places")
    rows = lines(decisions, waiting_list, pace)
    moves = _move(rows, by=by)
    write_many(_letters(rows, moves, selection))
    _close(selection, waiting_list, rows)
    return len(rows)


def too_many(decisions: Sequence[Decision], free: int) -> str:
    """Why so many places cannot be offered; empty when they can."""
    over = sum(each.outcome == Outcome.ACCEPT for each in decisions) - free
    if over <= 0:
        return ""
    sentence = ngettext(
        "%(over)d person more is accepted than there are free places. "
        "Please put them on the waiting list.",
        "%(over)d people more are accepted than there are free places. "
        "Please put them on the waiting list.",
        over,
    )
    return sentence % {"over": over}


def _hold(stop: Stop) -> None:
    """Lock the files with a prepared decision, by key as everybody does, until they are told."""
    applications = Application.objects.filter(
        stop=stop, state=State.SUBMITTED, decision__isnull=False, decision__published_at=None
    )
    list(applications.order_by("pk").select_for_update(of=["self"]).values_list("pk", flat=True))


def _move(rows: Sequence[DecisionRow], *, by: User) -> dict[int, int]:
    """One statement for all files and the lines of what happened; the number of each, by file."""
    for line in rows:
        line.application.state, line.application.rank = line.target, line.rank
        line.application.confirm_by = line.until
    files = [each.application for each in rows]
    told: dict[str, Any] = {
        "ids": [each.pk for each in files],
        "states": [str(each.state) for each in files],
        "ranks": [each.rank for each in files],
        "untils": [each.confirm_by for each in files],
    }
    with connection.cursor() as cursor:
        cursor.execute(MOVED, {**told, "now": timezone.now(), "by": by.pk})
        moves = dict(cursor.fetchall())
    if len(moves) != len(rows):
        raise moved_on()
    return moves


def _letters(
    rows: Sequence[DecisionRow], moves: Mapping[int, int], selection: Selection
) -> list[Letter]:
    """What each reads, due with their wave; reasons of a refusal in the words of the criteria."""
    stop = selection.stop
    reason_texts, now = ReasonTexts(stop), timezone.now()
    ahead = Application.objects.filter(stop=stop, state=State.WAITING).count() - sum(
        bool(each.rank) for each in rows
    )
    outgoing = []
    for line in rows:
        details = {}
        if line.target == State.DECLINED:
            until = now + letters.days_to_appeal_of(selection)
            reasons = reason_texts.text(line.decision.reasons, line.application.language)
            details = letters.refused(line.application, reasons=reasons, until=until)
        elif line.rank:
            ahead += 1
            details = {"rank": str(ahead)}
        letter = decision_letters.letter(
            line.application,
            line.event,
            moves[line.application.pk],
            details,
            due_at=line.due_at,
        )
        own = line.own_letter
        outgoing.append(replace(letter, texts=own.texts) if own else letter)
    return outgoing


def _close(selection: Selection, waiting_list: WaitingList, rows: Sequence[DecisionRow]) -> None:
    """The decisions stand; the waiting list goes on from its last rank."""
    now: datetime = timezone.now()
    Decision.objects.filter(pk__in=[each.decision.pk for each in rows]).update(published_at=now)
    last = max([waiting_list.last_rank, *(each.rank for each in rows if each.rank)])
    WaitingList.objects.filter(pk=waiting_list.pk).update(last_rank=last)
    Selection.objects.filter(pk=selection.pk).update(published_at=selection.published_at or now)
