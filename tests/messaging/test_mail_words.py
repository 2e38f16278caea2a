"""Nothing that somebody wrote by e-mail is dropped: what looks quoted is folded below it."""

import io
import sys
from email.message import EmailMessage
from email.mime.text import MIMEText

import pytest
from django.core.management import call_command
from pytest_django.fixtures import Settings

from messaging.clock.inbound import read_inbound
from messaging.http.inbound_mail import Reply, read
from messaging.http.quotation import told_apart
from messaging.http.replies import reply_address
from messaging.models import Message, Post, Thread
from tests.cast import Cast
from tests.messaging.talking import sent_to

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def reads_mail(settings: Settings) -> None:
    settings.REPLY_ADDRESS = "labs+{token}@example.ma"


@pytest.fixture
def ours(cast: Cast) -> Message:
    return sent_to(
        cast["AP1"], cast.stop, channel="email", address="zzc-ap1@example.org", state="sent"
    )


def raw(ours: Message, kind: str, body: bytes) -> bytes:
    """A mail as bytes, of which nothing is put right on the way."""
    heads = f"From: zzc-ap1@example.org\nTo: {reply_address(ours)}\n{kind}\n".encode()
    return heads + b"MIME-Version: 1.0\nContent-Transfer-Encoding: 8bit\n\n" + body


def reply_of(mail: bytes) -> Reply:
    reply = read(mail)
    assert reply is not None
    return reply


@pytest.mark.parametrize(
    ("text", "new", "quoted"),
    [
        (
            "Le lundi, Microlabs a écrit :\n> Bonjour\n\nOui, je confirme ma venue.",
            "Oui, je confirme ma venue.",
            "Le lundi, Microlabs a écrit :\n> Bonjour",
        ),
        ("Bonjour,\n> Votre ville ?\nSefrou", "Bonjour,\nSefrou", "> Votre ville ?"),
        (
            "Oui.\n\nLe lun. 23 nov. 2026 à 10:00, Microlabs <l@example.ma> a\nécrit :\n> Bonjour",
            "Oui.",
            "Le lun. 23 nov. 2026 à 10:00, Microlabs <l@example.ma> a\nécrit :\n> Bonjour",
        ),
        (
            "Yes.\n\nOn Mon, Nov 23, 2026 at 10:00 AM Microlabs wrote:\n\n> Hello",
            "Yes.",
            "On Mon, Nov 23, 2026 at 10:00 AM Microlabs wrote:\n> Hello",
        ),
        (
            "نعم.\n\nفي الاثنين، كتب Microlabs:\n\n> مرحبا",
            "نعم.",
            "في الاثنين، كتب Microlabs:\n> مرحبا",
        ),
        (
            "نعم\n\nتمت كتابة ما يلي بواسطة \u202aMicrolabs\u202c\u200f في الاثنين:\n\n> مرحبا",
            "نعم",
            "تمت كتابة ما يلي بواسطة \u202aMicrolabs\u202c\u200f في الاثنين:\n> مرحبا",
        ),
        (
            "Oui\nOn Monday, November 23, 2026, Microlabs <l@example.ma> wrote:\n  Bonjour",
            "Oui",
            "On Monday, November 23, 2026, Microlabs <l@example.ma> wrote:\nBonjour",
        ),
        ("Oui\n-----Message d'origine-----\nDe : M", "Oui", "-----Message d'origine-----\nDe : M"),
        (
            "Oui\n-------- Message d’origine --------\nX",
            "Oui",
            "-------- Message d’origine --------\nX",
        ),
        ("Oui\n-----Original Message-----\nX", "Oui", "-----Original Message-----\nX"),
        ("Oui\n\nDe : M\nEnvoyé : lundi\nÀ : S", "Oui", "De : M\nEnvoyé : lundi\nÀ : S"),
        ("Oui\n\n*De :* M\n*Envoyé :* lundi", "Oui", "*De :* M\n*Envoyé :* lundi"),
        ("Yes\n\nFrom: M\nSent: Monday\nTo: S", "Yes", "From: M\nSent: Monday\nTo: S"),
        ("نعم\n\nمن: M\nتم الإرسال: الاثنين", "نعم", "من: M\nتم الإرسال: الاثنين"),
        (
            "Oui\n________________________________\nDe : M",
            "Oui",
            "________________________________\nDe : M",
        ),
        ("Oui\n-- \nSalma", "Oui", "-- \nSalma"),
        ("> Bonjour", "", "> Bonjour"),
        ("Le prix est de 300 dirhams\net plus.", "Le prix est de 300 dirhams\net plus.", ""),
        ("De : Fès\nje viens en car.", "De : Fès\nje viens en car.", ""),
    ],
)
def test_what_is_quoted_is_told_from_what_is_new(text: str, new: str, quoted: str) -> None:
    assert told_apart(text) == (new, quoted)


