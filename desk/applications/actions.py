"""What is done to many files at once: assigned, labelled, decided in secret, asked for a piece."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from applications.models import Application
from desk.models import Act, Label, Labelling, Responsible
from selection.decisions import prepare_many, unprepare_many
from selection.models import Decision, Recusal
from selection.triage.actions import ask

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from people.models import User
    from programs.models import Stop

BLOCK = 1000
Kind = Act.Kind


def _act(by: User, kind: str, changes: Mapping[str, Any], count: int) -> Act:
    return Act.objects.create(by=by, kind=kind, changes=changes, count=count)


@transaction.atomic
def assign(files: Collection[int], *, to: User | None, by: User) -> Act:
    """Let `to` look after these files, or nobody; the act counts those whose colleague changed.

    A file that `to` does not read, for a conflict of interest, stays as it is.
    """
    _hold(files)
    off = Recusal.objects.readers_off(files) if to else {}
    person = to.pk if to else None
    before = _locked(files)
    changes = {
        str(key): [before.get(key), person]
        for key in files
        if before.get(key) != person and person not in off.get(key, ())
    }
    _give({int(key): new for key, (_old, new) in changes.items()}, by=by)
    return _act(by, Kind.ASSIGNED, changes, len(changes))


def _hold(files: Collection[int]) -> None:
    """Let nobody else act on these files before this act is written down."""
    rows = Application.objects.filter(pk__in=files).order_by("pk")
    list(rows.select_for_update(of=["self"], no_key=True).values_list("pk", flat=True))


def _locked(files: Collection[int]) -> dict[int, int]:
    """Who looks after which of these files, while nobody else changes it."""
    rows = Responsible.objects.filter(application__in=files).select_for_update()
    return dict(rows.order_by("pk").values_list("application", "person"))


def _give(people: Mapping[int, int | None], *, by: User) -> None:
    """Write down who looks after each file; nobody where it says None."""
    Responsible.objects.filter(application__in=people).delete()
    rows = (
        Responsible(application_id=key, person_id=person, by=by)
        for key, person in people.items()
        if person
    )
    Responsible.objects.bulk_create(rows, BLOCK, ignore_conflicts=True)


@transaction.atomic
def put_labels(files: Collection[int], labels: Sequence[Label], *, by: User) -> Act:
    """Put labels on files of their center; what bears one already stays as it is."""
    _hold(files)
    new = []
    for label in labels:
        own = Application.objects.filter(pk__in=files, stop__center=label.center_id)
        free = own.exclude(labellings__label=label).order_by("pk").values_list("pk", flat=True)
        new += [Labelling(label=label, application_id=key, by=by) for key in free]
    Labelling.objects.bulk_create(new, BLOCK, ignore_conflicts=True)
    wanted = {(each.label_id, each.application_id) for each in new}
    there = Labelling.objects.filter(
        label__in=labels, application__in={key for _label, key in wanted}, by=by
    ).values_list("pk", "label", "application")
    made = [pk for pk, label, key in there if (label, key) in wanted]
    return _act(by, Kind.LABELLED, {"made": made}, len({key for _label, key in wanted}))


@transaction.atomic
def take_labels_off(files: Collection[int], labels: Sequence[Label], *, by: User) -> Act:
    """Take labels off files."""
    rows = Labelling.objects.filter(label__in=labels, application__in=files).select_for_update()
    gone = list(rows.order_by("pk").values_list("pk", "label", "application", "by"))
    Labelling.objects.filter(pk__in=[pk for pk, *_rest in gone]).delete()
    kept = [rest for _pk, *rest in gone]
    return _act(by, Kind.UNLABELLED, {"gone": kept}, len({key for _label, key, _by in kept}))


@transaction.atomic
def decide(
    stop: Stop, files: Collection[int], *, outcome: str, reasons: Sequence[str], note: str, by: User
) -> Act:
    """Prepare one decision for many files of a stop; those that have one stay as they are."""
    rows = Application.objects.filter(pk__in=files, stop=stop).order_by("pk")
    keys = list(rows.select_for_update(of=["self"]).values_list("pk", flat=True))
    decisions = Decision.objects.filter(application__in=keys)
    before = set(decisions.values_list("pk", flat=True))
    prepare_many(stop, dict.fromkeys(keys, outcome), by=by, note=note, reasons=reasons)
    new = decisions.exclude(pk__in=before).values_list("application", "version")
    changes = dict(new)
    return _act(by, Kind.DECIDED, {str(key): at for key, at in changes.items()}, len(changes))


@transaction.atomic
def undo(act: Act, *, by: User) -> tuple[int, int] | None:
    """Put back exactly what an act changed; how many it restored, and how many stay as they are.

    What somebody changed since is theirs. None when the act was undone before.
    """
    waiting = Act.objects.filter(pk=act.pk, undone_at__isnull=True)
    if not waiting.update(undone_at=timezone.now()):
        return None
    match act.kind:
        case Kind.ASSIGNED:
            restored, whole = _give_back(act.changes, by=by), len(act.changes)
        case Kind.LABELLED:
            whole = len(act.changes["made"])
            restored = Labelling.objects.filter(pk__in=act.changes["made"]).delete()[0]
        case Kind.UNLABELLED:
            restored, whole = _label_again(act.changes["gone"]), len(act.changes["gone"])
        case _:
            versions = {int(key): version for key, version in act.changes.items()}
            restored, whole = unprepare_many(versions, by=by), len(versions)
    return restored, whole - restored


def _give_back(changes: Mapping[str, Sequence[int | None]], *, by: User) -> int:
    """Each file to who looked after it before, where the act's own word still stands.

    Nobody gets one that they were kept off meanwhile.
    """
    keys = [int(key) for key in changes]
    _hold(keys)
    now, off = _locked(keys), Recusal.objects.readers_off(keys)
    befores = {int(key): old for key, (old, new) in changes.items() if now.get(int(key)) == new}
    people = {key: old for key, old in befores.items() if old not in off.get(key, ())}
    _give(people, by=by)
    return len(people)


def _label_again(gone: Sequence[Sequence[Any]]) -> int:
    """The labels that were taken off, but those that were put on again or removed since."""
    rows = [Labelling(label_id=label, application_id=key, by_id=by) for label, key, by in gone]
    _hold([row.application_id for row in rows])
    labels = {row.label_id for row in rows}
    files = {row.application_id for row in rows}
    there = set(
        Labelling.objects.filter(label__in=labels, application__in=files).values_list(
            "label", "application"
        )
    )
    known = set(Label.objects.filter(pk__in=labels).values_list("pk", flat=True))
    new = [
        row
        for row in rows
        if row.label_id in known and (row.label_id, row.application_id) not in there
    ]
    Labelling.objects.bulk_create(new, BLOCK, ignore_conflicts=True)
    return len(new)


def ask_all(files: Collection[int], *, by: User, questions: Collection[str], words: str) -> int:
    """Ask of each file what it may be asked of these questions; how many people were asked.

    A file that left the desk, that was asked already, that shows none of these questions or that
    `by` does not read stays as it is.
    """
    asked = 0
    for application in Application.objects.filter(pk__in=files).select_related("stop"):
        try:
            ask(application, by=by, questions=questions, words=words)
        except ValidationError:
            continue
        asked += 1
    return asked
