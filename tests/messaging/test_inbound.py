"""What arrived is read: in any order, once, and one that cannot be read stops no other."""

from contextlib import suppress
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, OperationalError
from django.utils import timezone
from pytest_django.fixtures import Settings

from messaging.actions import conversations, inbound
from messaging.actions.correspondents import known
from messaging.clock.inbound import forget_inbound, read_inbound
from messaging.http import meta_hook
from messaging.models import Correspondent, Inbound, Message, Post, Thread
from messaging.tasks.sweeping import sweep
from tests.messaging.making import sms
from tests.messaging.providers.hooks import NUMBER_ID, call, failed, message, status

ID = "MA.13491208655302741918"


@pytest.fixture(autouse=True)
def ours(settings: Settings) -> None:
    settings.WHATSAPP_NUMBER_ID = NUMBER_ID


def meta_calls(**value: Any) -> None:
    inbound.keep(meta_hook.split(call(**value)), provider="whatsapp")
    read_inbound()


def sent(**changes: Any) -> Message:
    sent_one = sms(channel="whatsapp")
    now = timezone.now()
    Message.objects.filter(pk=sent_one.pk).update(
        **({"state": "sending", "handed_at": now, "lease_until": now} | changes)
    )
    return sent_one


def state(of: Message) -> str:
    of.refresh_from_db()
    return of.state


@pytest.mark.django_db
@pytest.mark.parametrize("order", list(permutations(["sent", "delivered", "read"])))
def test_in_whatever_order_a_message_ends_as_read(order: tuple[str, ...]) -> None:
    one = sent()
    for step in order:
        meta_calls(statuses=[status("wamid.1", step, echo=one.echo)] * 2)
    assert (state(one), one.provider_id, Inbound.objects.count()) == ("read", "wamid.1", 3)


@pytest.mark.django_db
def test_a_failure_is_a_sentence_for_staff() -> None:
    one = sent(state="sent", provider_id="wamid.1")
    meta_calls(statuses=[failed("wamid.1", 131026)])
    assert (state(one), one.failure) == ("failed", "This number cannot receive WhatsApp messages.")


@pytest.mark.django_db
def test_a_voice_note_that_was_listened_to_is_read() -> None:
    one = sent(state="delivered", provider_id="wamid.1")
    meta_calls(statuses=[status("wamid.1", "played")])
    assert state(one) == "read"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "kind", "text", "media"),
    [
        (
            {"type": "audio", "audio": {"id": "9", "mime_type": "audio/ogg; codecs=opus"}},
            "voice",
            "",
            "9",
        ),
        (
            {"type": "image", "image": {"id": "9", "mime_type": "image/jpeg", "caption": "صورة"}},
            "picture",
            "صورة",
            "9",
        ),
        (
            {"type": "document", "document": {"id": "9", "filename": "plan.pdf"}},
            "file",
            "plan.pdf",
            "9",
        ),
        ({"type": "button", "button": {"text": "نعم", "payload": "x"}}, "text", "نعم", ""),
        (
            {"type": "interactive", "interactive": {"button_reply": {"id": "1", "title": "Oui"}}},
            "text",
            "Oui",
            "",
        ),
        (
            {"type": "location", "location": {"latitude": 34.03, "longitude": -5.0}},
            "text",
            "34.03, -5.0",
            "",
        ),
        (
            {
                "type": "contacts",
                "contacts": [{"name": {"formatted_name": "A"}, "phones": [{"phone": "06"}]}],
            },
            "text",
            "A 06",
            "",
        ),
        (
            {"type": "reaction", "reaction": {"message_id": "wamid.1", "emoji": "👍"}},
            "text",
            "👍",
            "",
        ),
        ({"type": "unsupported", "errors": [{"code": 131051}]}, "other", "", ""),
    ],
)
def test_whatever_somebody_sends_is_kept(
    words: dict[str, Any], kind: str, text: str, media: str
) -> None:
    meta_calls(messages=[message("wamid.in", **words)])
    post = Post.objects.get()
    assert (post.kind, post.text, post.media_id, post.address) == (
        kind,
        text,
        media,
        "+212699000001",
    )


@pytest.mark.django_db
def test_a_reaction_that_was_taken_back_is_nothing() -> None:
    meta_calls(messages=[message("wamid.in", type="reaction", reaction={"message_id": "wamid.1"})])
    assert (Post.objects.count(), Inbound.objects.filter(done_at=None).count()) == (0, 0)


