"""Two at once: one offer, one draft, one door, one answer; a closed door lets no answer through."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from core.spoken import LANGUAGES
from messaging.models import Message
from partners.access import Place
from partners.doors import actions
from partners.models import DoorPass, DoorText, Offer, Referral
from partners.offers import actions as offers
from programs.models import Theme
from tests.applications.test_candidacy_actions import at_once
from tests.cast import gather
from tests.partners.arranged import bank, door, offer_of, taking_part
from workshops.models import Workshop

if TYPE_CHECKING:
    from tests.cast import Cast

MANY = 12
State = Referral.State
TEXTS = {"title_ar": "ملف القرض", "title_fr": "Le dossier de crédit"}


def told() -> list[str]:
    """Which answers of partners wait to be sent."""
    rows = Message.objects.filter(event__startswith="referral", state="new")
    return list(rows.values_list("event", flat=True))


@pytest.mark.django_db(transaction=True)
def test_a_door_opened_twelve_times_at_once_is_one_door() -> None:
    place, text = taking_part(gather()), DoorText.in_force()
    assert text is not None
    opened = at_once(lambda _n: actions.open_door(place, bank(), text=text).pk, MANY)
    assert (len(set(opened)), Referral.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_of_two_texts_at_once_one_is_in_force_and_the_other_is_asked_to_read_it_first() -> None:
    gather()

    def write(number: int) -> int:
        words = dict.fromkeys(LANGUAGES, f"{number} {{partner}} {{center}} {{contact}}")
        return actions.write_text(words, seen=1).version

    outcomes = at_once(write, MANY)
    assert sorted(map(str, outcomes)) == sorted(["2", *["state"] * (MANY - 1)])


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_one_counts_and_one_is_told() -> None:
    cast = gather()
    own = door(taking_part(cast))
    said = [(State.TAKEN, ""), (State.REFUSED, "Too early")]

    def answer(number: int) -> str:
        to, reason = said[number % 2]
        return actions.answer(own, to, by=cast["PI"], version=1, reason=reason).state

    outcomes = at_once(answer, MANY)
    own.refresh_from_db()
    assert sorted(map(str, outcomes)) == sorted([own.state, *["state"] * (MANY - 1)])
    assert told() == [f"referral_{own.state}"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(5))
def test_beside_an_answer_a_closed_door_is_closed_and_nothing_is_said(turn: int) -> None:
    cast = gather()
    own = door(taking_part(cast))

    def act(number: int) -> object:
        if number % 2 == turn % 2:
            return actions.close_door(own)
        return actions.answer(own, State.TAKEN, by=cast["PI"], version=1).state

    at_once(act, MANY)
    own.refresh_from_db()
    assert (own.is_open, told()) == (False, [])


@pytest.mark.django_db(transaction=True)
def test_a_code_scanned_by_several_at_once_opens_once() -> None:
    own = actions.make_pass(door(taking_part(gather())))
    assert sorted(at_once(lambda _n: actions.use_pass(own), MANY), key=bool) == [
        *[False] * (MANY - 1),
        True,
    ]
    assert DoorPass.objects.get().used_at is not None


def _propose(cast: Cast) -> list[object]:
    key, place = uuid4(), Place(bank(), cast.stop)
    first = offer_of(cast.stop)
    values = {
        "theme": Theme.objects.get(code="financing"),
        "title_ar": "ملف القرض",
        "starts_on": first.starts_on,
        "starts_clock": first.starts_clock,
        "leader": "Nadia",
        "provinces": [],
    }
    first.delete()
    return at_once(lambda _n: offers.propose(place, values, by=cast["PI"], key=key).pk, MANY)


@pytest.mark.django_db(transaction=True)
def test_an_offer_proposed_twelve_times_at_once_is_one_offer() -> None:
    made = _propose(gather())
    assert (len(set(made)), Offer.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_accepted_twelve_times_at_once_it_becomes_one_draft() -> None:
    cast = gather()
    offer = offer_of(cast.stop)
    outcomes = at_once(lambda _n: offers.accept(offer, TEXTS, by=cast["RS1"]).state, MANY)
    assert sorted(map(str, outcomes)) == ["accepted", *["state"] * (MANY - 1)]
    assert Workshop.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_taken_back_beside_an_acceptance_one_of_both_counts() -> None:
    cast = gather()
    offer = offer_of(cast.stop)

    def act(number: int) -> object:
        if number % 2:
            return offers.take_back(offer).state
        return offers.accept(offer, TEXTS, by=cast["RS1"]).state

    outcomes = at_once(act, MANY)
    offer.refresh_from_db()
    assert sorted(map(str, outcomes)) == sorted([offer.state, *["state"] * (MANY - 1)])
    assert Workshop.objects.count() == (1 if offer.state == "accepted" else 0)
