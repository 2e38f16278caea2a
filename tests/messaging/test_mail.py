"""E-mail as it leaves: its direction, its heads, what may be clicked, what a server answers."""

import smtplib
from email.message import EmailMessage
from typing import Any
from unicodedata import normalize

import pytest
from django.core import mail
from django.utils.http import int_to_base36
from pytest_django.fixtures import Settings

from core.calling import NotSent, UnknownFate
from messaging.http import mail as by_mail
from messaging.http.links import harmless, own_links
from messaging.http.replies import answered
from messaging.models import Message
from tests.messaging.providers.smtp import Sink

SITE = "http://127.0.0.1:8000"


def letter(**changes: Any) -> Message:
    known = {
        "key": "news:1",
        "channel": "email",
        "address": "a@example.org",
        "language": "fr",
        "subject": "Reçu",
    }
    return Message.objects.create(**({"body": "Bonjour"} | known | changes))


def leave(message: Message) -> EmailMessage:
    by_mail.by_email(message)
    return mail.outbox[-1].message()


def html(message: Message) -> str:
    return str(by_mail.letter_of(message).alternatives[0][0])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "head"), [("ar", 'lang="ar" dir="rtl"'), ("fr", 'lang="fr" dir="ltr"')]
)
def test_a_mail_has_the_direction_of_its_reader(language: str, head: str) -> None:
    message = letter(language=language)
    assert html(message).count(f"<html {head}>") == 1
    assert leave(message)["Content-Language"] == language


