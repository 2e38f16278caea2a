"""A letter finds its way: its reader's channel and language, never to those who want no more."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from messaging.actions.letters import Letter, Reader, channel_for, write, write_many
from messaging.channels.base import Channel
from messaging.models import Message, OptOut, Preference, Wording
from messaging.occasions import EVENTS
from people.actions import record_consents, withdraw_consents
from people.models import Consent, User
from tests.cast import Cast

PHONE, EMAIL = "+212699000001", "amina@example.org"
BOTH = Reader(None, PHONE, EMAIL, "fr")


@pytest.fixture(autouse=True)
def gateway_of_sms(settings: Settings) -> None:
    settings.SMS_GATEWAY_URL = "http://127.0.0.1:9/"


def letter(event: str = "nudge", reader: Reader = BOTH, key: str = "k", **changes: Any) -> Letter:
    return Letter(key=key, event=event, reader=reader, context=EVENTS[event].samples, **changes)


def code(channel: Channel | None) -> str | None:
    return channel.code if channel else None


def ways(messages: list[Message]) -> list[tuple[str, str]]:
    return [(message.channel, message.address) for message in messages]


@pytest.mark.parametrize(
    ("phone", "email", "chosen", "gateway", "way"),
    [
        (PHONE, EMAIL, "", True, "sms"),
        (PHONE, EMAIL, "", False, "by_hand"),
        (PHONE, EMAIL, "email", True, "email"),
        (PHONE, "", "email", True, "sms"),
        (PHONE, "", "whatsapp", True, "sms"),
        ("", EMAIL, "", True, "email"),
        ("", EMAIL, "sms", True, "email"),
        ("", "", "", True, None),
    ],
)
def test_the_best_way(
    settings: Settings,
    phone: str,
    email: str,
    chosen: str,
    gateway: bool,  # noqa: FBT001  Django calls it so
    way: str | None,
) -> None:
    settings.SMS_GATEWAY_URL = "http://127.0.0.1:9/" if gateway else ""
    assert code(channel_for(Reader(None, phone, email, "ar"), Preference(channel=chosen))) == way


@pytest.mark.parametrize(
    ("phone", "email", "gateway", "way"),
    [
        (PHONE, "", False, "sms"),
        (PHONE, EMAIL, False, "email"),
        (PHONE, EMAIL, True, "sms"),
        ("", EMAIL, True, "email"),
    ],
)
def test_a_code_passes_through_nobodys_hands(
    settings: Settings,
    phone: str,
    email: str,
    gateway: bool,  # noqa: FBT001  Django calls it so
    way: str,
) -> None:
    settings.SMS_GATEWAY_URL = "http://127.0.0.1:9/" if gateway else ""
    assert code(channel_for(Reader(None, phone, email, "ar"), None, EVENTS["sign_in_code"])) == way


def test_what_has_no_short_text_goes_by_e_mail_only() -> None:
    assert code(channel_for(BOTH, None, EVENTS["digest"])) == "email"
    assert channel_for(Reader(None, PHONE, "", "fr"), None, EVENTS["digest"]) is None


@pytest.mark.django_db
def test_the_words_and_what_they_stand_for_are_kept_as_they_were_written() -> None:
    (sms,) = write(letter("receipt"))
    assert (sms.body, sms.subject) == (
        "Microlabs\xa0: votre candidature FM-0142 est bien arrivée. La suivre\xa0: https://labs.example.ma/my/2Zr6Q-n0m5cBvXk9tLwE4A",
        "",
    )
    assert (sms.context, sms.event) == (EVENTS["receipt"].samples, "receipt")
    assert (sms.needed, sms.urgent, sms.secret, sms.state) == (True, True, False, "new")


def test_a_later_wording_does_not_change_what_is_written(cast: Cast) -> None:
    (sms,) = write(letter("receipt", stop=cast.stop))
    Wording.objects.create(stop=cast.stop, event="receipt", short_fr="Autre {link}")
    (again,) = write(letter("receipt", stop=cast.stop))
    assert (again.pk, again.body) == (sms.pk, sms.body)
    (other,) = write(letter("receipt", stop=cast.stop, key="other"))
    assert other.body == "Autre https://labs.example.ma/my/2Zr6Q-n0m5cBvXk9tLwE4A"


@pytest.mark.django_db
def test_everywhere_is_by_telephone_and_by_e_mail() -> None:
    written = write(letter("receipt", everywhere=True))
    assert ways(written) == [("sms", PHONE), ("email", EMAIL)]
    assert [message.key for message in written] == ["k:sms", "k:email"]
    assert written[1].subject == "Nous avons reçu votre candidature"
    assert ways(
        write(letter("receipt", Reader(None, "", EMAIL, "fr"), key="mail", everywhere=True))
    ) == [("email", EMAIL)]


def test_everywhere_is_everywhere_for_somebody_who_chose_e_mail(cast: Cast) -> None:
    Preference.objects.create(person=cast["AP1"], channel="email")
    messages = write(letter("receipt", Reader.of(cast["AP1"]), everywhere=True))
    assert [message.channel for message in messages] == ["sms", "email"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("event", "count"), [("nudge", 0), ("group", 0), ("receipt", 1), ("sign_in_code", 1)]
)
def test_a_refused_address_gets_only_what_is_needed(event: str, count: int) -> None:
    OptOut.objects.create(address=PHONE, way="sms")
    assert len(write(letter(event))) == count


@pytest.mark.django_db
def test_a_refusal_that_was_lifted_is_over() -> None:
    OptOut.objects.create(address=PHONE, way="sms", lifted_at="2026-11-01T10:00Z")
    assert ways(write(letter())) == [("sms", PHONE)]


@pytest.mark.parametrize(("event", "count"), [("group", 0), ("receipt", 1)])
def test_who_wants_only_what_is_needed_gets_only_that(cast: Cast, event: str, count: int) -> None:
    Preference.objects.create(person=cast["AP1"], only_needed=True)
    assert len(write(letter(event, Reader.of(cast["AP1"])))) == count


def reminded(cast: Cast, person: User) -> list[int]:
    """How many reminders are written to a person: about the stop, about another one, about none."""
    stops = {"here": cast.stop, "elsewhere": cast.elsewhere, "nowhere": None}
    return [
        len(write(letter("group", Reader.of(person), key=key, stop=stop)))
        for key, stop in stops.items()
    ]


def test_who_was_asked_is_reminded_only_where_they_agreed(cast: Cast) -> None:
    record_consents(cast["AP1"], stop=cast.stop, purposes=["processing", "reminders"])
    record_consents(cast["AP1"], stop=cast.elsewhere, purposes=["processing"])
    assert reminded(cast, cast["AP1"]) == [1, 0, 1]


def test_who_took_it_back_is_not_reminded(cast: Cast) -> None:
    record_consents(cast["AP1"], stop=cast.stop, purposes=["processing", "reminders"])
    withdraw_consents(cast["AP1"], stop=cast.stop, purposes=["reminders"])
    assert reminded(cast, cast["AP1"]) == [0, 1, 0]


def test_who_was_never_asked_may_be_written_to(cast: Cast) -> None:
    assert Consent.objects.filter(person=cast["EX1"]).count() == 0
    assert reminded(cast, cast["EX1"]) == [1, 1, 1]


def statements(cast: Cast, count: int) -> int:
    people = [
        User.objects.create_user(name="A", phone=f"+2126990{number:05}", language="fr")
        for number in range(Message.objects.count(), Message.objects.count() + count)
    ]
    letters = [
        letter("group", Reader.of(each), key=f"group:{each.pk}", stop=cast.stop) for each in people
    ]
    letters += [
        letter("nudge", Reader.of(each), key=f"nudge:{each.pk}", stop=cast.stop) for each in people
    ]
    with CaptureQueriesContext(connection) as queries:
        assert write_many(letters) == 2 * count
    return len(queries)


def test_many_cost_as_many_statements_as_one(cast: Cast) -> None:
    assert statements(cast, 1) == statements(cast, 40)
