"""What people write to us: each thing once, in the thread of person and stop, or in the tray."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError
from django.utils import timezone

from messaging.actions.conversations import say, stops_of
from messaging.models import Correspondent, OptOut, Post, Thread
from people.models import Participation, User
from tests.applications.test_candidacy_actions import at_once
from tests.cast import Cast, gather, phone_of
from tests.crew import together
from tests.messaging.talking import UNKNOWN, by_whatsapp, heard, known, sent_to, wrote

State = Thread.State


def test_the_same_thing_twice_is_kept_once(cast: Cast) -> None:
    known(cast)
    first, again = wrote(phone_of("AP1")), wrote(phone_of("AP1"))
    assert first is not None
    assert again is None
    assert list(Thread.objects.values_list("person", "stop", "unread")) == [
        (cast["AP1"].pk, cast.stop.pk, 1)
    ]


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_a_hundred_at_once_are_one_post() -> None:
    known(gather())

    def write(_number: int) -> bool:
        return wrote(phone_of("AP1"), provider_id="wamid.1") is not None

    kept = at_once(write, 100, threads=20)
    assert (kept.count(True), Post.objects.count(), Thread.objects.get().unread) == (1, 1, 1)


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_twenty_different_ones_at_once_from_an_unknown_number_share_a_thread() -> None:
    gather()
    together([partial(heard, UNKNOWN, f"رسالة {number}") for number in range(20)])
    assert list(Thread.objects.values_list("address", "unread")) == [(UNKNOWN, 20)]


def test_the_last_message_to_an_address_tells_who_writes(cast: Cast) -> None:
    sent_to(cast["AP1"], cast.stop, key="1", address=UNKNOWN)
    sent_to(cast["AP2"], cast.elsewhere, key="2", address=UNKNOWN)
    sent_to(cast["AP1"], cast.stop, key="3", address=UNKNOWN, state="failed")
    thread = heard(UNKNOWN).thread
    assert (thread.person, thread.stop) == (cast["AP2"], cast.elsewhere)


def test_an_answer_goes_to_the_thread_of_what_it_answers(cast: Cast) -> None:
    first = sent_to(cast["AP1"], cast.stop, key="1", address=UNKNOWN, provider_id="wamid.out")
    sent_to(cast["AP2"], cast.stop, key="2", address=UNKNOWN)
    assert heard(UNKNOWN, "1", reply_to="wamid.out").thread.person == cast["AP1"]
    assert heard(UNKNOWN, "2", reply_to=f"message-{first.pk}").thread.person == cast["AP1"]
    assert heard(UNKNOWN, "3", reply_to="message-٣").thread.person == cast["AP2"]


def test_a_known_correspondent_is_asked_first(cast: Cast) -> None:
    known(cast)
    sender = Correspondent.objects.create(user_id="MA.1", person=cast["AP2"])
    thread = heard("MA.1", channel="whatsapp", sender=sender).thread
    assert (thread.person, thread.stop) == (cast["AP2"], cast.stop)


def test_without_any_message_the_telephone_book_and_the_participation_tell(cast: Cast) -> None:
    Participation.objects.create(person=cast["AP1"], stop=cast.elsewhere)
    thread = heard(phone_of("AP1")).thread
    assert (thread.person, thread.stop) == (cast["AP1"], cast.elsewhere)
    assert heard("ZZC-AP1@example.org", channel="email").thread == thread


def test_several_people_on_one_telephone_wait_in_the_tray_of_their_stop(cast: Cast) -> None:
    User.objects.filter(pk=cast["AP2"].pk).update(phone=UNKNOWN)
    User.objects.filter(pk=cast["AP1"].pk).update(phone=UNKNOWN)
    for code in ("AP1", "AP2"):
        Participation.objects.create(person=cast[code], stop=cast.stop)
    thread = heard(UNKNOWN).thread
    assert (thread.person, thread.stop, thread.address) == (None, cast.stop, UNKNOWN)


def test_an_unknown_number_waits_in_the_tray_of_everybody(cast: Cast) -> None:
    thread = heard(UNKNOWN).thread
    assert (thread.person, thread.stop, thread.address) == (None, None, UNKNOWN)
    codes = ("AP1", "EX1", "RV", "RS1", "RS2", "NS", "PI", "SU")
    assert [code for code in codes if thread in Thread.objects.visible_to(cast[code])] == [
        "RV",
        "RS1",
        "RS2",
        "SU",
    ]


@pytest.mark.usefixtures("cast")
def test_somebody_without_any_stop_waits_in_the_tray() -> None:
    assert heard(phone_of("AP1")).thread.person is None


def test_no_thread_of_a_known_person_belongs_to_every_center(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="thread_is_with_somebody"):
        Thread.objects.create(person=cast["EX1"], stop=None)


@pytest.mark.parametrize("state", [State.SNOOZED, State.CLOSED])
def test_a_thread_opens_again_when_the_person_writes(cast: Cast, state: str) -> None:
    known(cast)
    thread = heard(phone_of("AP1")).thread
    later = timezone.now() + timedelta(days=1)
    Thread.objects.update(
        state=state, snoozed_until=later, unread=0, last_at=timezone.now() - timedelta(days=3)
    )
    post = heard(phone_of("AP1"), "encore")
    thread.refresh_from_db()
    assert (thread.state, thread.snoozed_until, thread.unread, thread.last_at) == (
        "open",
        None,
        1,
        post.written_at,
    )


def test_an_old_message_that_comes_late_does_not_turn_the_clock_back(cast: Cast) -> None:
    post = by_whatsapp(cast)
    late = by_whatsapp(cast, "قديم", at=timezone.now() - timedelta(hours=5))
    late.thread.refresh_from_db()
    assert (late.thread.last_at, Correspondent.objects.get().wrote_at) == (
        post.written_at,
        post.written_at,
    )


def test_nobody_writes_in_the_future(cast: Cast) -> None:
    post = by_whatsapp(cast, at=timezone.now() + timedelta(days=300))
    assert post.written_at <= timezone.now()


@pytest.mark.parametrize(
    ("channel", "word", "refused"),
    [("sms", "STOP", 1), ("whatsapp", "توقف", 1), ("web", "STOP", 0)],
)
def test_stop_is_honoured_and_stands_in_the_thread(
    cast: Cast, channel: str, word: str, refused: int
) -> None:
    known(cast)
    if channel == "web":
        say(person=cast["AP1"], stop=cast.stop, text=word, key="1")
    else:
        heard(phone_of("AP1"), word, channel=channel)
    assert (
        OptOut.objects.filter(address=phone_of("AP1"), way=channel, lifted_at=None).count()
        == refused
    )
    assert Post.objects.get().text == word


def test_start_lifts_a_refusal(cast: Cast) -> None:
    known(cast)
    heard(phone_of("AP1"), "stop")
    heard(phone_of("AP1"), "START")
    assert OptOut.objects.filter(lifted_at=None).count() == 0


def test_what_nobody_sees_is_left_out_and_very_long_texts_are_cut(cast: Cast) -> None:
    known(cast)
    assert heard(phone_of("AP1"), "a\x00b\u202ec\nd").text == "abc\nd"
    assert len(heard(phone_of("AP1"), "x" * 20_000).text) == 10_000


def test_what_is_typed_on_our_own_page_lands_in_the_same_thread_once(cast: Cast) -> None:
    known(cast)
    heard(phone_of("AP1"))
    for _tap in range(2):
        say(person=cast["AP1"], stop=cast.stop, text="من الموقع", key="7d9f")
    thread = Thread.objects.get()
    assert (thread.unread, list(thread.posts.values_list("channel", flat=True))) == (
        2,
        ["sms", "web"],
    )


def test_the_key_of_somebody_else_is_not_mine(cast: Cast) -> None:
    for code in ("AP1", "AP2"):
        say(person=cast[code], stop=cast.stop, text="سؤال", key="7d9f")
    assert Thread.objects.count() == 2


def test_the_stops_of_a_person_are_looked_up_one_by_one(cast: Cast) -> None:
    """Joined, everybody of a stop would be multiplied: 14 seconds for 500 people."""
    assert list(stops_of(cast["AP1"])) == []
    known(cast)
    heard(phone_of("AP1"))
    assert [stop.slug for stop in stops_of(cast["AP1"])] == ["fes"]
    assert str(stops_of(cast["AP1"]).query).count("JOIN") == 0
