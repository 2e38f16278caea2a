"""One decision about many files: each as somebody has seen it, or left as it stands by now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.models import Application
from selection.decisions import BLOCK, next_versions
from selection.models import Criterion, Decision
from selection.own_letters import drop_letters
from selection.scores import weakest_of, weights_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from people.models import User
    from programs.models import Stop

Outcome = Decision.Outcome
CHANGED = ("by", "outcome", "reasons", "note", "order", "version", "prepared_at")


@dataclass(frozen=True)
class Together:
    """What became of an act about many files: `left` are those that it did not touch."""

    done: int
    left: int


@dataclass(frozen=True)
class Said:
    """What is said of every file: without reasons a refused one is told where it is weakest."""

    outcome: str
    reasons: Sequence[str] = ()
    note: str = ""


@transaction.atomic
def decide_many(stop: Stop, seen: Mapping[int, int], said: Said, *, by: User) -> Together:
    """Prepare one decision about all these files, by their keys; without an outcome open them.

    `seen` says in which version each decision was looked at, 0 where there was none: a file about
    which somebody has decided since is left alone, and so is one that can no longer be decided, and
    a refused one of which no reason is known. As many statements for a thousand as for one.
    Raises ValidationError('reasons') when a reason is none of the stop's.
    """
    with pghistory.context(user=by.pk):
        standing = _standing(stop, seen)
        if not said.outcome:
            done = _leave_open([each for each in standing.values() if each], by)
        else:
            done = _prepare(stop, standing, said, by)
    return Together(done, len(seen) - done)


def _standing(stop: Stop, seen: Mapping[int, int]) -> dict[int, Decision | None]:
    """The decisions as they were looked at, by file; the files are locked, by key as everywhere."""
    rows = Application.objects.filter(pk__in=seen, stop=stop, state=Application.State.SUBMITTED)
    keys = list(rows.order_by("pk").select_for_update(of=["self"]).values_list("pk", flat=True))
    rows_of_keys = Decision.objects.filter(application__in=keys)
    decisions = {each.application_id: each for each in rows_of_keys}
    return {
        key: decisions.get(key)
        for key in keys
        if (decisions[key].version if key in decisions else 0) == seen[key]
    }


def _leave_open(decisions: Collection[Decision], by: User) -> int:
    rows = Decision.objects.filter(pk__in=[each.pk for each in decisions])
    rows.update(by=by)  # the history names who took them back
    rows.delete()
    return len(decisions)


def _prepare(stop: Stop, standing: Mapping[int, Decision | None], said: Said, by: User) -> int:
    reasons = _reasons(stop, set(standing), said)
    told = [key for key in standing if reasons[key] or said.outcome != Outcome.DECLINE]
    fresh = [key for key in told if standing[key] is None]
    versions = next_versions(fresh)
    values = {"outcome": said.outcome, "by": by, "note": said.note}
    made = [
        Decision(application_id=key, reasons=reasons[key], version=versions[key], **values)
        for key in fresh
    ]
    Decision.objects.bulk_create(made, batch_size=BLOCK)
    changed = [
        each for key in told if (each := standing[key]) and _changes(each, said, reasons[key], by)
    ]
    Decision.objects.bulk_update(changed, CHANGED, batch_size=BLOCK)
    drop_letters(changed)
    return len(told)


def _reasons(stop: Stop, keys: set[int], said: Said) -> dict[int, list[str]]:
    """What each is told: the same that was chosen for all, else where it is weakest."""
    if said.outcome != Outcome.DECLINE:
        return {key: [] for key in keys}
    if not said.reasons:
        return weakest_of(weights_of(stop.pk), keys)
    known = set(Criterion.objects.filter(stop=stop).values_list("code", flat=True))
    if not known.issuperset(said.reasons):
        raise ValidationError(_("Please say which criteria were missing."), code="reasons")
    return {key: list(said.reasons) for key in keys}


def _changes(standing: Decision, said: Said, reasons: list[str], by: User) -> bool:
    """Let a decision say this; False when it does so already: what was chosen for it stays."""
    same = standing.outcome == said.outcome
    if same and not said.note and (not said.reasons or standing.reasons == reasons):
        return False
    standing.order = standing.order if same else None
    standing.outcome, standing.reasons, standing.by = said.outcome, reasons, by
    standing.note = said.note or standing.note
    standing.version += 1
    standing.prepared_at = timezone.now()
    return True
