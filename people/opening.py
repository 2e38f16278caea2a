"""Who works for a stop, and what its people agree to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from people.models import ConsentText, Membership
from programs.opening import Preparation

if TYPE_CHECKING:
    from programs.models import Stop

Role = Membership.Role


def preparations(stop: Stop) -> list[Preparation]:
    """The team of its center, and the texts that people agree to when they apply."""
    return [_team(stop), _consents(stop)]


def _team(stop: Stop) -> Preparation:
    held = Membership.objects.filter(center=stop.center_id, user__is_active=True).aggregate(
        working=Count("user", filter=Q(role__in=Membership.CENTER_ROLES), distinct=True),
        experts=Count("user", filter=Q(role=Role.EXPERT), distinct=True),
    )
    working, experts = held["working"], held["experts"]
    there = [
        ngettext("%(count)d person in the team", "%(count)d people in the team", working)
        % {"count": working},
        ngettext("%(count)d expert", "%(count)d experts", experts) % {"count": experts},
    ]
    missing = ""
    if working < 2:  # noqa: PLR2004  one reads, another looks again
        missing = _("A second person of the center is needed: one reads, another looks again.")
    return Preparation("team", gettext_lazy("Team"), "people", 80, " · ".join(there), missing)


def _consents(stop: Stop) -> Preparation:
    texts = ConsentText.in_force()
    lacks = () if ConsentText.Purpose.PROCESSING in texts else (_("consent texts"),)
    missing = _("There is no text that people agree to.") if lacks else ""
    if not missing and not stop.center.declaration:
        missing = _(
            "The center has no CNDP number yet, which the national coordination writes: "
            "the texts say that it is being registered."
        )
    return Preparation(
        "consents",
        gettext_lazy("Consent texts"),
        "shield",
        100,
        there=" · ".join(text.get_purpose_display() for text in texts.values()),
        missing=missing,
        lacks=lacks,
        url=reverse("admin:people_consenttext_changelist"),
    )