@pytest.mark.parametrize("order", ["nqn", "qn", "nsnqn", "nrn", "qqnsn"])
def test_no_word_is_lost_however_it_is_mixed(order: str) -> None:
    lines = {
        "n": "Mot{0}",
        "q": "> Cité{0}",
        "s": "Le lundi, M{0} a écrit :",
        "r": "-----Original Message-----",
    }
    text = "\n".join(lines[each].format(at) for at, each in enumerate(order))
    assert sorted("\n".join(told_apart(text)).split()) == sorted(text.split())


@pytest.mark.parametrize(
    ("declared", "body", "text"),
    [
        ("", "نعم، سأحضر".encode(), "نعم، سأحضر"),
        ("", "نعم، سأحضر".encode("cp1256"), "نعم، سأحضر"),
        ("", "J’arrive à Fès".encode("cp1252"), "J’arrive à Fès"),
        ("; charset=us-ascii", "J’arrive à Fès".encode(), "J’arrive à Fès"),
        ("; charset=iso-8859-1", "J’arrive à Fès".encode("cp1252"), "J’arrive à Fès"),
        ("; charset=iso-8859-1", "نعم، سأحضر".encode(), "نعم، سأحضر"),
        ("; charset=iso-8859-1", "نعم، سأحضر".encode("cp1256"), "نعم، سأحضر"),
        ("; charset=iso-8859-1", "Señor".encode("latin-1"), "Señor"),
        ("; charset=utf-8", "J’arrive à Fès".encode("cp1252"), "J’arrive à Fès"),
        ("; charset=iso-8859-6", "نعم، سأحضر".encode("iso-8859-6"), "نعم، سأحضر"),
        ("; charset=windows-1256", "نعم، سأحضر".encode("cp1256"), "نعم، سأحضر"),
        ("; charset=nonsense", "J’arrive à Fès".encode("cp1252"), "J’arrive à Fès"),
        ("; charset=utf-7", b"Oui, f+AOk-vrier", "Oui, février"),
    ],
)
def test_words_are_read_in_the_alphabet_in_which_they_were_written(
    ours: Message, declared: str, body: bytes, text: str
) -> None:
    assert reply_of(raw(ours, f"Content-Type: text/plain{declared}", body)).text == text


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_the_address_that_speaks_for_a_person_stays_nowhere(ours: Message, kind: str) -> None:
    to = reply_address(ours)
    letter = MIMEText(f"Oui, de {to.upper()}\n\nLe lundi, M <{to}> a écrit :\n> x", kind, "utf-8")
    letter["From"], letter["To"] = "zzc-ap1@example.org", to
    reply = reply_of(letter.as_bytes())
    token = to.removeprefix("labs+").partition("@")[0]
    assert (token in (reply.text + reply.quoted).lower(), "@example.ma" in reply.text) == (
        False,
        True,
    )


def test_a_page_s_quotation_is_folded_and_words_below_it_are_new(ours: Message) -> None:
    page = (
        "<style>p{}</style><p>Oui</p><blockquote><p>Votre ville ?</p></blockquote><p>Sefrou</p>"
        "<blockquote>sans fin<p>mot"
    )
    reply = reply_of(raw(ours, "Content-Type: text/html; charset=utf-8", page.encode()))
    assert (reply.text.split(), reply.quoted.split()) == (
        ["Oui", "Sefrou"],
        ["Votre", "ville", "?", "sans", "fin", "mot"],
    )


def test_the_team_opens_what_is_folded_in_the_conversation(
    cast: Cast, ours: Message, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = EmailMessage()
    letter["From"], letter["To"] = "zzc-ap1@example.org", reply_address(ours)
    letter.set_content("Oui.\n\nOn Monday, Microlabs wrote:\n> Votre <b>ville</b> ?")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(letter.as_bytes())))
    call_command("receive_mail")
    read_inbound()
    post = Post.objects.get()
    page = cast.client("RS1").get(f"/desk/conversations/{post.thread_id}/").text
    folded = page.split("<details>")[1].split("</details>")[0]
    assert (post.text, "Votre &lt;b&gt;ville&lt;/b&gt; ?" in folded) == ("Oui.", True)


def test_a_mail_of_which_all_looks_quoted_is_shown_open(cast: Cast, ours: Message) -> None:
    post = Post.objects.create(
        thread=sent_thread(cast, ours), channel="email", address=ours.address, quoted="> Oui"
    )
    page = cast.client("RS1").get(f"/desk/conversations/{post.thread_id}/").text
    assert "<details open>" in page


def sent_thread(cast: Cast, ours: Message) -> Thread:
    return Thread.objects.create(person=cast["AP1"], stop=ours.stop)
