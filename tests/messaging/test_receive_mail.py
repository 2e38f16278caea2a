"""An answer to our e-mail: the pipe of a mail server brings it into its conversation, once."""

import io
import sys
from email.message import EmailMessage
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError
from pytest_django.fixtures import Settings

from messaging.actions import inbound
from messaging.clock.inbound import read_inbound
from messaging.http.inbound_mail import read
from messaging.http.replies import reply_address
from messaging.models import Inbound, Message, OptOut, Post, Thread
from tests.cast import Cast
from tests.messaging.talking import sent_to


@pytest.fixture(autouse=True)
def reads_mail(settings: Settings) -> None:
    settings.REPLY_ADDRESS = "labs+{token}@example.ma"


@pytest.fixture
def ours(cast: Cast) -> Message:
    return sent_to(
        cast["AP1"], cast.stop, channel="email", address="zzc-ap1@example.org", state="sent"
    )


def answer(to: str, text: str = "Oui, merci.", **heads: str) -> bytes:
    letter = EmailMessage()
    known = {
        "From": "Salma <ZZC-AP1@example.org>",
        "To": to,
        "Message-ID": "<1@phone>",
        "Subject": "Re: Reçu",
    }
    for name, value in (known | heads).items():
        letter[name.replace("_", "-")] = value
    letter.set_content(text)
    return letter.as_bytes()


def pipe(monkeypatch: pytest.MonkeyPatch, raw: bytes, *recipient: str) -> int:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    try:
        call_command("receive_mail", *recipient, stderr=io.StringIO())
    except SystemExit as ended:
        return int(str(ended.code))
    read_inbound()
    return 0


@pytest.mark.django_db
def test_an_answer_reaches_its_conversation_once(
    monkeypatch: pytest.MonkeyPatch, ours: Message
) -> None:
    to = reply_address(ours)
    codes = [
        pipe(monkeypatch, answer(to)),
        pipe(monkeypatch, answer("labs@example.ma"), to.upper()),
    ]
    post = Post.objects.get()
    assert (codes, post.text, post.channel) == ([0, 0], "Oui, merci.", "email")
    assert (post.thread.person, post.thread.stop) == (ours.person, ours.stop)


@pytest.mark.django_db
def test_another_writer_is_not_taken_for_the_reader(
    monkeypatch: pytest.MonkeyPatch, ours: Message
) -> None:
    assert pipe(monkeypatch, answer(reply_address(ours), From="b@example.net")) == 0
    post = Post.objects.get()
    assert (post.thread.person, post.address) == (None, "b@example.net")


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["STOP", "Je renonce."])
def test_whoever_has_a_mail_of_ours_neither_stops_nor_speaks_for_somebody_else(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, ours: Message, text: str
) -> None:
    their = sent_to(
        cast["AP2"], cast.stop, channel="email", address="zzc-ap2@example.org", state="sent"
    )
    pipe(monkeypatch, answer(reply_address(their), text))
    post = Post.objects.get()
    assert (post.thread.person, post.thread.stop, post.text) == (None, cast.stop, text)
    assert (OptOut.objects.count(), Thread.objects.filter(person=ours.person).count()) == (0, 0)


@pytest.mark.django_db
def test_its_reader_stops_what_we_write_there(
    monkeypatch: pytest.MonkeyPatch, ours: Message
) -> None:
    pipe(monkeypatch, answer(reply_address(ours), "STOP"))
    assert OptOut.objects.in_force().get().address == ours.address


@pytest.mark.django_db
def test_a_telephone_does_not_write_mail(monkeypatch: pytest.MonkeyPatch, ours: Message) -> None:
    assert pipe(monkeypatch, answer(reply_address(ours), From="+212699000001")) == 0
    assert (Post.objects.count(), Inbound.objects.unread().count()) == (0, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("trouble", ["database", "flood"])
def test_what_cannot_be_kept_now_waits_at_its_sender(
    monkeypatch: pytest.MonkeyPatch, ours: Message, trouble: str
) -> None:
    def away(*_rows: Any, **_how: Any) -> Any:
        raise OperationalError

    with monkeypatch.context() as broken:
        if trouble == "database":
            broken.setattr(Inbound.objects, "bulk_create", away)
        else:
            broken.setattr(inbound, "MOST_UNREAD", 0)
        first = pipe(monkeypatch, answer(reply_address(ours)))
    second = pipe(monkeypatch, answer(reply_address(ours)))
    assert (first, second, Post.objects.get().text) == (75, 0, "Oui, merci.")


@pytest.mark.django_db
def test_mail_to_an_address_that_we_never_gave_is_sent_back(
    monkeypatch: pytest.MonkeyPatch, ours: Message
) -> None:
    forged = reply_address(ours).replace("-", "-a")
    assert [pipe(monkeypatch, answer(to)) for to in ("labs@example.ma", forged)] == [67, 0]
    assert pipe(monkeypatch, b"\x00\xff nonsense") == 67
    assert Post.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    "heads",
    [{"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"Return_Path": "<>"}],
)
def test_what_a_machine_wrote_reaches_no_conversation(
    monkeypatch: pytest.MonkeyPatch, ours: Message, heads: dict[str, Any]
) -> None:
    assert pipe(monkeypatch, answer(reply_address(ours), **heads)) == 0
    assert Post.objects.count() == 0


@pytest.mark.django_db
def test_a_page_and_its_files_become_words(ours: Message) -> None:
    letter = EmailMessage()
    letter["From"], letter["To"] = "zzc-ap1@example.org", reply_address(ours)
    page = (
        "<head><title>x</title></head><p>Oui<br>merci</p>"
        "<div class='gmail_quote'>Le… <p>Bonjour<br></p></div>"
    )
    letter.set_content(page, subtype="html")
    letter.add_attachment(b"x", maintype="application", subtype="pdf", filename="plan.pdf")
    reply = read(letter.as_bytes())
    assert reply is not None
    assert (reply.text, reply.provider_id[:5], len(reply.provider_id)) == (
        "Oui\nmerci\n📎 plan.pdf",
        "mail:",
        69,
    )
    assert reply.quoted.split() == ["Le…", "Bonjour"]
