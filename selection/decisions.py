"""Deciding in secret: the first outcome is kept, and nothing that somebody wrote is lost unseen."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.models import Application
from applications.refusals import moved_on
from selection.models import Criterion, Decision
from selection.own_letters import drop_letters
from selection.scores import weakest, weakest_of, weights_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from people.models import User
    from programs.models import Stop

__all__ = ["prepare", "prepare_many", "unprepare", "unprepare_many", "weakest"]
Outcome = Decision.Outcome
WRITTEN = ("outcome", "reasons", "note", "order")
BLOCK = 1000


@transaction.atomic
def prepare(
    application: Application,
    *,
    by: User,
    outcome: str,
    reasons: Sequence[str] = (),
    note: str = "",
    order: int | None = None,
    seen: int | None = None,
) -> Decision:
    """Write what is to become of a received file; nobody outside knows before it is published.

    Whoever writes first is heard; the same again by the same person changes nothing. Raises
    ValidationError('changed') with the name of who decided when a decision stands and `seen` is not
    its version, 'decided' when the file is no longer to be decided, 'reasons' when nothing tells a
    declined one why. Locks the application row, so that publishing sees the decision whole or not
    at all.
    """
    locked = Application.objects.locked().get(pk=application.pk)
    if locked.state != Application.State.SUBMITTED:
        raise moved_on()
    values = {
        "outcome": outcome,
        "reasons": _reasons(locked, reasons) if outcome == Outcome.DECLINE else [],
        "note": note,
        "order": order if outcome == Outcome.WAIT else None,
    }
    existing = Decision.objects.select_related("by").filter(application=locked).first()
    if existing is None:
        version = next_versions([locked.pk])[locked.pk]
        return Decision.objects.create(application=locked, by=by, version=version, **values)
    if existing.version != seen:
        if existing.by == by and all(getattr(existing, name) == values[name] for name in WRITTEN):
            return existing
        raise _changed(existing)
    now = timezone.now()
    Decision.objects.filter(pk=existing.pk).update(
        by=by, version=F("version") + 1, prepared_at=now, **values
    )
    if existing.outcome != outcome:
        existing.outcome = outcome
        drop_letters([existing])
    return Decision.objects.select_related("by").get(pk=existing.pk)


@transaction.atomic
def unprepare(application: Application, *, by: User, seen: int) -> None:
    """Take a prepared decision back, which leaves the file open; `seen` is its version.

    Raises ValidationError('decided') when the file is no longer to be decided, 'changed' when the
    decision is another one by now.
    """
    locked = Application.objects.locked().get(pk=application.pk)
    if locked.state != Application.State.SUBMITTED:
        raise moved_on()
    existing = Decision.objects.select_related("by").filter(application=locked).first()
    if existing is None:
        return
    if existing.version != seen:
        raise _changed(existing)
    Decision.objects.filter(pk=existing.pk).update(by=by)  # the history names who took it back
    existing.delete()


@transaction.atomic
def prepare_many(
    stop: Stop,
    outcomes: Mapping[int, str],
    *,
    by: User,
    orders: Mapping[int, int] | None = None,
    note: str = "",
    reasons: Sequence[str] = (),
) -> Counter[str]:
    """Prepare many files of `stop` at once, by their keys; returns how many got which outcome.

    Only those that nobody has decided: what somebody prepared meanwhile stays as it is. A declined
    one is told `reasons`, else where it is weakest; one of which nothing is known stays open.
    """
    rows = Application.objects.filter(pk__in=outcomes, stop=stop, state=Application.State.SUBMITTED)
    keys = set(rows.order_by("pk").select_for_update(of=["self"]).values_list("pk", flat=True))
    free = sorted(
        keys
        - set(Decision.objects.filter(application__in=keys).values_list("application", flat=True))
    )
    versions = next_versions(free)
    declined = {key for key in free if outcomes[key] == Outcome.DECLINE}
    said = list(
        Criterion.objects.filter(stop=stop, code__in=reasons).values_list("code", flat=True)
    )
    weak = dict.fromkeys(declined, said) if said else weakest_of(weights_of(stop.pk), declined)
    decisions = []
    for key in free:
        told = weak.get(key, [])
        order = (orders or {}).get(key) if outcomes[key] == Outcome.WAIT else None
        values = {
            "outcome": outcomes[key],
            "reasons": told,
            "order": order,
            "note": note,
            "by": by,
        }
        if told or outcomes[key] != Outcome.DECLINE:
            decisions.append(Decision(application_id=key, version=versions[key], **values))
    Decision.objects.bulk_create(decisions, batch_size=BLOCK)
    return Counter(decision.outcome for decision in decisions)


@transaction.atomic
def unprepare_many(versions: Mapping[int, int], *, by: User) -> int:
    """Take back the prepared decisions of these files that still have this version; how many.

    What was published or decided anew since stays as it is.
    """
    files = Application.objects.filter(pk__in=versions, state=Application.State.SUBMITTED)
    keys = list(files.order_by("pk").select_for_update(of=["self"]).values_list("pk", flat=True))
    rows = Decision.objects.prepared().filter(application__in=keys)
    same = [
        pk
        for pk, key, version in rows.values_list("pk", "application", "version")
        if versions[key] == version
    ]
    Decision.objects.filter(pk__in=same).update(by=by)  # the history names who took them back
    Decision.objects.filter(pk__in=same).delete()
    return len(same)


def _reasons(application: Application, wanted: Collection[str]) -> list[str]:
    """The criteria that a declined person is told: those named, else where the file is weakest."""
    if not wanted:
        wanted = weakest(application)
    known = Criterion.objects.filter(stop=application.stop_id, code__in=wanted).values_list(
        "code", flat=True
    )
    codes = [code for code in wanted if code in set(known)]
    if not codes:
        raise ValidationError(_("Please say which criteria were missing."), code="reasons")
    return codes


def next_versions(keys: Iterable[int]) -> dict[int, int]:
    """A number that no earlier decision about the file ever had, even if it was taken back."""
    applications = list(keys)
    events = Decision.pgh_event_model.objects.filter(application__in=applications)  # type: ignore[attr-defined]
    last = dict(
        events.values("application")
        .annotate(last=Max("version"))
        .values_list("application", "last")
    )
    return {key: last.get(key, 0) + 1 for key in applications}


def _changed(existing: Decision) -> ValidationError:
    """That somebody decided meanwhile, who, and what."""
    sentence = _("%(name)s has decided about this file meanwhile: %(outcome)s.")
    params = {"name": existing.by.name, "outcome": existing.get_outcome_display()}
    return ValidationError(sentence % params, code="changed")
