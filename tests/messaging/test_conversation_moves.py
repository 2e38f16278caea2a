"""What the team does with a conversation, each once, however many do it together."""

from datetime import timedelta
from threading import Event

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from messaging.actions import threads as moves
from messaging.actions.correspondents import known as whoever
from messaging.models import Correspondent, Message, Post, Thread, ThreadEvent
from tests.applications.test_candidacy_actions import at_once
from tests.cast import Cast, gather, phone_of
from tests.crew import blocked, together, wait
from tests.messaging.talking import UNKNOWN, by_whatsapp, heard, known, sent_to


def refused(move: object, **values: object) -> str:
    """The code with which a move is refused."""
    with pytest.raises(ValidationError) as refusal:
        move(**values)  # type: ignore[operator]
    return str(refusal.value.code)


def test_an_unknown_thread_goes_into_the_one_of_its_person_and_the_number_is_known_from_then_on(
    cast: Cast,
) -> None:
    known(cast)
    own = heard(phone_of("AP1"), "من رقمي").thread
    other = heard(UNKNOWN, "من رقم أختي").thread
    joined = moves.attach(other, person=cast["AP1"], stop=cast.stop, by=cast["RS1"])
    again = heard(UNKNOWN, "مرة أخرى")
    assert (joined, again.thread) == (own, own)
    assert list(own.posts.values_list("text", flat=True)) == ["من رقمي", "من رقم أختي", "مرة أخرى"]
    assert (Thread.objects.count(), Thread.objects.get().unread) == (1, 3)


def test_an_e_mail_address_is_learned_too(cast: Cast) -> None:
    thread = heard("sister@example.org", channel="email").thread
    joined = moves.attach(thread, person=cast["AP1"], stop=cast.stop, by=cast["RS1"])
    assert heard("sister@example.org", "2", channel="email").thread == joined


def test_what_was_answered_to_an_unknown_number_goes_with_it(cast: Cast) -> None:
    thread = heard(UNKNOWN).thread
    message = sent_to(cast["AP2"], cast.elsewhere)
    Message.objects.update(person=None, stop=None, thread=thread)
    joined = moves.attach(thread, person=cast["AP1"], stop=cast.stop, by=cast["RS1"])
    message.refresh_from_db()
    assert (message.thread, message.person, message.stop) == (joined, cast["AP1"], cast.stop)


def test_metas_own_id_is_learned(cast: Cast) -> None:
    sender = Correspondent.objects.create(user_id="MA.77")
    thread = heard("MA.77", channel="whatsapp", sender=sender).thread
    moves.attach(thread, person=cast["AP1"], stop=cast.stop, by=cast["RS1"])
    assert Correspondent.objects.get().person == cast["AP1"]


def test_a_second_attachment_is_refused(cast: Cast) -> None:
    thread = heard(UNKNOWN).thread
    values = {"thread": thread, "stop": cast.stop, "by": cast["RS1"]}
    moves.attach(thread, person=cast["AP1"], stop=cast.stop, by=cast["RS1"])
    assert refused(moves.attach, person=cast["AP2"], **values) == "moved"


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_ten_people_attach_and_the_number_goes_on_writing_nothing_is_lost() -> None:
    cast = gather()
    thread = heard(UNKNOWN, "0").thread

    def act(number: int) -> str:
        if number % 2:
            heard(UNKNOWN, str(number))
            return "written"
        moves.attach(
            thread, person=cast["AP1" if number % 4 else "AP2"], stop=cast.stop, by=cast["RS1"]
        )
        return "attached"

    done = at_once(act, 20, threads=10)
    assert (done.count("attached"), done.count("moved"), done.count("written")) == (1, 9, 10)
    assert (Post.objects.count(), Thread.objects.count()) == (11, 1)
    assert (Thread.objects.get().person_id is not None, Thread.objects.get().unread) == (True, 11)


