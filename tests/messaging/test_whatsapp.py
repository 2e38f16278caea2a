"""WhatsApp: free texts within a day of a person's last word, then templates; files; refusals."""

from datetime import timedelta
from functools import cache
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from pytest_django.fixtures import Settings

from core.calling import NotSent, UnknownFate
from messaging.actions.answers import answer
from messaging.actions.correspondents import known
from messaging.channels import base as channels
from messaging.http import whatsapp
from messaging.http.graph import MEANINGS
from messaging.http.templates import template_of, templates
from messaging.models import Correspondent, Message
from messaging.occasions import EVENTS
from messaging.tasks import delivery
from tests.cast import Cast
from tests.messaging.providers.meta import refusal
from tests.messaging.providers.server import Providers
from tests.messaging.talking import heard

PHONE = "+212699000001"
CONTEXT = {"reference": "FM-0142", "link": "https://labs.example.ma/my/abc/"}


@pytest.fixture(autouse=True)
def approved(providers: Providers) -> None:
    providers.meta.templates = [*all_approved()]


@cache
def all_approved() -> list[dict[str, Any]]:
    return [each.to_create() | {"status": "APPROVED"} for each in templates()]


def letter(**changes: Any) -> Message:
    known = {
        "key": "receipt:1",
        "event": "receipt",
        "channel": "whatsapp",
        "address": PHONE,
        "language": "ar",
    }
    return Message.objects.create(
        **({"body": "توصلنا بطلبكم", "context": CONTEXT} | known | changes)
    )


def wrote(providers: Providers, hours: float = 1, address: str = PHONE) -> None:
    name = "phone" if address.startswith("+") else "user_id"
    Correspondent.objects.create(
        **{name: address, "wrote_at": timezone.now() - timedelta(hours=hours)}
    )
    providers.meta.wrote[address.removeprefix("+")] = timezone.now().timestamp()


@pytest.mark.django_db
def test_within_a_day_the_words_themselves_leave(providers: Providers) -> None:
    wrote(providers)
    message = letter()
    assert channels.send(message) == "wamid.000001"
    found = providers.truth.deliveries[0]
    assert (found.to, found.body, found.echo) == ("212699000001", "توصلنا بطلبكم", message.echo)
    assert providers.truth.calls[0]["words"]["recipient_type"] == "individual"


@pytest.mark.django_db
@pytest.mark.parametrize("hours", [None, 24, 100])
def test_after_it_the_template_of_the_occasion_leaves(
    providers: Providers, hours: float | None
) -> None:
    if hours:
        wrote(providers, hours)
    message = letter()
    channels.send(message)
    assert (
        message.body
        == "ميكرولابس: وصلنا طلب ترشيحك رقم FM-0142. لتتبعه: https://labs.example.ma/my/abc/"
    )
    words = providers.truth.calls[0]["words"]["template"]
    assert (words["name"], words["language"]) == ("microlabs_receipt", {"code": "ar"})
    assert providers.truth.bodies() == [
        "microlabs_receipt | FM-0142 | https://labs.example.ma/my/abc/"
    ]


@pytest.mark.django_db
def test_a_code_is_said_in_the_body_and_on_the_button(providers: Providers) -> None:
    channels.send(letter(event="sign_in_code", context={"code": "123456"}, secret=True))
    words = providers.truth.calls[0]["words"]["template"]["components"]
    code = [{"type": "text", "text": "123456"}]
    button = {"type": "button", "sub_type": "url", "index": "0", "parameters": code}
    assert words == [{"type": "body", "parameters": code}, button]


@pytest.mark.django_db
def test_a_free_answer_cannot_be_a_template(providers: Providers) -> None:
    with pytest.raises(NotSent, match="older than a day") as refused:
        channels.send(letter(event="answer", context={"words": "…"}))
    assert (refused.value.final, providers.truth.calls) == (True, [])


