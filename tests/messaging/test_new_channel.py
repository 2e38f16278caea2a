"""A channel in this one file: made known, it sends, hears, asks, costs, shows where others do."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.calling import NotSent, UnknownFate, client, post, said
from core.webhooks import Element, element, read_json, same
from messaging.actions.letters import Letter, Reader, write
from messaging.channels import base as channels
from messaging.channels.addresses import PHONE
from messaging.channels.base import Channel, Cost, Hook, Told, Written
from messaging.clock.inbound import read_inbound
from messaging.models import Inbound, Message, OptOut, Post, Preference
from messaging.tasks import delivery
from people.models import Consent
from tests.selection.crowd import applicant, drafted
from tests.selection.deciding import decided, published, state
from tests.writing import write as put_in

if TYPE_CHECKING:
    from django.http.request import HttpHeaders

    from people.models import User
    from programs.models import Stop
    from tests.cast import Cast

SECRET = "pager-secret"
HOOK = "/hooks/pager/"
PAGE = "/account/me/messages/"
KEY = "7d9f2f0e-8b1c-4a57-9b6f-0f5f1d3c2b1a"
SCREEN = 40  # letters that a pager shows at once


@dataclass
class Company:
    """The server of the company that pages: what it was given, and what it does wrong next."""

    paged: list[dict[str, str]] = field(default_factory=list)
    faults: list[int] = field(default_factory=list)
    url: str = ""


def page(message: Message) -> str:
    """Post to the company; its number of the page."""
    answer = post(COMPANY.url, away="The pagers cannot be reached.", json=_words(message))
    if answer.is_client_error:
        raise NotSent("The company refused the page.", final=True)
    if not answer.is_success:
        raise UnknownFate
    return str(said(answer)["number"])


def _words(message: Message) -> dict[str, str]:
    return {"pager": message.address, "text": message.body, "echo": message.echo}


def proved(_raw: bytes, headers: HttpHeaders) -> bool:
    """The company proves itself by a secret in a header."""
    return same(headers.get("X-Pager", ""), SECRET)


def split(raw: bytes, _headers: HttpHeaders) -> list[Element]:
    body = read_json(raw)
    kind = "status" if "state" in body else "message"
    return [element(f"pager:{kind}:{body['number']}:{body.get('state', '')}", kind, body)]


def report_of(payload: dict[str, Any]) -> Told:
    at = datetime.fromtimestamp(payload["at"], UTC)
    return Told(payload["number"], payload["state"], at, echo=payload.get("echo", ""))


def written(payload: dict[str, Any]) -> Written:
    at = datetime.fromtimestamp(payload["at"], UTC)
    return Written(
        f"pager:{payload['number']}",
        at,
        Post.Kind.TEXT,
        phone=payload["pager"],
        text=payload["text"],
    )


COMPANY = Company()
PAGER = Channel(
    code="pager",
    label="Pager",
    icon="bell",
    kind=PHONE,
    better=9,
    send=page,
    configured=lambda: bool(COMPANY.url),
    refusal="by pager",
    cost=Cost(
        parts=lambda text: -(-len(text) // SCREEN),
        one=lambda parts: f"{parts} screens",
        total=lambda parts, longest: f"{parts} screens in all, at most {longest} for one person.",
    ),
    echoes=lambda: True,
    hook=Hook(proved=proved, split=split, told=report_of, written=written),
)


class _Handler(BaseHTTPRequestHandler):
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        status = COMPANY.faults.pop(0) if COMPANY.faults else 200
        if status == 200:
            COMPANY.paged.append(body)
        words = json.dumps({"number": f"p{len(COMPANY.paged)}"}).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(words)))
        self.end_headers()
        self.wfile.write(words)

    def log_message(self, *args: Any) -> None:
        """Nothing: the tests read `paged`."""


@pytest.fixture(autouse=True)
def company() -> Iterator[Company]:
    """The channel is known, and its company listens on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    COMPANY.url, COMPANY.paged, COMPANY.faults = (
        f"http://127.0.0.1:{server.server_port}/pages",
        [],
        [],
    )
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    channels.register(PAGER)
    yield COMPANY
    channels.forget(PAGER)
    client().close()
    client.cache_clear()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def stop(cast: Cast) -> Stop:
    """The open stop, with nobody in it but those whom a test brings."""
    cast.stop.applications.all().delete()
    return cast.stop


