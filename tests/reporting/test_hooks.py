"""Webhooks: told once, signed, never into our own network, again after a failure, then paused."""

from __future__ import annotations

import hashlib
import hmac
import json
import ssl
from base64 import b64decode, b64encode
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from threading import Thread
from time import sleep
from typing import TYPE_CHECKING, Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.utils import timezone

from applications.models import Application
from core import outward
from people.todo import Desk
from reporting.json_api.happenings import put_down
from reporting.json_api.hook_actions import add_hook, resume, tell_again
from reporting.json_api.sending import LATER, send
from reporting.json_api.tasks import forget_deliveries
from reporting.models import Delivery, Hook, Published
from reporting.models.hooks import MOST_FAILURES
from reporting.todo import todo
from selection.models import Decision
from tests.applications.test_candidacy_actions import at_once
from tests.cast import gather

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_django.fixtures import SettingsWrapper

    from tests.cast import Cast

HOST = "hooks.example"
DROPS = 60


class Hearer:
    """A program of a center behind https: what it heard, and what it answers."""

    def __init__(self, folder: Path) -> None:
        self.heard: list[tuple[dict[str, str], bytes]] = []
        self.status = 204
        self.drips = ""  # "headers" or "body": they come for ever
        self.dripped = 0
        hearer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                hearer.heard.append(({k.lower(): v for k, v in self.headers.items()}, body))
                if hearer.drips:
                    hearer.drip(self)
                    return
                self.send_response(hearer.status)
                self.send_header("Location", "https://elsewhere.example/")
                self.end_headers()

            def log_message(self, *_words: Any) -> None:
                """Say nothing."""

        self.authority = folder / "authority.pem"
        key = folder / "key.pem"
        certify(self.authority, key)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.authority, key)
        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.url = f"https://{HOST}:{self.server.server_port}/in"

    def drip(self, answer: BaseHTTPRequestHandler) -> None:
        """An answer that comes line by line, until nobody listens."""
        with suppress(OSError):
            answer.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"\r\n" * (self.drips == "body"))
            for number in range(DROPS):
                self.dripped = number
                answer.wfile.write(f"x-{number}: 1\r\n".encode())
                sleep(0.05)
            self.dripped = DROPS


