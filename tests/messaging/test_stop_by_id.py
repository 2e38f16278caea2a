"""STOP from somebody whom Meta names by id only: it holds for their telephone, confirmed once."""

from typing import Any

import pytest

from messaging.actions.correspondents import known
from messaging.actions.threads import attach
from messaging.models import Correspondent, Message, OptOut
from tests.cast import Cast, phone_of
from tests.messaging.talking import UNKNOWN, heard, sent_to

ID = "MA.Abc491208655302741918"


def writes(text: str, sender: Correspondent, **more: Any) -> None:
    heard(
        ID, text, channel="whatsapp", sender=sender, provider_id=f"wamid.{text}.{len(more)}", **more
    )


def refusing() -> list[str]:
    return sorted(OptOut.objects.in_force().values_list("address", flat=True))


def confirmations() -> list[tuple[str, str, str]]:
    events = ("refusal_confirmed", "welcome_back")
    return list(
        Message.objects.filter(event__in=events)
        .order_by("pk")
        .values_list("event", "channel", "address")
    )


def test_stop_holds_for_the_telephone_to_which_the_answered_message_went(cast: Cast) -> None:
    sent_to(cast["AP1"], cast.stop, address=UNKNOWN, provider_id="wamid.out", channel="whatsapp")
    sender = known(user_id=ID)
    writes("STOP", sender, reply_to="wamid.out")
    writes("توقف", sender, reply_to="wamid.out")
    assert refusing() == [UNKNOWN, ID]
    assert confirmations() == [("refusal_confirmed", "whatsapp", ID)]
    writes("START", sender, reply_to="wamid.out")
    assert (refusing(), confirmations()[1:]) == ([], [("welcome_back", "whatsapp", ID)])


def test_stop_holds_for_the_telephone_of_whoever_staff_found_behind_it(cast: Cast) -> None:
    known(user_id=ID)
    Correspondent.objects.update(person=cast["AP1"])
    writes("STOP", known(user_id=ID))
    assert refusing() == [phone_of("AP1"), ID]
    assert Message.objects.get(event="refusal_confirmed").person == cast["AP1"]


@pytest.mark.usefixtures("cast")
def test_a_telephone_that_is_learnt_later_refuses_too() -> None:
    writes("STOP", known(user_id=ID))
    assert refusing() == [ID]
    sender = known(user_id=ID, phone=UNKNOWN)
    assert (refusing(), len(confirmations())) == ([UNKNOWN, ID], 1)
    writes("START", sender)
    assert refusing() == []


def test_whoever_staff_find_behind_an_id_refuses_by_telephone_too(cast: Cast) -> None:
    post = heard(ID, "STOP", channel="whatsapp", sender=known(user_id=ID))
    attach(post.thread, person=cast["AP1"], stop=cast.stop, by=cast["RS1"])
    assert (refusing(), len(confirmations())) == ([phone_of("AP1"), ID], 1)


def test_an_unknown_telephone_that_refused_says_nothing_of_the_others_of_its_person(
    cast: Cast,
) -> None:
    post = heard(UNKNOWN, "STOP")
    attach(post.thread, person=cast["AP1"], stop=cast.stop, by=cast["RS1"])
    assert refusing() == [UNKNOWN]
