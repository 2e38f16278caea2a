"""What a person's own pages say of partners: the way to them, and who may read of the person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partners.models import Referral
from people.agenda import Thing

if TYPE_CHECKING:
    from people.models import Participation


def of_participation(participation: Participation) -> list[Thing]:
    """The way to the partners of the stop, with how many doors are open."""
    if not participation.stop.partners.exists():
        return []
    doors = Referral.objects.open_doors().filter(participation=participation).count()
    context = {"stop": participation.stop, "doors": doors}
    return [Thing("partners/doors/parts/way.html", context)]