def certify(certificate: Path, key: Path) -> None:
    """A certificate for the host, signed by itself."""
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(private, hashes.SHA256())
    )
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key.write_bytes(
        private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


@pytest.fixture
def hearer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hearer]:
    """A server at this machine which, for once, is taken for one of the open net."""
    hearer = Hearer(tmp_path)
    trusted = ssl.create_default_context(cafile=str(hearer.authority))
    monkeypatch.setattr(outward, "public_address", lambda _host, _port: "127.0.0.1")
    monkeypatch.setattr(outward, "trusted", lambda: trusted)
    thread = Thread(target=hearer.server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield hearer
    hearer.server.shutdown()
    hearer.server.server_close()
    thread.join()


def hook(cast: Cast, url: str = "https://hooks.example/in", *happenings: str) -> Hook:
    """An address of the center of region 1, told everything for a day already."""
    told = happenings or [*Hook.Happening.values][:3]
    made = add_hook(center=cast.stop.center, url=url, happenings=told, by=cast["RS1"])
    Hook.objects.update(created_at=timezone.now() - timedelta(days=1))
    made.refresh_from_db()
    return made


def test_what_happens_at_the_stops_of_a_center_is_put_down_once(cast: Cast) -> None:
    hook(cast)
    now = timezone.now()
    Application.objects.update(submitted_at=now)
    Decision.objects.update_or_create(
        application=cast.application,
        defaults={"outcome": "accept", "published_at": now, "by": cast["RS1"]},
    )
    Published.objects.create(
        stop=cast.stop, population="applications", breakdown="total", count=9, counted_at=now
    )
    files = cast.stop.applications.count()
    assert (put_down(now), put_down(now)) == (files + 2, 0)
    told = Delivery.objects.exclude(happening="application.received").order_by("happening")
    assert [(each.happening, json.loads(each.body)["data"]["stop"]) for each in told] == [
        ("application.decided", "fes"),
        ("figures.released", "fes"),
    ]


def test_an_address_is_told_what_it_asked_for_alone(cast: Cast) -> None:
    hook(cast, "https://hooks.example/in", "figures.released")
    Application.objects.update(submitted_at=timezone.now())
    assert put_down(timezone.now()) == 0


def test_what_is_told_names_nobody(cast: Cast) -> None:
    hook(cast)
    Application.objects.update(submitted_at=timezone.now())
    put_down(timezone.now())
    bodies = "".join(Delivery.objects.values_list("body", flat=True))
    assert [word for word in ("ZZC", "+212", "@", cast.application.token) if word in bodies] == []


def test_a_message_arrives_signed_as_standard_webhooks_say(cast: Cast, hearer: Hearer) -> None:
    told = hook(cast, hearer.url)
    Application.objects.filter(pk=cast.application.pk).update(submitted_at=timezone.now())
    Application.objects.exclude(pk=cast.application.pk).update(
        submitted_at=timezone.now() - timedelta(days=3)
    )
    put_down(timezone.now())
    delivery = Delivery.objects.get()
    send(delivery.pk)
    [(headers, body)] = hearer.heard
    signed = f"{delivery.pk}.{headers['webhook-timestamp']}.".encode() + body
    key = b64decode(told.secret.removeprefix("whsec_"))
    mac = b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert (headers["webhook-signature"], headers["webhook-id"], headers["host"]) == (
        f"v1,{mac}",
        str(delivery.pk),
        hearer.url.split("/")[2],
    )
    delivery.refresh_from_db()
    assert (delivery.state, delivery.answer, json.loads(body)["data"]["reference"]) == (
        "sent",
        "204",
        "FM-0001",
    )


def waiting(cast: Cast, url: str) -> Delivery:
    """Something to be told."""
    return Delivery.objects.create(
        hook=hook(cast, url), happening="application.received", about="1", body="{}"
    )


def test_what_was_sent_is_not_sent_again(cast: Cast, hearer: Hearer) -> None:
    delivery = waiting(cast, hearer.url)
    send(delivery.pk)
    send(delivery.pk)
    assert len(hearer.heard) == 1


@pytest.mark.parametrize("status", [302, 500, 404])
def test_a_failure_waits_longer_each_time_and_no_redirect_is_followed(
    cast: Cast, hearer: Hearer, status: int
) -> None:
    hearer.status = status
    delivery = waiting(cast, hearer.url)
    waits = []
    for _ in LATER:
        Delivery.objects.update(due_at=timezone.now())
        send(delivery.pk)
        delivery.refresh_from_db()
        waits.append(round((delivery.due_at - timezone.now()) / timedelta(minutes=1)))
    assert (waits, delivery.state, delivery.answer) == (
        [1, 5, 30, 120, 480, 1440],
        "waiting",
        str(status),
    )
    Delivery.objects.update(due_at=timezone.now())
    send(delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.state, len(hearer.heard)) == ("failed", 7)
    tell_again(delivery, by=cast["RS1"])
    hearer.status = 200
    send(delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.hook.failures) == ("sent", 0)


def test_what_waits_for_a_paused_address_is_forgotten_after_a_month(cast: Cast) -> None:
    old = waiting(cast, "https://hooks.example/in")
    Hook.objects.update(paused_at=timezone.now())
    for days, left in ((29, 1), (31, 0)):
        Delivery.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=days))
        forget_deliveries()
        assert Delivery.objects.filter(pk=old.pk).count() == left


def test_a_paused_address_is_among_what_needs_its_managers(cast: Cast) -> None:
    paused = hook(cast)
    Hook.objects.update(paused_at=timezone.now())
    desks = [
        Desk(cast[code], list(cast[code].stops_in_charge()), {}, timezone.now())
        for code in ("RS1", "RS2", "RV")
    ]
    told = [[each for each in todo(desk) if each.menu == "reporting:hooks"] for desk in desks]
    found = [[(each.count, each.url) for each in those] for those in told]
    assert found == [[(1, f"/desk/hooks/{paused.pk}/")], [(0, "")], []]


