"""What whoever leads a workshop reads of those who come: their kind, and what they need."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from applications.models import Application
from needs.models import Need
from people.in_short import InShort

if TYPE_CHECKING:
    from collections.abc import Collection


def in_short(participations: Collection[int]) -> dict[int, InShort]:
    """The kind and the open needs, the greatest first, by participation."""
    files = Application.objects.filter(participation__in=participations)
    themes = defaultdict(list)
    live = Need.objects.filter(application__in=files.values("pk"), state__in=Need.LIVE)
    for need in live.select_related("theme").order_by("-level", "theme"):
        themes[need.application_id].append(need.theme.name)
    kinds = dict(Application.Kind.choices)
    rows = files.order_by().values_list("participation", "pk", "kind")
    return {place: InShort(kinds.get(kind, ""), tuple(themes[pk])) for place, pk, kind in rows}
