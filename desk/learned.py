"""The lessons that a team took over, for the pages on which forms and hours are changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.models import Lesson
from programs.lessons import Learned

if TYPE_CHECKING:
    from collections.abc import Collection

    from programs.models import Stop

BY_HAND = (Lesson.Kind.FORM, Lesson.Kind.HOURS)


def learned(stops: Collection[Stop]) -> list[Learned]:
    """What was taken over of forms and hours, each once; one statement."""
    rows = Lesson.objects.filter(stop__in=stops, kind__in=BY_HAND, state=Lesson.State.TAKEN)
    return [Learned(about) for about in dict.fromkeys(rows.values_list("about", flat=True))]