def test_an_address_that_fails_again_and_again_is_paused_until_somebody_goes_on(
    cast: Cast, hearer: Hearer
) -> None:
    hearer.status = 500
    delivery = waiting(cast, hearer.url)
    Hook.objects.update(failures=MOST_FAILURES - 1)
    send(delivery.pk)
    Delivery.objects.update(due_at=timezone.now())
    paused = Hook.objects.get()
    send(delivery.pk)
    assert (paused.paused_at is None, len(hearer.heard)) == (False, 1)
    resume(paused, by=cast["RS1"])
    send(delivery.pk)
    assert len(hearer.heard) == 2


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.1"),
        *("100.64.0.1", "224.0.0.1", "::1", "fd00::1", "fe80::1%eth0", "::ffff:10.0.0.1"),
        *("2002:a00:1::", "::", "64:ff9b:1::1", "64:ff9b::10.0.0.1", "64:ff9b::127.0.0.1"),
        *("::127.0.0.1", "::ffff:0:127.0.0.1", "fec0::1"),
    ],
)
def test_an_address_of_no_open_net_is_never_called(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [(0, 0, 0, "", (address, 443)), (0, 0, 0, "", ("1.1.1.1", 443))]
    monkeypatch.setattr(outward.socket, "getaddrinfo", lambda *_a, **_k: found)
    with pytest.raises(outward.Unreachable, match="not of the open net"):
        outward.post("https://hooks.example/", b"", {})


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700::1111", "64:ff9b::1.1.1.1"])
def test_an_address_of_the_open_net_is(address: str) -> None:
    assert (outward.is_public(address), ip_address(address).is_global) == (True, True)


@pytest.mark.parametrize("steps", ["headers", "body"])
def test_whoever_answers_drop_by_drop_or_without_end_keeps_no_worker(
    cast: Cast, hearer: Hearer, steps: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outward, "WHOLE", 0.3)
    hearer.drips = steps
    delivery = waiting(cast, hearer.url)
    send(delivery.pk)
    delivery.refresh_from_db()
    answered = {"headers": "RemoteProtocolError", "body": "200"}
    assert (delivery.answer, hearer.dripped < DROPS) == (answered[steps], True)


def test_a_name_in_arabic_letters_is_called_as_computers_write_it(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def nobody(host: str, *_more: object, **_names: object) -> None:
        asked.append(host)
        raise OSError

    monkeypatch.setattr(outward.socket, "getaddrinfo", nobody)
    delivery = waiting(
        cast, "https://\u0645\u062b\u0627\u0644.\u0625\u062e\u062a\u0628\u0627\u0631/in"
    )
    send(delivery.pk)
    delivery.refresh_from_db()
    assert (asked, delivery.answer) == (["xn--mgbh0fb.xn--kgbechtv"], "no such name")


@pytest.mark.parametrize(
    "url",
    [
        *("http://a.example/", "https://u:p@a.example/", "https:///x", "https://[::1", "ftp://a/"),
        *("https://a.example/\x7f", "https://a.example:99999/"),
    ],
)
def test_only_an_https_address_is_called(url: str) -> None:
    with pytest.raises(outward.Unreachable):
        outward.post(url, b"", {})


@pytest.mark.parametrize("url", ["http://a.example/in", "ftp://a.example", "javascript:x", "x\x00"])
def test_another_address_is_refused_beside_its_field(cast: Cast, url: str) -> None:
    answer = cast.client("RS1").post(
        "/desk/hooks/",
        {"center": cast.stop.center_id, "url": url, "happenings": "figures.released"},
    )
    assert (answer.status_code, "url" in answer.context["form"].errors) == (422, True)


def test_an_address_that_leads_into_a_private_network_is_refused_beside_its_field(
    cast: Cast,
) -> None:
    for url in ("https://localhost/in", "https://10.1.2.3/in", "https://[::1]:8443/in"):
        sent = {"center": cast.stop.center_id, "url": url, "happenings": "figures.released"}
        answer = cast.client("RS1").post("/desk/hooks/", sent)
        assert (answer.status_code, answer.context["form"].errors["url"]) == (
            422,
            ["This address leads into a private network: programs there are not called."],
        )


def test_a_secret_outlives_the_key_of_the_installation(
    cast: Cast, settings: SettingsWrapper
) -> None:
    secret = hook(cast).secret
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", []
    told = Hook.objects.get().secret
    assert (told, len(b64decode(told.removeprefix("whsec_")))) == (secret, 32)


def test_another_center_s_address_cannot_be_added(cast: Cast) -> None:
    sent = {"center": cast.elsewhere.center_id, "url": "https://a.ma/", "happenings": "test"}
    answer = cast.client("RS1").post("/desk/hooks/", sent)
    assert (answer.status_code, sorted(answer.context["form"].errors)) == (
        422,
        ["center", "happenings"],
    )


@pytest.mark.parametrize("url", ["https://name:secret@api.example/", "https://api.example:99999/"])
def test_an_address_that_is_never_called_is_none(cast: Cast, url: str) -> None:
    sent = {"center": cast.stop.center_id, "url": url, "happenings": ["application.received"]}
    answer = cast.client("RS1").post("/desk/hooks/", sent)
    assert (answer.status_code, Hook.objects.exists()) == (422, False)


@pytest.mark.django_db(transaction=True)
def test_an_address_that_is_kept_by_two_presses_at_once_is_kept_once() -> None:
    cast, url = gather(), "https://api.example/"

    def keep(_number: int) -> str:
        happenings = ["application.received"]
        return add_hook(center=cast.stop.center, url=url, happenings=happenings, by=cast["RS1"]).url

    assert sorted(map(str, at_once(keep, 8))) == sorted([url, *["known"] * 7])
