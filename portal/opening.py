"""How many people wait to be told that a stop opens, and where they live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.language import language_of_page, translated
from portal.models import Interest
from programs.opening import Preparation

if TYPE_CHECKING:
    from programs.models import Stop

MOST = 5  # provinces that are named


def preparations(stop: Stop) -> list[Preparation]:
    """Those who want to be told, by province; nothing once the stop has opened."""
    if not stop.is_to_come:
        return []
    by_province = (
        Interest.objects.filter(stop=stop)
        .values("province", *translated("province__name"))
        .annotate(count=Count("pk"))
        .order_by("-count")
    )
    rows = list(by_province)
    total = sum(row["count"] for row in rows)
    missing = ""
    if stop.state == stop.State.PREPARED and not stop.is_announced:
        missing = _("The public does not see the page yet: nobody can ask to be told.")
    words = ngettext(
        "%(count)d person wants to be told when it opens",
        "%(count)d people want to be told when it opens",
        total,
    ) % {"count": total}
    return [
        Preparation(
            "interest",
            gettext_lazy("Who waits for it"),
            "speak",
            110,
            ""
            if missing and not total
            else " · ".join([words, *(f"{_name(row)} {row['count']}" for row in rows[:MOST])]),
            missing,
        )
    ]


def _name(row: dict[str, object]) -> str:
    return str(row[f"province__name_{language_of_page()}"] or _("Another region"))
