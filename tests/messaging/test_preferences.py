"""STOP is honoured once and logged; a link scanner stops nothing."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from messaging.actions.preferences import is_start_word, is_stop_word, lift, refuse
from messaging.links import unsubscribe_url, wa_me
from messaging.models import Message, OptOut
from tests.cast import Cast, message_to
from tests.crew import together
from tests.messaging.talking import heard

PHONE = "+212699000001"


@pytest.mark.parametrize(
    "text",
    ["STOP", " stop. ", "Stop !!!", "ARRÊT", "arret", "توقف", "تَوَقَّف", "قف", "أوقف", "إيقاف",
     "STOP SMS", "7bes", "«STOP»", "🛑 stop 🙏", "désabonner", "ستوب", "حبس", "حبســـو"],
)  # fmt: skip
def test_a_word_that_stops(text: str) -> None:
    assert (is_stop_word(text), is_start_word(text)) == (True, False)


@pytest.mark.parametrize(
    "text",
    ["", "Je vous prie de stopper ma candidature", "Où est l'arrêt de bus ?", "لا تتوقف",
     "stop ou encore", "oui", "نعم", "cancel", "إلغاء", "non", "لا",
     "Est-ce que je dois dire stop", "stop " * 40],
)  # fmt: skip
def test_a_sentence_is_to_be_read(text: str) -> None:
    assert (is_stop_word(text), is_start_word(text)) == (False, False)


@pytest.mark.parametrize(
    "text", ["START", "start!", "ابدأ", "إبدأ", "ابدا", "Début", "REPRENDRE", "بدء"]
)
def test_a_word_that_starts_again(text: str) -> None:
    assert (is_stop_word(text), is_start_word(text)) == (False, True)


@pytest.mark.django_db
def test_a_refusal_is_new_once_and_is_kept_when_it_is_lifted() -> None:
    assert [refuse(PHONE, way="sms"), refuse(PHONE, way="whatsapp")] == [True, False]
    assert [lift(PHONE, way="sms"), lift(PHONE, way="sms")] == [True, False]
    assert refuse(PHONE, way="whatsapp") is True
    kept = [
        (each.way, each.lifted_way, each.lifted_at is None)
        for each in OptOut.objects.order_by("pk")
    ]
    assert kept == [("sms", "sms", False), ("whatsapp", "", True)]


@pytest.mark.django_db
def test_stop_and_start_are_confirmed_once_each_on_the_way_they_came() -> None:
    for _again in range(3):
        refuse(PHONE, way="sms")
    for _again in range(3):
        lift(PHONE, way="whatsapp")
    messages = list(
        Message.objects.order_by("pk").values_list(
            "channel", "address", "event", "language", "needed"
        )
    )
    assert messages == [
        ("sms", PHONE, "refusal_confirmed", "ar", True),
        ("whatsapp", PHONE, "welcome_back", "ar", True),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("way", ["email", "page", "staff"])
def test_what_is_said_on_a_page_is_confirmed_on_the_page(way: str) -> None:
    assert [refuse(PHONE, way=way), lift(PHONE, way=way), Message.objects.count()] == [
        True,
        True,
        0,
    ]


@pytest.mark.django_db
def test_stop_and_start_in_turns_are_confirmed_once_a_day() -> None:
    with time_machine.travel(datetime(2026, 11, 24, 10, tzinfo=UTC), tick=False) as clock:
        for _day in range(2):
            for _turn in range(3):
                refuse(PHONE, way="sms")
                lift(PHONE, way="sms")
            clock.shift(timedelta(days=1))
    assert [
        Message.objects.filter(event=each).count() for each in ("refusal_confirmed", "welcome_back")
    ] == [2, 2]


@pytest.mark.django_db
def test_what_was_said_last_holds_whatever_is_read_last() -> None:
    now = timezone.now()
    heard(PHONE, "START", at=now)
    heard(PHONE, "STOP", at=now - timedelta(seconds=5))
    assert OptOut.objects.in_force().count() == 0
    heard(PHONE, "STOP", at=now, provider_id="later")
    assert OptOut.objects.in_force().count() == 1


@pytest.mark.django_db
def test_an_e_mail_is_the_same_in_capitals() -> None:
    assert [refuse("A@Example.org", way="email"), refuse("a@example.org ", way="email")] == [
        True,
        False,
    ]


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_twenty_stops_at_once_are_one_refusal() -> None:
    told = together([partial(refuse, PHONE, way="sms")] * 20)
    assert sorted(told)[-2:] == [False, True]
    assert OptOut.objects.count() == 1


def address(message: Message) -> str:
    """The one-click address that a message carries, without its host."""
    return "/messages/stop/" + unsubscribe_url(message).split("/messages/stop/")[1]


def test_looking_stops_nothing_and_one_post_from_a_mail_server_does(cast: Cast) -> None:
    message = message_to(cast.application)
    scanner, mail_server = Client(), Client(enforce_csrf_checks=True)
    seen = [
        scanner.generic(method, address(message)).status_code for method in ["GET", "HEAD"] * 20
    ]
    assert (set(seen), OptOut.objects.count()) == ({200}, 0)
    page = scanner.get(address(message))
    assert (page["Cache-Control"], page["X-Robots-Tag"]) == (
        "private, no-store",
        "noindex, nofollow",
    )
    answers = [
        mail_server.post(address(message), {"List-Unsubscribe": "One-Click"}) for _again in range(2)
    ]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert list(OptOut.objects.values_list("address", "way")) == [(message.address, "email")]


def test_the_link_names_nobody_and_another_one_is_not_there(cast: Cast) -> None:
    message = message_to(cast.application)
    page = Client().get(address(message)).content.decode()
    assert (message.address in address(message) + page, message.address[4:] in page) == (
        False,
        False,
    )
    forged = [
        f"/messages/stop/{text}/"
        for text in (f"{message.pk}", f"{message.pk}.AAAA", "x.y", ".", "\N{NULL}1")
    ]
    assert {Client().post(each).status_code for each in forged} == {404}


def test_the_page_speaks_the_language_of_the_message(cast: Cast) -> None:
    message = message_to(cast.application)
    Message.objects.update(language="fr")
    assert '<html lang="fr"' in Client().get(address(message)).content.decode()


def test_a_ready_text_opens_in_whatsapp() -> None:
    assert wa_me(PHONE, "مرحبا FM-0001 & co") == (
        "https://wa.me/212699000001?text=%D9%85%D8%B1%D8%AD%D8%A8%D8%A7%20FM-0001%20%26%20co"
    )