@pytest.mark.django_db
def test_what_is_not_needed_is_stopped_in_one_click() -> None:
    message = letter()
    heads = leave(message)
    assert str(heads["List-Unsubscribe"]).startswith(f"<{SITE}/messages/stop/")
    assert heads["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert html(message).count(f"{SITE}/messages/stop/") == 1


@pytest.mark.django_db
def test_what_is_needed_cannot_be_stopped() -> None:
    message = letter(needed=True)
    assert (leave(message)["List-Unsubscribe"], html(message).count("/messages/stop/")) == (None, 0)


@pytest.mark.django_db
def test_the_heads_say_who_writes_that_it_is_a_machine_and_where_to_answer(
    settings: Settings,
) -> None:
    settings.REPLY_ADDRESS = "Labs+{token}@example.ma"
    settings.DEFAULT_FROM_EMAIL = "Microlabs <labs@example.ma>"
    message = letter()
    heads = leave(message)
    assert (heads["From"], heads["Auto-Submitted"]) == (
        "Microlabs <labs@example.ma>",
        "auto-generated",
    )
    assert heads["Message-ID"] == f"<message-{message.pk}.0@example.ma>"
    assert answered(str(heads["Reply-To"]).upper()) == message


@pytest.mark.django_db
def test_an_address_to_answer_to_cannot_be_made_up(settings: Settings) -> None:
    settings.REPLY_ADDRESS = "labs+{token}@example.ma"
    message = letter()
    token = by_mail.reply_address(message)
    other = token.replace(f"+{int_to_base36(message.pk)}-", f"+{int_to_base36(message.pk + 1)}-")
    wrong = [
        other,
        "labs@example.ma",
        "labs+@example.ma",
        f"labs+{message.pk}-@example.ma",
        token + "x",
        "x" + token,
    ]
    assert ([answered(each) for each in wrong], answered(token)) == ([None] * 6, message)


@pytest.mark.parametrize(
    ("text", "links"),
    [
        (f"Ici : {SITE}/my/abc-_1/", 1),
        (f"{SITE}/my/a {SITE}/my/b", 2),
        (f"{SITE}", 1),
        (f"{SITE}.evil.ma/x", 0),
        (f"{SITE}@evil.ma", 0),
        (f"{SITE}:9@evil.ma", 0),
        (f"https://evil.ma/?{SITE}/my/a", 0),
        (f"https://evil.ma/{SITE}/my/a", 0),
        ("https://evil.ma www.evil.ma a@evil.ma javascript:alert(1)", 0),
        (f'{SITE}/my/"onclick="x', 1),
    ],
)
def test_only_our_own_addresses_can_be_clicked(text: str, links: int) -> None:
    page = own_links(text)
    assert (page.count("<a href="), page.count("<a "), page.count(f'href="{SITE}')) == (
        links,
        links,
        links,
    )
    assert page.count('onclick="') == 0


@pytest.mark.django_db
def test_what_somebody_typed_is_no_link_even_for_the_mail_program() -> None:
    name = "Prize <b>http://evil.ma/x</b> www.evil.ma"
    message = letter(
        body=f"Bonjour {name}, {SITE}/my/a", context={"name": name, "link": f"{SITE}/my/a"}
    )
    page, text = html(message), by_mail.letter_of(message).body
    assert [words.count("evil.ma") for words in (page, text)] == [0, 0]
    assert (page.count("<b>"), text.count(f"{SITE}/my/a"), page.count(f'href="{SITE}/my/a"')) == (
        0,
        1,
        1,
    )


@pytest.mark.parametrize(
    "typed",
    [
        f"{SITE}/ www.evil.ma",
        f"{SITE}/?to=www.evil.ma",
        f"{SITE}/x@evil.ma",
        f"{SITE}.evil.ma/x",
        "e\u0301 www.evil.ma",
        "www.evil.ma   Prize",
    ],
)
def test_our_own_address_opens_no_way_for_another(typed: str) -> None:
    text = normalize("NFC", f"Bonjour {' '.join(typed.split())}. Suivi : {SITE}/my/a")
    safe = harmless(text, typed=[typed, f"{SITE}/my/a"])
    assert (safe.count("evil.ma"), safe.count(f"{SITE}/my/a")) == (0, 1)


@pytest.mark.django_db
def test_nobody_writes_heads_through_a_subject() -> None:
    heads = leave(letter(subject="Reçu\r\nBcc: all@example.org\x0bX: y"))
    assert (heads["Bcc"], str(heads["Subject"]).count("\n")) == (None, 0)
    message = letter(key="news:2", address="a@example.org\nBcc: b@example.org")
    with pytest.raises(NotSent) as refusal:
        by_mail.by_email(message)
    assert refusal.value.final


@pytest.mark.django_db
def test_any_mail_server_takes_it(sink: Sink) -> None:
    message = letter(body="السلام\n.\nعليكم", language="ar")
    assert by_mail.by_email(message) == sink.letters[0]["Message-ID"]
    delivery = sink.truth.deliveries[0]
    assert (delivery.to, delivery.body, delivery.echo) == (
        "a@example.org",
        "السلام\n.\nعليكم",
        message.echo,
    )
    assert sink.letters[0].get_content_type() == "multipart/alternative"


@pytest.mark.django_db
@pytest.mark.parametrize(("fault", "final"), [(451, False), (550, True)])
def test_a_recipient_may_be_refused_for_now_or_for_good(
    sink: Sink,
    fault: int,
    final: bool,  # noqa: FBT001  Django calls it so
) -> None:
    sink.faults.script = [fault]
    with pytest.raises(NotSent) as refusal:
        by_mail.by_email(letter())
    assert (refusal.value.final, sink.truth.deliveries) == (final, [])


@pytest.mark.django_db
def test_a_server_that_hangs_up_after_the_words_leaves_us_in_doubt(sink: Sink) -> None:
    sink.faults.script = ["drop"]
    with pytest.raises(UnknownFate):
        by_mail.by_email(letter())
    assert len(sink.truth.deliveries) == 1


@pytest.mark.django_db
def test_a_wrong_password_is_told(
    sink: Sink, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "a", "b"

    def refuse(*_asked: object) -> None:
        raise smtplib.SMTPAuthenticationError(535, b"no")

    monkeypatch.setattr(smtplib.SMTP, "login", refuse)
    with pytest.raises(NotSent, match="does not accept our password") as refusal:
        by_mail.by_email(letter())
    assert (refusal.value.final, sink.truth.deliveries) == (False, [])