@pytest.mark.django_db
def test_what_cannot_be_read_is_kept_and_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    real = conversations.receive

    def fragile(**what: Any) -> Post | None:
        if what["text"] == "bug":
            raise RuntimeError("a bug")
        return real(**what)

    monkeypatch.setattr(conversations, "receive", fragile)
    odd = [message("wamid.a", "x", timestamp="9" * 30), message("wamid.b", "y", timestamp="soon")]
    inbound.keep(
        meta_hook.split(
            call(messages=[*odd, message("wamid.c", "bug"), message("wamid.d", "good")])
        ),
        provider="whatsapp",
    )
    with pytest.raises(RuntimeError, match="a bug"):
        read_inbound()
    read_inbound()
    assert list(Post.objects.values_list("text", flat=True)) == ["good"]
    left = Inbound.objects.filter(done_at=None).order_by("key").values_list("key", "failure")
    form = "What arrived is not of the expected form."
    assert list(left) == [
        ("message:wamid.a", form),
        ("message:wamid.b", form),
        ("message:wamid.c", ""),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("trouble", [IntegrityError, Thread.DoesNotExist, SystemExit])
def test_what_could_not_be_kept_is_read_again_after_a_pause(
    monkeypatch: pytest.MonkeyPatch, trouble: type[BaseException]
) -> None:
    def race(**_what: Any) -> Post:
        raise trouble

    with monkeypatch.context() as broken, suppress(SystemExit):
        broken.setattr(conversations, "receive", race)
        meta_calls(messages=[message("wamid.1", "help")])
    read_inbound()
    assert (Post.objects.count(), Inbound.objects.filter(failure="", tries=1).count()) == (0, 1)
    with time_machine.travel(timezone.now() + timedelta(seconds=6)):
        read_inbound()
    assert (Post.objects.get().text, Inbound.objects.filter(done_at=None).count()) == ("help", 0)


@pytest.mark.django_db
def test_after_the_last_reading_it_is_broken_and_the_sweeper_says_so(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def race(**_what: Any) -> Post:
        raise IntegrityError

    monkeypatch.setattr(conversations, "receive", race)
    meta_calls(messages=[message("wamid.1", "help")])
    later = timezone.now()
    for tries in range(2, 7):
        later += timedelta(hours=7)
        with time_machine.travel(later):
            read_inbound()
            read_inbound()  # not before its time
        assert Inbound.objects.get().tries == tries
    assert Inbound.objects.get().failure == "What arrived could not be kept."
    caplog.clear()
    sweep()
    assert caplog.messages == ["Of what arrived within a day, 1 could not be read or kept."]


@pytest.mark.django_db
def test_somebody_without_a_telephone_is_known_by_metas_id() -> None:
    contact = {"profile": {"username": "@salma"}, "user_id": ID, "parent_user_id": "MA.ENT.1"}
    nameless = message("wamid.1", from_user_id=ID)
    del nameless["from"]
    meta_calls(contacts=[contact], messages=[nameless])
    correspondent = Correspondent.objects.get()
    assert (correspondent.user_id, correspondent.parent_id, correspondent.phone) == (
        ID,
        "MA.ENT.1",
        None,
    )
    assert (Post.objects.get().address, correspondent.wrote_at is not None) == (ID, True)


@pytest.mark.django_db
def test_a_telephone_that_is_learnt_later_is_the_same_person() -> None:
    meta_calls(contacts=[{"user_id": ID}], messages=[message("wamid.1", "first") | {"from": ID}])
    meta_calls(
        contacts=[{"user_id": ID, "wa_id": "212699000001"}], messages=[message("wamid.2", "second")]
    )
    correspondent = Correspondent.objects.get()
    assert (correspondent.user_id, correspondent.phone) == (ID, "+212699000001")
    assert list(Post.objects.values_list("address", flat=True)) == ["+212699000001"] * 2
    assert Post.objects.values("thread").distinct().count() == 1


@pytest.mark.django_db
def test_a_number_given_when_asked_is_learnt() -> None:
    card = {
        "type": "contacts",
        "origin": "contact_request",
        "contacts": [{"phones": [{"phone": "+212 699-000001"}]}],
    }
    meta_calls(contacts=[{"user_id": ID}], messages=[message("wamid.1") | card | {"from": ID}])
    assert Correspondent.objects.get().phone == "+212699000001"


@pytest.mark.django_db
def test_what_meta_calls_somebody_is_learnt_from_what_became_of_our_messages() -> None:
    meta_calls(statuses=[status("wamid.1", recipient_user_id=ID)])
    assert Correspondent.objects.values_list("phone", "user_id").get() == ("+212699000001", ID)


@pytest.mark.django_db
def test_two_rows_that_turn_out_to_be_one_person_become_one() -> None:
    early, late = timezone.now() - timedelta(days=2), timezone.now()
    Correspondent.objects.create(user_id=ID, wrote_at=early)
    Correspondent.objects.create(phone="+212699000001", wrote_at=late)
    correspondent = known(phone="+212699000001", user_id=ID)
    assert (Correspondent.objects.count(), correspondent.wrote_at) == (1, late)


@pytest.mark.django_db
def test_a_telephone_that_changed_hands_does_not_bring_its_owner_along() -> None:
    before = Correspondent.objects.create(
        user_id="MA.1", phone="+212699000001", wrote_at=timezone.now()
    )
    correspondent = known(phone="+212699000001", user_id="MA.2")
    before.refresh_from_db()
    assert (before.phone, correspondent.user_id, correspondent.phone, correspondent.wrote_at) == (
        None,
        "MA.2",
        "+212699000001",
        None,
    )
    moved = known(phone="+212699000009", user_id="MA.2")
    assert (moved.pk, moved.phone) == (correspondent.pk, "+212699000009")


@pytest.mark.django_db
def test_nothing_is_kept_longer_than_needed() -> None:
    now = timezone.now()
    for number, (done, failure) in enumerate([(29, ""), (31, ""), (31, "x"), (91, "x")]):
        at = now - timedelta(days=done)
        Inbound.objects.create(
            key=str(number),
            payload={},
            arrived_at=at,
            done_at=None if failure else at,
            failure=failure,
        )
    forget_inbound()
    assert sorted(Inbound.objects.values_list("key", flat=True)) == ["0", "2"]


@pytest.mark.django_db
def test_a_database_that_is_away_is_asked_once_a_round(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def away() -> None:
        calls.append(1)
        raise OperationalError

    monkeypatch.setattr(Inbound.objects, "waiting", away)
    read_inbound()
    assert len(calls) == 1
