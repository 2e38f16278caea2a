"""Who should have an hour alone with an expert: live needs from 75 of 100 on, of who takes part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coaching.hours.missing import Wanted
from needs.models import Need
from needs.overview import STRONG

if TYPE_CHECKING:
    from programs.models import Stop


def wanted(stop: Stop) -> list[Wanted]:
    """Each of them once a theme, in one statement."""
    rows = Need.objects.filter(
        application__participation__stop=stop, state__in=Need.LIVE, level__gte=STRONG
    ).order_by()
    return [
        Wanted(*each)
        for each in rows.values_list(
            "application__participation", "theme", "application__province", "level"
        )
    ]