def paged(cast: Cast, **changes: Any) -> Message:
    """A message to AP1's pager, in the outbox."""
    words: dict[str, Any] = {
        "key": "receipt:1",
        "event": "receipt",
        "channel": "pager",
        "language": "ar",
    }
    words |= {
        "address": str(cast["AP1"].phone),
        "body": "توصلنا بطلبكم",
        "person": cast["AP1"],
        "stop": cast.stop,
    }
    return put_in(**(words | changes))


def reader(stop: Stop, number: int, **values: Any) -> User:
    """An applicant who wishes to be paged."""
    person = applicant(stop, number, **values).applicant
    assert person is not None
    Preference.objects.create(person=person, channel="pager")
    return person


def call(secret: str = SECRET, **body: Any) -> int:
    """The company calls our hook."""
    raw = json.dumps({"at": 1_795_000_000, **body})
    return (
        Client()
        .post(HOOK, raw, content_type="application/json", headers={"X-Pager": secret})
        .status_code
    )


def kept(message: Message) -> tuple[str, str]:
    message.refresh_from_db()
    return message.state, message.provider_id


def read(cast: Cast, address: str, code: str = "RS1") -> str:
    answer = cast.client(code).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_sends_what_the_postman_claims(cast: Cast, company: Company) -> None:
    message = paged(cast)
    delivery.deliver_waiting()
    assert kept(message) == ("sent", "p1")
    assert company.paged == [
        {"pager": cast["AP1"].phone, "text": "توصلنا بطلبكم", "echo": message.echo}
    ]


@pytest.mark.parametrize(("fault", "state"), [(400, "failed"), (500, "parked")])
def test_a_refusal_is_final_and_a_doubtful_page_is_not_repeated(
    cast: Cast, company: Company, fault: int, state: str
) -> None:
    company.faults, message = [fault], paged(cast)
    for _round in range(2):
        delivery.deliver_waiting()
    assert (kept(message)[0], company.paged) == (state, [])


def test_its_hook_moves_the_message(cast: Cast) -> None:
    message = paged(cast)
    delivery.deliver_waiting()
    assert [
        call(number="p1", state="delivered", secret=secret)
        for secret in ("", "pager-secreu", SECRET)
    ] == [
        403,
        403,
        200,
    ]
    read_inbound()
    assert (kept(message)[0], Inbound.objects.get().provider) == ("delivered", "pager")
    assert (Client().get(HOOK).status_code, Client().post("/hooks/pigeon/").status_code) == (
        405,
        404,
    )


def test_what_somebody_writes_stands_in_the_conversation_and_is_answered_there(
    cast: Cast, company: Company
) -> None:
    paged(cast)
    delivery.deliver_waiting()
    assert call(number="n1", pager=str(cast["AP1"].phone), text="شكرا") == 200
    read_inbound()
    post = Post.objects.get()
    assert (post.channel, post.text, post.thread.person, post.thread.stop) == (
        "pager",
        "شكرا",
        cast["AP1"],
        cast.stop,
    )
    address = f"/desk/conversations/{post.thread_id}/"
    html = read(cast, address)
    assert (html.count("· Pager"), "It leaves by Pager." in " ".join(html.split())) == (2, True)
    answer = cast.client("RS1").post(f"{address}answers/", {"key": KEY, "text": "مرحبا"})
    Message.objects.filter(event="answer").update(urgent=True)  # whatever the hour of the test
    delivery.deliver_waiting()
    assert (answer.status_code, [each["text"] for each in company.paged[1:]]) == (302, ["مرحبا"])


def test_an_offer_by_it_is_answered_by_a_digit(cast: Cast, stop: Stop, company: Company) -> None:
    offer = decided(stop, 1, "accept", by=cast["RS1"], person=reader(stop, 2))
    published(stop, by=cast["RS1"])
    Message.objects.update(urgent=True, due_at=timezone.now())  # whatever the hour of the test
    delivery.deliver_waiting()
    assert company.paged[0]["text"].endswith("\nاكتب 1=سآتي 2=لن آتي")
    call(number="n1", pager=offer.phone, text="١", at=int(time.time()))
    read_inbound()
    delivery.deliver_waiting()
    assert (state(offer), Post.objects.get().did) == ("confirmed", "Confirmed the place")
    assert [each["text"] for each in company.paged[1:]] == [
        f"ميكرولابس: تم تأكيد مقعدك، ملف {offer.reference}. شكرا لك!"
    ]


