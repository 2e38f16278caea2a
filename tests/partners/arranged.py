"""Partners, doors, offers and promises, for the tests of partners."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.utils import timezone

from partners.doors.showing import ALL
from partners.models import DoorText, Offer, Promise, Referral
from people.models import Membership, Participation, User
from programs.models import Partner, Theme

if TYPE_CHECKING:
    from programs.models import Stop
    from tests.cast import Cast

DAY = timedelta(days=1)


def bank() -> Partner:
    """The institution of the cast, for which PI speaks."""
    return Partner.objects.get(code="bank")


def another(stop: Stop, code: str = "fund", **values: Any) -> tuple[Partner, User]:
    """One more institution beside a stop, and who speaks for it."""
    names = {f"name_{language}": code.title() for language in ("ar", "fr", "en")}
    partner = Partner.objects.create(**{"code": code, "kind": "guarantee", **names, **values})
    stop.partners.add(partner)
    user = User.objects.create_user(name=f"Of {code}", email=f"{code}@example.org", language="fr")
    Membership.objects.create(
        user=user, role=Membership.Role.PARTNER, center=stop.center, partner=partner
    )
    return partner, user


def taking_part(cast: Cast, code: str = "AP1", stop: Stop | None = None) -> Participation:
    """Somebody of the cast, who takes part in the stop with their file."""
    at = stop or cast.stop
    place = Participation.objects.get_or_create(stop=at, person=cast[code])[0]
    cast[code].applications.filter(stop=at).update(participation=place)
    return place


def door(participation: Participation, partner: Partner | None = None, **values: Any) -> Referral:
    """An open door, as the row alone."""
    state = values.get("state", "open")
    told: dict[str, Any] = {"text": DoorText.in_force(), "shows": list(ALL)}
    told |= {"answered_at": timezone.now()} if state != "open" else {}
    told |= {"reason": "No branch there"} if state == "refused" else {}
    return Referral.objects.create(
        participation=participation, partner=partner or bank(), **{**told, **values}
    )


def offer_of(stop: Stop, partner: Partner | None = None, **values: Any) -> Offer:
    """A training that is proposed for a week from now."""
    planned: dict[str, Any] = {
        "theme": Theme.objects.get(code="financing"),
        "title_ar": "ملف القرض",
        "title_fr": "Le dossier de crédit",
        "starts_on": timezone.localdate() + 7 * DAY,
        "starts_clock": time(10),
        "leader": "Nadia",
        "key": uuid4(),
    }
    provinces = values.pop("provinces", [])
    offer = Offer.objects.create(stop=stop, partner=partner or bank(), **{**planned, **values})
    offer.provinces.set(provinces)
    return offer


def promise_of(stop: Stop, partner: Partner | None = None, **values: Any) -> Promise:
    """Thirty files, each answered in fifteen days."""
    said = {"files": 30, "days": 15, "since": timezone.localdate() - 60 * DAY, "key": uuid4()}
    return Promise.objects.create(stop=stop, partner=partner or bank(), **{**said, **values})
