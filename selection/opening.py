"""What the selection must have said before a stop opens: criteria, and better the shares too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from programs.opening import Preparation
from selection.models import Criterion, Target

if TYPE_CHECKING:
    from programs.models import Stop


def preparations(stop: Stop) -> list[Preparation]:
    """By which criteria the files of `stop` are read, and the least shares that it wants."""
    return [_criteria(stop), _shares(stop)]


def _criteria(stop: Stop) -> Preparation:
    names = [criterion.name for criterion in Criterion.objects.filter(stop=stop)]
    return Preparation(
        "criteria",
        gettext_lazy("Criteria of the selection"),
        "check",
        40,
        there=" · ".join(names),
        missing="" if names else _("Nobody can know yet by what the files are read."),
        lacks=() if names else (_("criteria of the selection"),),
        url=reverse("review:criteria", args=[stop.slug]),
    )


def _shares(stop: Stop) -> Preparation:
    count = Target.objects.filter(selection__stop=stop).count()
    there = ngettext("%(count)d least share", "%(count)d least shares", count) % {"count": count}
    return Preparation(
        "shares",
        gettext_lazy("Shares of the places"),
        "figures",
        60,
        there=there if count else "",
        missing="" if count else _("No least share is wanted: places go by the score alone."),
        url=reverse("choosing:targets", args=[stop.slug]),
    )