def test_stop_by_it_opts_out_and_start_lets_messages_come_again(
    cast: Cast, company: Company
) -> None:
    phone = str(cast["AP1"].phone)
    call(number="n1", pager=phone, text="STOP")
    read_inbound()
    kept_out = OptOut.objects.get()
    assert (kept_out.address, kept_out.way, kept_out.get_way_display()) == (
        phone,
        "pager",
        "by pager",
    )
    dropped = paged(cast, needed=False)
    delivery.deliver_waiting()
    assert (kept(dropped)[0], [each["pager"] for each in company.paged]) == (
        "dropped",
        [phone],
    )  # the confirmation
    call(number="n2", pager=phone, text="START")
    read_inbound()
    assert OptOut.objects.in_force().count() == 0
    assert "by pager" in read(cast, reverse("admin:messaging_optout_changelist"))


def test_it_is_offered_on_the_page_of_preferences_and_letters_follow_the_wish(
    cast: Cast, company: Company
) -> None:
    browser = cast.client("AP1")
    form = browser.get(PAGE).context["form"]
    assert ("pager", "Pager") in form.fields["channel"].choices
    assert browser.post(PAGE, {"language": "fr", "channel": "pager"}).status_code == 302
    person = Preference.objects.get(person=cast["AP1"]).person
    letter = Letter(
        "receipt:9", "receipt", Reader.of(person), {"reference": "FM-0001", "link": "x"}, cast.stop
    )
    message = write(letter)[0]
    Message.objects.update(urgent=True)
    delivery.deliver_waiting()
    assert (message.channel, message.subject, len(company.paged)) == ("pager", "", 1)


def test_it_asks_the_consent_to_remind(stop: Stop, company: Company) -> None:
    agreeing, silent = reader(stop, 1), reader(stop, 2)
    Consent.objects.filter(person=silent).update(withdrawn_at=timezone.now())
    letters = [
        Letter(
            f"group:{person.pk}", "group", Reader.of(person), {"title": "", "words": "ZZC"}, stop
        )
        for person in (agreeing, silent)
    ]
    assert [[message.channel for message in write(letter)] for letter in letters] == [["pager"], []]
    Consent.objects.filter(person=agreeing).update(withdrawn_at=timezone.now())
    Message.objects.update(urgent=True)
    delivery.deliver_waiting()
    assert (list(Message.objects.values_list("state", flat=True)), company.paged) == (
        ["dropped"],
        [],
    )


def test_it_shows_in_the_queue_with_what_needs_a_person(cast: Cast, company: Company) -> None:
    company.faults = [400]
    paged(cast)
    delivery.deliver_waiting()
    html = " ".join(read(cast, "/desk/messages/queue/").split())
    assert ("<span>Pager: set up</span>" in html, "Pager · " in html) == (True, True)
    company.url = ""
    assert "<span>Pager: not set up</span>" in " ".join(read(cast, "/desk/messages/queue/").split())


def test_the_log_names_it_and_is_filtered_by_it(cast: Cast) -> None:
    paged(cast), paged(cast, key="receipt:2", channel="sms")
    log = reverse("admin:messaging_message_changelist")
    answer = cast.client("RS1").get(log, {"channel__exact": "pager"})
    assert [message.key for message in answer.context["cl"].queryset] == ["receipt:1"]
    assert answer.content.decode().count("Pager") >= 2  # the filter, and the row


def test_the_check_of_a_message_to_a_group_counts_it_and_its_cost(cast: Cast, stop: Stop) -> None:
    reader(stop, 1, name="ن" * 60)
    draft = drafted(stop)
    answer = cast.client("RS1").get(f"/desk/fes/groups/{draft.pk}/check/")
    check = answer.context["check"]
    assert (check.channels, check.costs) == (
        {"Pager": 1},
        ["3 screens in all, at most 3 for one person."],
    )
    assert [(each.channel, each.title, each.cost) for each in check.samples] == [
        ("Pager", "", "3 screens")
    ]
    html = " ".join(answer.content.decode().split())
    assert ("Pager: <b>1</b>" in html, "3 screens in all" in html, "Pager ·" in html) == (
        True,
        True,
        True,
    )
    people = cast.client("RS1").get(f"/desk/fes/groups/{draft.pk}/people/").content.decode()
    assert "<td>Pager</td>" in people


def test_the_preview_of_the_decisions_counts_it(cast: Cast, stop: Stop) -> None:
    decided(stop, 1, "accept", by=cast["RS1"], person=reader(stop, 2))
    assert "Pager: 1" in " ".join(read(cast, "/desk/fes/decisions/").split())


def test_once_it_is_gone_its_messages_fail_in_words_and_hold_nothing_up(cast: Cast) -> None:
    message = paged(cast)
    channels.forget(PAGER)
    delivery.deliver_waiting()
    message.refresh_from_db()
    assert (message.state, message.failure) == (
        "failed",
        "This installation no longer has this channel.",
    )
    channels.register(PAGER)
