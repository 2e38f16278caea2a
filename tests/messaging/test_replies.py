"""A digit that answers an offer does what its link does, once; any other is for the team."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from applications.actions import confirm_place, give_up_place
from applications.clock import pass_places_on
from applications.models import Application
from core.rooms import offered
from core.sms_parts import sms_parts, sparing
from messaging.channels.base import channels
from messaging.models import Correspondent, Message, Post, Thread
from messaging.occasions import EVENTS
from messaging.words import render
from messaging.yes_no import asking, read
from tests.applications.test_candidacy_actions import at_once
from tests.cast import gather
from tests.kept import once
from tests.messaging.talking import heard, sent_to, wrote
from tests.selection.deciding import moves, opened, silent, state

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

    from tests.cast import Cast

PLACES = ["accepted", "place_offered", "place_reminder"]
SEATS = {"seat_offered", "seat_registered", "seat_waiting"}
SESSIONS = {"session_booked", "session_moved", "session_offered", "session_tomorrow"}
LATER = {"session_expert_away", "step_due", "workshop_moved", "workshop_soon", "workshop_tomorrow"}
ASKED = {*PLACES, *SEATS, *SESSIONS, *LATER}


@pytest.fixture(autouse=True)
def hearing(settings: Settings) -> None:
    """Both providers tell us what people write."""
    settings.WHATSAPP_APP_SECRET = settings.SMS_HOOK_SECRET = "app-secret"


@pytest.fixture
def offer(cast: Cast) -> Application:
    """A place whose offer has left by SMS; two people wait for one."""
    return offered_to_one(cast)[0]


@once
def offered_to_one(cast: Cast) -> list[Application]:
    return offered_by_sms(cast)


@pytest.fixture
def family(cast: Cast) -> list[Application]:
    """A mother and her daughter, to whom places are offered on one telephone."""
    return offered_to_two(cast)


@once
def offered_to_two(cast: Cast) -> list[Application]:
    mother, daughter = offered_by_sms(cast, accepted=2)[:2]
    Message.objects.filter(address=daughter.phone).update(address=mother.phone)
    return [mother, daughter]


def offered_by_sms(cast: Cast, **numbers: int) -> list[Application]:
    rows = opened(cast.stop, cast["RS1"], **numbers)
    left()
    return rows


def left() -> None:
    """What waits has been sent, by SMS."""
    by_now = {"state": "sent", "sent_at": timezone.now() - timedelta(hours=1)}
    Message.objects.filter(state="new").exclude(channel="email").update(channel="sms", **by_now)


def said() -> list[tuple[str, str]]:
    """What people were told about their answers, and where."""
    rows = Message.objects.filter(key__startswith="reply:").order_by("pk")
    return list(rows.values_list("event", "address"))


def to_read() -> list[tuple[str, str, int]]:
    """Every text that came, what it did, and how many the team has still to read."""
    posts = Post.objects.order_by("pk").select_related("thread")
    return [(post.text, post.did, post.thread.unread) for post in posts]


@pytest.mark.parametrize(
    ("text", "yes", "number"),
    [
        *((text, True, "") for text in ("1", "١", "۱", " 1 ", "1.", "1️⃣", "نعم", "نَعَم", "Oui !")),
        *((text, True, "") for text in ("yes", "OUI", "\u200f1", "نعم.")),
        *((text, False, "") for text in ("2", "٢", "(2)", "لا", "Non", "NO.")),
        ("1 FM-0142", True, "fm0142"),
        ("2 fm 0142", False, "fm0142"),
        ("نعم FM-٠١٤٢", True, "fm0142"),
    ],
)
def test_an_answer_is_read_in_any_digits_and_three_languages(
    text: str,
    yes: bool,  # noqa: FBT001
    number: str,
) -> None:
    answer = read(text)
    assert answer is not None
    assert (answer.yes, answer.number) == (yes, number)


@pytest.mark.parametrize("text", ["", "4", "11", "12", "je viens", "ok", "لا أعرف بعد " * 6])
def test_anything_else_is_no_answer(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize("text", ["1", "١", " 1 ", "1.", "نعم", "oui", "Yes"])
def test_yes_confirms_the_place_as_the_link_does(offer: Application, text: str) -> None:
    heard(offer.phone, text)
    assert state(offer) == "confirmed"
    assert moves(offer)[-1] == ("accepted", "confirmed")
    assert said() == [("place_confirmed", offer.phone)]
    assert to_read() == [(text.strip(), "Confirmed the place", 0)]


@pytest.mark.parametrize("text", ["2", "٢", "لا", "non", "No"])
def test_no_leaves_the_place_to_the_next_person(offer: Application, text: str) -> None:
    heard(offer.phone, text)
    following = Application.objects.get(stop=offer.stop, state="accepted")
    assert (state(offer), following.rank) == ("withdrawn", 1)
    assert said() == [("place_given_up", offer.phone)]
    assert to_read() == [(text, "Gave the place up", 0)]


def test_the_confirmation_is_short_in_their_language_and_at_any_hour(offer: Application) -> None:
    heard(offer.phone, "1")
    message = Message.objects.get(event="place_confirmed")
    assert message.body == f"ميكرولابس: تم تأكيد مقعدك، ملف {offer.reference}. شكرا لك!"
    assert (message.channel, message.urgent, message.needed) == ("sms", True, True)
    assert message.thread == Post.objects.get().thread
    assert sorted(message.context) == ["center", "reference", "stop"]  # no link that opens a file


def test_the_conversation_shows_what_the_digit_did(cast: Cast, offer: Application) -> None:
    post = heard(offer.phone, "1")
    page = cast.client("RS1").get(f"/desk/conversations/{post.thread_id}/").content.decode()
    assert page.count("Confirmed the place") == 1
    assert "A place was confirmed by a digit" in page


def test_twice_is_harmless_and_answered_once(offer: Application) -> None:
    for number in range(3):
        heard(offer.phone, "1", provider_id=f"sms:{number}")
    assert (state(offer), len(moves(offer))) == ("confirmed", 2)
    assert said() == [("place_confirmed", offer.phone)]
    assert to_read() == [("1", "Confirmed the place", 0)] * 3


def test_the_same_text_told_twice_by_the_provider_is_one(offer: Application) -> None:
    assert [wrote(offer.phone, "1") is None for _ in range(2)] == [False, True]
    assert said() == [("place_confirmed", offer.phone)]


def test_no_after_yes_gives_nothing_up_and_says_where_to_withdraw(offer: Application) -> None:
    heard(offer.phone, "1")
    heard(offer.phone, "2")
    assert (state(offer), said()[1:]) == ("confirmed", [("reply_refused", offer.phone)])
    assert to_read()[1:] == [("2", "", 1)]


def test_a_place_that_has_passed_on_is_not_taken_back_by_a_digit(offer: Application) -> None:
    silent(offer)
    Message.objects.update(sent_at=timezone.now() - timedelta(days=5))
    pass_places_on()
    left()
    heard(offer.phone, "1")
    assert (state(offer), said()) == ("lapsed", [("reply_refused", offer.phone)])
    assert to_read() == [("1", "", 1)]
    assert "انتهى أجل تأكيد هذا المقعد." in Message.objects.get(event="reply_refused").body


def test_of_two_files_on_one_telephone_only_the_named_one_is_answered(
    family: list[Application],
) -> None:
    mother, daughter = family
    heard(mother.phone, "1")
    assert ([state(mother), state(daughter)], said()) == (
        ["accepted", "accepted"],
        [("no_question", mother.phone)],
    )
    assert Post.objects.get().thread.unread == 1
    heard(mother.phone, f"1 {daughter.reference}")
    assert [state(mother), state(daughter)] == ["accepted", "confirmed"]
    assert Post.objects.latest("pk").thread.person == daughter.applicant
    heard(mother.phone, "2")  # one is left, and what was said since was about answers
    assert [state(mother), state(daughter)] == ["withdrawn", "confirmed"]


def test_what_to_write_is_said_once_a_day(family: list[Application]) -> None:
    mother, daughter = family
    for number in range(3):
        heard(mother.phone, "1", provider_id=f"sms:{number}")
    words = Message.objects.get(event="no_question").body
    assert (words.endswith(f": 1 {daughter.reference}"), Thread.objects.get().unread) == (True, 3)


def test_a_digit_in_another_talk_is_an_ordinary_message(cast: Cast) -> None:
    sent_to(cast["AP1"], cast.stop)
    heard(str(cast["AP1"].phone), "1")
    assert (said(), to_read()) == ([], [("1", "", 1)])


def test_after_another_word_of_ours_a_bare_digit_decides_nothing(offer: Application) -> None:
    person = offer.applicant
    assert person is not None
    sent_to(person, offer.stop, event="answer", key="answer:1", body="Vous venez à 1 ou à 2 ?")
    heard(offer.phone, "2")
    assert (state(offer), said()) == ("accepted", [("no_question", offer.phone)])
    heard(offer.phone, f"1 {offer.reference}")
    assert state(offer) == "confirmed"


def test_a_quoted_offer_is_the_one_that_is_answered(family: list[Application]) -> None:
    mother, daughter = family
    Message.objects.update(channel="whatsapp")
    Message.objects.filter(person=mother.applicant).update(provider_id="wamid.1")
    Correspondent.objects.create(phone=mother.phone)
    heard(mother.phone, "1", channel="whatsapp", reply_to="wamid.1")
    assert [state(mother), state(daughter)] == ["confirmed", "accepted"]


def test_another_number_of_the_same_person_decides_nothing(offer: Application) -> None:
    Correspondent.objects.create(phone="+212699555555", person=offer.applicant)
    heard("+212699555555", "1")
    assert (state(offer), said(), to_read()) == ("accepted", [], [("1", "", 1)])


def test_what_was_written_before_the_offer_does_not_answer_it(offer: Application) -> None:
    heard(offer.phone, "1", at=timezone.now() - timedelta(hours=3))
    assert (state(offer), said()) == ("accepted", [])


def test_where_nobody_hears_no_digit_is_asked_for(settings: Settings, cast: Cast) -> None:
    settings.SMS_HOOK_SECRET = ""
    opened(cast.stop, cast["RS1"])
    assert "1=" not in Message.objects.get(event="accepted").body


@pytest.mark.parametrize("code", PLACES)
def test_an_offer_asks_for_a_digit_where_it_is_heard(code: str) -> None:
    words = render(code, language="fr", context=EVENTS[code].samples, stop=None)
    line = "Ou répondez\u00a0: 1 = je viens, 2 = je ne peux pas"
    asked = {
        name: line in channels()[name].lay_out(words, EVENTS[code])[1]
        for name in ("sms", "whatsapp", "email", "by_hand")
    }
    assert asked == {"sms": True, "whatsapp": True, "email": False, "by_hand": False}


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_with_its_digits_every_text_fits_two_sms(language: str) -> None:
    parts: dict[str, Any] = {}
    for code in asking():
        words = render(code, language=language, context=EVENTS[code].samples, stop=None)
        _none, text = channels()["sms"].lay_out(words, EVENTS[code])
        parts[code] = sms_parts(sparing(text)).count
    assert {code: count for code, count in parts.items() if count > 2} == {}
    assert set(parts) == ASKED


def test_every_occasion_that_asks_is_acted_on_and_no_other() -> None:
    acted_on = sorted(code for table in offered("replies", "REPLIES") for code in table)
    assert (set(acted_on), set(asking())) == (ASKED, ASKED)


def outcome_of(number: int, application: Application) -> str:
    """One hand of many: a digit, the link, or the clock."""
    if number == 0:
        wrote(application.phone, "1")
        return "digit"
    if number == 1:
        pass_places_on()
        return "clock"
    try:
        confirm_place(application) if number == 2 else give_up_place(application)
    except ValidationError as refusal:
        return str(refusal.code)
    return "link"


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("hands", [2, 3, 4])
def test_a_digit_the_clock_and_the_links_at_once_move_the_place_once(
    hands: int, settings: Settings
) -> None:
    settings.SMS_HOOK_SECRET = "app-secret"
    cast = gather()
    application = offered_by_sms(cast)[0]
    silent(application)
    Message.objects.update(sent_at=timezone.now() - timedelta(days=5))
    at_once(lambda number: outcome_of(number, application), hands, threads=hands)
    ended = state(application)
    digit = Post.objects.get()
    assert len(moves(application)) == 2  # to accepted, and one more
    assert (ended == "confirmed") == (digit.did == "Confirmed the place")
    assert said() == [
        ("place_confirmed" if ended == "confirmed" else "reply_refused", application.phone)
    ]
    seated = Application.objects.filter(stop=cast.stop, state__in=("accepted", "confirmed"))
    assert seated.count() == 1
