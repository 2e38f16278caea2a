"""How a stop reads and chooses, taken over by another stop: criteria, rules, least shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from programs.copying import Replaced, copied
from selection.models import Anchor, Criterion, Selection, Target

if TYPE_CHECKING:
    from programs.models import Stop

RULES = ("blind", "reviews", "days_to_appeal")


def copy(source: Stop, target: Stop) -> None:
    """The same criteria in the same words, the same rules, the same least shares."""
    own = Selection.objects.locked(target)
    _copy_criteria(source, target)
    rules = Selection.objects.filter(stop=source).first() or Selection()
    for name in RULES:
        setattr(own, name, getattr(rules, name))
    own.criteria_changed_at = timezone.now()
    own.save(update_fields=[*RULES, "criteria_changed_at"])
    Target.objects.filter(selection=own).delete()
    Target.objects.bulk_create(
        [copied(row, selection=own) for row in Target.objects.filter(selection__stop=source)]
    )


def _copy_criteria(source: Stop, target: Stop) -> None:
    Criterion.objects.filter(stop=target).delete()
    for criterion in Criterion.objects.filter(stop=source):
        anchors = list(Anchor.objects.filter(criterion=criterion))
        copied(criterion, stop=target).save()
        Anchor.objects.bulk_create([copied(anchor, criterion=criterion) for anchor in anchors])


def replaced(stop: Stop) -> Replaced:
    """Criteria and least shares are rows; rules are columns of the stop's selection."""
    own = Selection.objects.filter(pk=Selection.objects.locked(stop).pk)
    rows = [Criterion.objects.filter(stop=stop), Target.objects.filter(selection__stop=stop)]
    return Replaced(rows, [(own, RULES)])
