"""Where providers call: only a right signature over the very bytes counts, and nothing breaks."""

import hashlib
import hmac
import json
import random
import threading
from typing import Any

import httpx
import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from messaging.clock.inbound import read_inbound
from messaging.models import Inbound, Message, Post
from tests.crew import together
from tests.messaging.making import sms
from tests.messaging.providers.hooks import call, message, signature, status

SECRET = "app-secret"
ADDRESS = "/hooks/whatsapp/"


@pytest.fixture(autouse=True)
def known(settings: Settings) -> None:
    settings.WHATSAPP_APP_SECRET, settings.WHATSAPP_VERIFY_TOKEN = SECRET, "verify-token"
    settings.WHATSAPP_NUMBER_ID, settings.SMS_HOOK_SECRET = "106540352242922", "sms-secret"


def tell(
    raw: bytes | dict[str, Any], header: str | None = None, *, address: str = ADDRESS, **more: Any
) -> int:
    raw = raw if isinstance(raw, bytes) else json.dumps(raw).encode()
    headers = {"X-Hub-Signature-256": signature(raw, SECRET) if header is None else header}
    answer = Client(enforce_csrf_checks=True).post(
        address, raw, content_type="application/json", headers=headers, **more
    )
    return answer.status_code


def kept() -> int:
    return Inbound.objects.count()


def test_meta_finds_the_address_ours(client: Client) -> None:
    query = {
        "hub.mode": "subscribe",
        "hub.challenge": "1158201444",
        "hub.verify_token": "verify-token",
    }
    answer = client.get(ADDRESS, query)
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (
        200,
        b"1158201444",
        "text/plain; charset=utf-8",
    )


@pytest.mark.parametrize(
    "change",
    [
        {"hub.verify_token": "verify-tokem"},
        {"hub.verify_token": ""},
        {"hub.verify_token": "é\x00\ud800"},
        {"hub.mode": "unsubscribe"},
    ],
)
def test_nobody_else_does(client: Client, change: dict[str, str]) -> None:
    params = {"hub.mode": "subscribe", "hub.challenge": "1", "hub.verify_token": "verify-token"}
    query = {
        name: word.encode("utf-8", "surrogatepass") for name, word in (params | change).items()
    }
    assert client.get(ADDRESS, query).status_code == 403


def test_without_a_token_nothing_is_verified(client: Client, settings: Settings) -> None:
    settings.WHATSAPP_VERIFY_TOKEN = ""
    assert client.get(ADDRESS, {"hub.mode": "subscribe", "hub.verify_token": ""}).status_code == 403


def forgeries(raw: bytes) -> list[str]:
    """A thousand signatures of these bytes, none of which is right."""
    right, dice = signature(raw, SECRET), random.Random(7)  # noqa: S311  a repeatable test
    forged = ["", "sha256=", right[:-1], right[:-2], right.upper(), f"{right}0"]
    forged += [
        right.removeprefix("sha256="),
        right.replace("sha256", "sha1"),
        "sha1=" + hmac.new(SECRET.encode(), raw, hashlib.sha1).hexdigest(),
        "sha256=" + hashlib.sha256(raw).hexdigest(),
        "sha256=é\udcff",
        signature(raw, "another app's secret"),
        signature(raw + b" ", SECRET),
        signature(raw, ""),
    ]
    while len(forged) < 1000:
        place = dice.randrange(7, len(right))
        digit = dice.choice("0123456789abcdef".replace(right[place], ""))
        forged.append(right[:place] + digit + right[place + 1 :])
    return forged


@pytest.mark.django_db
def test_of_a_thousand_forged_calls_none_is_accepted() -> None:
    raw = json.dumps(call(messages=[message("wamid.forged")])).encode()
    answers = [tell(raw, each) for each in forgeries(raw)]
    assert (answers.count(403), kept()) == (1000, 0)
    assert (tell(raw), kept()) == (200, 1)


@pytest.mark.django_db
def test_without_a_secret_nothing_is_accepted(settings: Settings) -> None:
    settings.WHATSAPP_APP_SECRET = settings.SMS_HOOK_SECRET = ""
    raw = json.dumps(call(messages=[message("wamid.1")])).encode()
    assert [tell(raw, signature(raw, "")), tell(raw, address="/hooks/sms/")] == [403, 403]
    assert kept() == 0


@pytest.mark.django_db
def test_the_signature_is_of_the_bytes_not_of_what_they_mean() -> None:
    sent = json.dumps(call(messages=[message("wamid.1", "السلام عليكم é")]))
    again = json.dumps(json.loads(sent), ensure_ascii=False)
    assert sent != again
    assert tell(again.encode(), signature(sent.encode(), SECRET)) == 403
    assert [tell(sent.encode()), tell(again.encode())] == [200, 200]
    assert kept() == 1