def test_it_is_given_only_to_who_works_for_its_center(cast: Cast) -> None:
    known(cast)
    thread = by_whatsapp(cast).thread
    for code in ("RV", "EX1"):
        moves.assign(thread, to=cast[code], by=cast["RS1"])
    outsiders = [
        refused(moves.assign, thread=thread, to=cast[code], by=cast["RS1"])
        for code in ("RS2", "AP2", "PI")
    ]
    assert outsiders == ["hands", "hands", "hands"]
    assert [code for code in ("EX1", "EX2") if thread in Thread.objects.visible_to(cast[code])] == [
        "EX1"
    ]
    moves.assign(thread, to=None, by=cast["RS1"])
    assert thread not in Thread.objects.visible_to(cast["EX1"])


def test_it_is_put_off_until_its_day(cast: Cast) -> None:
    known(cast)
    thread = by_whatsapp(cast).thread
    now = timezone.now()
    moves.snooze(thread, until=now + timedelta(days=2), by=cast["RS1"])
    assert (Thread.objects.to_do().count(), Thread.objects.put_off().count()) == (0, 1)
    Thread.objects.update(snoozed_until=now - timedelta(minutes=1))
    assert (Thread.objects.to_do().count(), Thread.objects.put_off().count()) == (1, 0)
    for until in (now - timedelta(days=1), now + timedelta(days=500)):
        assert refused(moves.snooze, thread=thread, until=until, by=cast["RS1"]) == "past"


def test_it_is_not_closed_over_something_nobody_has_seen(cast: Cast) -> None:
    known(cast)
    first = by_whatsapp(cast)
    second = by_whatsapp(cast, "وأيضا")
    assert refused(moves.close, thread=first.thread, seen=first.pk, by=cast["RS1"]) == "moved"
    moves.close(first.thread, seen=second.pk, by=cast["RS1"])
    thread = Thread.objects.get()
    assert (thread.state, thread.unread) == ("closed", 0)
    assert refused(moves.close, thread=thread, seen=second.pk, by=cast["RS1"]) == "moved"
    assert (
        refused(
            moves.snooze, thread=thread, until=timezone.now() + timedelta(days=1), by=cast["RS1"]
        )
        == "moved"
    )
    moves.reopen(thread, by=cast["RS1"])
    assert refused(moves.reopen, thread=thread, by=cast["RS1"]) == "moved"


def test_reading_counts_as_far_as_one_has_read(cast: Cast) -> None:
    known(cast)
    first = by_whatsapp(cast)
    by_whatsapp(cast, "وأيضا")
    moves.mark_read(first.thread, seen=first.pk, by=cast["RS1"])
    assert Thread.objects.get().unread == 1
    moves.mark_read(first.thread, seen=first.pk + 10, by=cast["RS1"])
    moves.mark_unread(first.thread, by=cast["RS1"])
    assert Thread.objects.get().unread == 1


def test_each_move_is_kept_with_who_made_it(cast: Cast) -> None:
    known(cast)
    post = by_whatsapp(cast)
    moves.assign(post.thread, to=cast["EX1"], by=cast["RS1"])
    moves.close(post.thread, seen=post.pk, by=cast["EX1"])
    kept = ThreadEvent.objects.order_by("pgh_id").values_list(
        "state", "assigned_to", "pgh_context__metadata__user"
    )
    rs1, ex1 = cast["RS1"].pk, cast["EX1"].pk
    assert list(kept) == [("open", ex1, rs1), ("closed", ex1, ex1)]


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_attaching_while_the_same_person_writes_waits_for_nobody_crosswise() -> None:
    cast, begun = gather(), Event()
    thread = heard(
        UNKNOWN, channel="whatsapp", sender=whoever(phone=UNKNOWN, user_id="MA.1")
    ).thread

    def arriving() -> None:
        with transaction.atomic():
            sender = whoever(phone=UNKNOWN, user_id="MA.1")
            begun.set()
            wait(lambda: blocked() > 0)
            heard(UNKNOWN, "2", channel="whatsapp", sender=sender)

    def attaching() -> None:
        begun.wait(60)
        moves.attach(thread, person=cast["AP1"], stop=cast.stop, by=cast["RS1"])

    together([arriving, attaching])
    assert list(Post.objects.order_by("pk").values_list("text", "thread__person")) == [
        ("سلام", cast["AP1"].pk),
        ("2", cast["AP1"].pk),
    ]
