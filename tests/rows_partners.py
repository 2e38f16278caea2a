"""The rows of partners in the table of doors: participants, institutions, teams, everybody."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from partners.doors import actions
from partners.doors.links import PASS
from partners.models import Offer, Profile, Promise, Referral
from programs.models import Stop
from tests.cast import Cast
from tests.doors import CENTER, Door, Place, Rule, everybody, of_stop, only
from tests.partners.arranged import bank, door, offer_of, promise_of, taking_part
from tests.rows_choosing import managers

CODE = "bank"


def center() -> Rule:
    """The center enters; the other region finds nothing; who works on no files is refused."""
    return {**only("", others="403"), "RS2": "404", **dict.fromkeys(CENTER.split(), "Y")}


def partners(outcome: str = "Y") -> Rule:
    """Who speaks for an institution; everybody else never has this page."""
    return {**only("", others="403"), "PI": outcome}


def mine(outcome: str = "Y") -> Rule:
    """AP1, who takes part; for anybody else there is nothing."""
    return {**only(""), "AP1": outcome}


def door_at(cast: Cast, stop: Stop, state: str = "open") -> Referral:
    """AP1's door to the bank."""
    place = taking_part(cast, "AP1", stop)
    known = Referral.objects.open_doors().filter(participation=place, partner=bank())
    return known.first() or door(place, state=state)


def at_door(*more: Any) -> Place:
    """Where AP1 reads of the bank, with the door open."""

    def where(cast: Cast, stop: Stop) -> list[Any]:
        door_at(cast, stop)
        return [stop.slug, *more]

    return where


def at_place(*more: Any) -> Place:
    """The same, with the door closed."""

    def where(cast: Cast, stop: Stop) -> list[Any]:
        taking_part(cast, "AP1", stop)
        return [stop.slug, *more]

    return where


def referral(state: str = "open") -> Place:
    """One door of the bank's list, in a state."""

    def where(cast: Cast, stop: Stop) -> list[Any]:
        found = door_at(cast, stop)
        told = {"answered_at": timezone.now()} if state != "open" else {}
        Referral.objects.filter(pk=found.pk).update(state=state, **told)
        return [found.pk]

    return where


def shown(cast: Cast, stop: Stop) -> list[Any]:
    """The code that AP1 shows at the stand."""
    return [PASS.make(actions.make_pass(door_at(cast, stop)).pk)]


def one_offer(*, desk: bool = True, state: str = "proposed") -> Place:
    """An offer of the bank, in a state."""

    def where(_cast: Cast, stop: Stop) -> list[Any]:
        known = Offer.objects.filter(stop=stop, partner=bank(), state=state).first()
        said: dict[str, Any] = {"reason": "Later"} if state == "declined" else {}
        found = known or offer_of(stop, state=state, **said)
        return [*([stop.slug] if desk else []), found.pk]

    return where


def one_promise(*, desk: bool) -> Place:
    """A promise of the bank."""

    def where(_cast: Cast, stop: Stop) -> list[Any]:
        found = Promise.objects.filter(stop=stop).first() or promise_of(stop)
        return [*([stop.slug] if desk else []), found.pk]

    return where


def page_waits(_cast: Cast, stop: Stop) -> list[Any]:
    """The page of the bank, with words that nobody has read."""
    Profile.objects.update_or_create(
        partner=bank(), center=stop.center, defaults={"proposed_at": timezone.now()}
    )
    return [stop.slug, CODE]


VERSION = {"version": "1"}
REFUSED = {**VERSION, "reason": "No branch there"}
PERSON = {
    "doors:all": Door(get=mine(), at=at_place()),
    "doors:one": Door(get=everybody(), at=at_door(CODE)),
    "doors:opening": Door(post=mine(), at=at_place(CODE), body=lambda _cast: VERSION),
    "doors:closing": Door(post=mine(), at=at_door(CODE)),
    "doors:code": Door(post=mine(), at=at_door(CODE)),
    "portal:who": Door(get=mine(), at=at_door()),
}
INSTITUTION = {
    "doors:shown": Door(get=partners(), post=partners(), at=shown),
    "referrals:all": Door(
        get=partners(), at=lambda cast, stop: referral()(cast, stop)[1:], shows="AP1"
    ),
    "referrals:one": Door(get=partners(), at=referral(), shows="AP1", counts=True),
    "referrals:taking": Door(post=partners(), at=referral(), body=lambda _cast: VERSION),
    "referrals:refusal": Door(post=partners(), at=referral(), body=lambda _cast: REFUSED),
    "referrals:financing": Door(post=partners(), at=referral("taken"), body=lambda _cast: VERSION),
    "referrals:note": Door(post=partners(), at=referral(), body=lambda _cast: {"note": "Call"}),
    "referrals:stand": Door(get=partners()),
    "offers:all": Door(get=partners()),
    "offers:new": Door(get=partners(), post=partners("422")),
    "offers:one": Door(get=partners(), at=one_offer(desk=False)),
    "offers:withdrawal": Door(post=partners(), at=one_offer(desk=False)),
    "promises:all": Door(get=partners(), post=partners("422")),
    "promises:deletion": Door(post=partners(), at=one_promise(desk=False)),
    "partner_pages:mine": Door(get=partners()),
    "partner_pages:keep": Door(get=partners(), post=partners(), at=of_stop(CODE)),
}
TEAM = {
    "partners_desk:all": Door(get=center(), at=of_stop()),
    "partners_desk:doors": Door(get=center(), at=of_stop()),
    "partners_desk:promising": Door(post=managers("422"), at=of_stop()),
    "partners_desk:deletion": Door(post=managers(), at=one_promise(desk=True)),
    "offers_desk:all": Door(get=center(), at=of_stop()),
    "offers_desk:one": Door(get=center(), at=one_offer()),
    "offers_desk:acceptance": Door(post=managers("422"), at=one_offer()),
    "offers_desk:refusal": Door(post=managers("422"), at=one_offer()),
    "offers_desk:undoing": Door(post=managers(), at=one_offer(state="declined")),
    "pages_desk:all": Door(get=center(), at=of_stop()),
    "pages_desk:one": Door(get=center(), post=managers(), at=of_stop(CODE)),
    "pages_desk:refusal": Door(post=managers(), at=page_waits),
}
TEXT = {
    "doors_desk:text": Door(
        get=only("RS1 RS2 NS SU", others="403"),
        post={**only("", others="403"), "NS": "422", "SU": "422"},
    ),
}
PUBLIC = {
    "partner_pages:public": Door(get=everybody(), at=of_stop(CODE)),
    "partner_pages:embedded": Door(get=everybody(), at=lambda _cast, stop: [CODE, stop.slug]),
}
DOORS = {
    "partners, for whoever takes part": PERSON,
    "an institution's own pages": INSTITUTION,
    "partners at the desk": TEAM,
    "the text of the doors": TEXT,
    "partners for everybody": PUBLIC,
}