@pytest.mark.django_db
def test_three_megabytes_are_read_and_not_more() -> None:
    words = json.dumps(
        call(statuses=[status(f"wamid.{number}") for number in range(2000)])
    ).encode()
    assert [tell(words + b" " * (3 * 1024 * 1024 - len(words))), kept()] == [200, 2000]
    assert tell(b" " * (3 * 1024 * 1024 + 1)) == 413


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("raw", "answer"),
    [
        (b"", 400),
        (b"\x00", 400),
        (b"\xff\xfe{", 400),
        (b"[" * 100_000, 400),
        (b'{"a":' * 5000 + b"1" + b"}" * 5000, 400),
        (b"1" * 5000, 400),
        (b"null", 200),
        (b"[]", 200),
        (b'"words"', 200),
        (b'{"entry": 1}', 200),
        (b'{"entry": [null, {"changes": {}}, {"changes": [[], {"value": []}]}]}', 200),
    ],
)
def test_what_has_no_sense_breaks_nothing(raw: bytes, answer: int) -> None:
    assert (tell(raw), kept()) == (answer, 0)


@pytest.mark.django_db
def test_a_bad_element_does_not_hold_the_good_ones_up() -> None:
    deep: Any = "x"
    for _level in range(200):
        deep = [deep]
    bad: list[Any] = [
        None,
        7,
        {"id": {}},
        {"id": "wamid.x"},
        {"id": "wamid.y", "timestamp": "1", "deep": deep},
    ]
    odd = message("wamid.odd", "a\x00b\ud800c", at=1)
    raw = json.dumps(
        call(messages=[*bad, message("wamid.good"), odd], statuses=["nonsense", status("wamid.s")])
    )
    raw = raw.replace(
        '"timestamp": "1", "deep"', '"timestamp": "1", "number": NaN, "huge": 1e999, "deep"'
    )
    assert tell(raw.encode()) == 200
    good = Inbound.objects.filter(failure="").order_by("key").values_list("key", flat=True)
    assert list(good) == ["message:wamid.good", "message:wamid.odd", "status:wamid.s:delivered"]
    broken = Inbound.objects.exclude(failure="")
    assert (broken.count(), broken.filter(done_at=None).count()) == (6, 6)  # they wait for staff
    assert (tell(raw.encode()), kept()) == (200, 9)
    read_inbound()
    assert Inbound.objects.filter(done_at=None, failure="").count() == 0
    assert sorted(Post.objects.values_list("text", flat=True)) == ["a\ufffdb\ufffdc", "سلام"]


@pytest.mark.django_db
def test_too_long_a_name_holds_nothing_up() -> None:
    long = status("w" * 140) | {"status": "s" * 140}
    assert (tell(call(statuses=[long, status("wamid.s")])), kept()) == (200, 2)
    assert Inbound.objects.get(failure="").key == "status:wamid.s:delivered"


@pytest.mark.django_db
def test_what_is_told_of_another_number_is_none_of_ours(settings: Settings) -> None:
    settings.WHATSAPP_NUMBER_ID = "1"
    assert (tell(call(messages=[message("wamid.1")])), kept()) == (200, 0)


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_the_same_call_a_hundred_times_at_once_has_one_effect(live_server: LiveServer) -> None:
    raw = json.dumps(call(messages=[message("wamid.same")])).encode()
    barrier = threading.Barrier(20, timeout=60)  # more at once than a server has threads
    answers: list[int] = []

    def post() -> None:
        barrier.wait()
        headers = {
            "X-Hub-Signature-256": signature(raw, SECRET),
            "Content-Type": "application/json",
        }
        for _time in range(5):
            answer = httpx.post(
                f"{live_server.url}{ADDRESS}", content=raw, headers=headers, timeout=60
            )
            answers.append(answer.status_code)

    threads = [threading.Thread(target=post) for _number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    together([read_inbound] * 4)
    assert (answers, kept(), Post.objects.count()) == ([200] * 100, 1, 1)


@pytest.mark.django_db
def test_the_gateway_proves_itself_by_signature_or_by_secret() -> None:
    waiting = sms()
    Message.objects.filter(pk=waiting.pk).update(
        state="sent", provider_id="sms_1", handed_at=waiting.due_at
    )
    raw = json.dumps({"id": "sms_1", "status": "DELIVRD"}).encode()
    signs = [{"X-Signature": signature(raw, "sms-secret").removeprefix("sha256=")}]
    signs += [{"X-Signature": signature(raw, "sms-secret")}, {"Authorization": "Bearer sms-secret"}]
    wrong = [{}, {"X-Signature": "x"}, {"X-Signature": "é"}, {"Authorization": "Bearer sms-secreu"}]
    wrong += [{"X-Signature": signature(raw, SECRET), "Authorization": "Bearer sms-secret"}]
    answers = [_gateway(raw, sign) for sign in [*wrong, *signs]]
    assert (answers, kept()) == ([403] * 5 + [200] * 3, 1)
    read_inbound()
    waiting.refresh_from_db()
    assert waiting.state == "delivered"


@pytest.mark.django_db
def test_an_answer_by_sms_is_kept_once() -> None:
    form = b"MessageSid=sms_9&From=212699000002&Body=%D8%B4%D9%83%D8%B1%D8%A7"
    for _time in range(2):
        assert (
            _gateway(
                form,
                {"Authorization": "Bearer sms-secret"},
                kind="application/x-www-form-urlencoded",
            )
            == 200
        )
    read_inbound()
    post = Post.objects.get()
    assert (post.text, post.address, post.channel, post.provider_id) == (
        "شكرا",
        "+212699000002",
        "sms",
        "sms:sms_9",
    )


def _gateway(raw: bytes, headers: dict[str, str], kind: str = "application/json") -> int:
    return Client().post("/hooks/sms/", raw, content_type=kind, headers=headers).status_code