@pytest.mark.django_db
def test_where_meta_says_that_the_day_is_over_the_template_leaves_at_once(
    providers: Providers, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrote(providers)
    real, answers = providers.meta.post, [refusal(400, 131047, "Re-engagement message")]
    monkeypatch.setattr(
        providers.meta, "post", lambda *asked: answers.pop() if answers else real(*asked)
    )
    channels.send(letter())
    assert providers.truth.bodies() == [
        "microlabs_receipt | FM-0142 | https://labs.example.ma/my/abc/"
    ]


@pytest.mark.django_db
def test_somebody_without_a_telephone_is_written_to_under_metas_id(providers: Providers) -> None:
    wrote(providers, address="MA.13491208655302741918")
    channels.send(letter(address="MA.13491208655302741918"))
    words = providers.truth.calls[0]["words"]
    assert (words["recipient"], "to" in words) == ("MA.13491208655302741918", False)
    with pytest.raises(NotSent, match="only to a telephone number"):
        channels.send(
            letter(key="code:1", event="sign_in_code", context={"code": "1"}, address="MA.2")
        )


@pytest.mark.django_db
def test_an_answer_to_whom_meta_names_by_its_own_id_arrives(
    cast: Cast, providers: Providers
) -> None:
    nameless = "MA.Abc77Xyz"
    providers.meta.wrote[nameless] = timezone.now().timestamp()
    thread = heard(nameless, channel="whatsapp", sender=known(user_id=nameless)).thread
    answer(thread, text="نعم", by=cast["RS1"], key="1")
    delivery.deliver_waiting()
    assert [(found.to, found.body) for found in providers.truth.deliveries] == [(nameless, "نعم")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "kind"), [("plan.pdf", "document"), ("a.jpg", "image"), ("note.ogg", "document")]
)
def test_a_file_leaves_with_its_words(providers: Providers, name: str, kind: str) -> None:
    wrote(providers)
    channels.send(letter(file=ContentFile(b"bytes", name)))
    words = providers.truth.calls[0]["words"]
    assert (words["type"], words[kind]["caption"]) == (kind, "توصلنا بطلبكم")
    assert providers.meta.media[words[kind]["id"]][0] == b"bytes"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fault", "doubt", "pause"),
    [
        (429, False, timedelta(seconds=7)),
        (400, False, None),
        (500, True, None),
        ("lose", True, None),
        ("drop", True, None),
    ],
)
def test_a_refusal_is_told_from_a_lost_answer(
    providers: Providers,
    fault: int | str,
    doubt: bool,  # noqa: FBT001  Django calls it so
    pause: timedelta | None,
) -> None:
    providers.faults.script = [fault]
    with pytest.raises(UnknownFate if doubt else NotSent) as refused:
        channels.send(letter())
    assert getattr(refused.value, "retry_after", None) == pause


@pytest.mark.django_db
@pytest.mark.parametrize("code", sorted(MEANINGS))
def test_each_of_metas_codes_is_a_sentence_for_staff(
    providers: Providers, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    monkeypatch.setattr(providers.meta, "post", lambda *_asked: refusal(500, code, "…"))
    with pytest.raises(NotSent) as refused:
        channels.send(letter())
    known = MEANINGS[code]
    assert (refused.value.reason, refused.value.final, refused.value.retry_after) == known


@pytest.mark.django_db
def test_a_wrong_token_is_told(providers: Providers, settings: Settings) -> None:
    settings.WHATSAPP_TOKEN = "old"
    with pytest.raises(NotSent, match="does not accept our token") as refused:
        channels.send(letter())
    assert (refused.value.final, providers.truth.calls) == (False, [])


@pytest.mark.django_db
def test_without_a_number_nothing_is_tried(providers: Providers, settings: Settings) -> None:
    assert channels.configured() == {"email", "sms", "whatsapp"}
    assert channels.with_echo() == ["sms", "whatsapp"]
    settings.WHATSAPP_NUMBER_ID = settings.SMS_GATEWAY_URL = settings.WHATSAPP_APP_SECRET = ""
    assert channels.configured() == {"email"}
    assert channels.with_echo() == ["sms"]
    with pytest.raises(NotSent, match="not configured"):
        channels.send(letter())
    assert providers.truth.calls == []


@pytest.mark.django_db
def test_a_file_that_somebody_sent_is_fetched(providers: Providers) -> None:
    providers.meta.media["77"] = (b"OggS...", "audio/ogg; codecs=opus")
    assert whatsapp.fetch_media("77") == (b"OggS...", "audio/ogg")
    for unknown in ("78", "../messages", "", "7\x007"):
        with pytest.raises(NotSent) as refused:
            whatsapp.fetch_media(unknown)
        assert refused.value.final


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        {"url": "http://127.0.0.1:1/file/77"},
        {"url": "http://169.254.169.254/latest"},
        {"url": "file:///etc/passwd"},
        {"url": "http://["},
        {"url": ""},
        {"file_size": 17 * 1024 * 1024},
    ],
)
def test_our_token_goes_nowhere_else(
    providers: Providers, monkeypatch: pytest.MonkeyPatch, change: dict[str, Any]
) -> None:
    known = {"url": f"{providers.url}/file/77", "mime_type": "image/png", "file_size": 3}
    monkeypatch.setattr(providers.meta, "get", lambda *_asked: (200, known | change))
    with pytest.raises(NotSent) as refused:
        whatsapp.fetch_media("77")
    assert refused.value.final


@pytest.mark.django_db
def test_a_file_too_large_is_not_read_to_its_end(
    providers: Providers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whatsapp, "LARGEST", 1000)
    providers.meta.media["77"] = (b"x" * 100_000, "image/png")
    real = providers.meta.get

    def understated(*args: Any) -> Any:
        status, body = real(*args)
        return status, body | {"file_size": 10} if isinstance(body, dict) else body

    monkeypatch.setattr(providers.meta, "get", understated)
    with pytest.raises(NotSent, match="too large"):
        whatsapp.fetch_media("77")


@pytest.mark.django_db
def test_two_blue_ticks(providers: Providers) -> None:
    whatsapp.mark_read("wamid.in1")
    assert providers.truth.reads == ["wamid.in1"]


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_no_template_begins_or_ends_with_a_parameter(language: str) -> None:
    bodies = [each.body for each in templates() if each.language == language and each.body]
    assert [
        body for body in bodies if body.startswith("{{") or body.endswith("}}") or len(body) > 1024
    ] == []
    assert template_of(EVENTS["receipt"], "fr").body.count("{{") == 2
