"""The rules of coaching that a stop has set, taken over by another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coaching.models import CoachingRules
from programs.copying import Replaced

if TYPE_CHECKING:
    from programs.models import Stop


def copy(source: Stop, target: Stop) -> None:
    """The same rules, or the usual ones where the other stop has set none."""
    CoachingRules.objects.filter(stop=target).delete()
    own = CoachingRules.objects.filter(stop=source).first()
    if own:
        own.pk = target.pk
        own.save(force_insert=True)


def replaced(stop: Stop) -> Replaced:
    """The rules that it has set."""
    return Replaced([CoachingRules.objects.filter(stop=stop)])
