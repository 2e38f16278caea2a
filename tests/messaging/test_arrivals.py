"""What could not be read is kept as it came, seen by the staff, put with a person or set aside."""

import json
from base64 import b64decode, encodebytes
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries, Settings

from core.webhooks import bad
from messaging.actions import inbound
from messaging.clock.inbound import forget_inbound, read_inbound
from messaging.http.replies import reply_address
from messaging.models import Inbound, Message, Post, Thread
from people.todo import todo_items
from tests.cast import Cast
from tests.messaging.talking import sent_to
from tests.selection.files_to_judge import rules

PAGE = "/desk/conversations/unread/"
LETTER = (
    b"From: Salma <zzc-ap1@example.org>\nTo: %s\nSubject: Re: Bonjour\nMessage-ID: <9@phone>\n"
    b"Content-Type: text/html; charset=utf-8\n\n<script>alert(1)</script><p>Oui, je viens.</p>\n"
)


@pytest.fixture(autouse=True)
def reads_mail(settings: Settings) -> None:
    settings.REPLY_ADDRESS = "labs+{token}@example.ma"


@pytest.fixture
def ours(cast: Cast) -> Message:
    return sent_to(
        cast["AP1"], cast.stop, channel="email", address="zzc-ap1@example.org", state="sent"
    )


def kept(to: str = "labs+forged@example.ma", letter: bytes = LETTER) -> Inbound:
    """A mail that came to that address, and was read as far as it can be."""
    inbound.keep_mail(letter % to.encode(), recipient=to)
    read_inbound()
    return Inbound.objects.latest("pk")


def numbers(cast: Cast, code: str, box: str = "open") -> list[int]:
    cards = cast.client(code).get(f"{PAGE}?box={box}").context["cards"]
    return [card.arrival.pk for card in cards]


def test_a_mail_stays_as_it_came_whatever_becomes_of_it(ours: Message) -> None:
    to = reply_address(ours)
    read, unread = kept(to), kept()
    assert bytes(read.raw or b"") == LETTER % to.encode()
    assert (read.post_id, read.failure) == (Post.objects.get().pk, "")
    assert bytes(unread.raw or b"") == LETTER % b"labs+forged@example.ma"
    assert (unread.post, unread.done_at, unread.failure) == (
        None,
        None,
        "It answers no message of ours that is still known.",
    )


def test_a_mail_that_breaks_its_reader_is_kept_with_the_reason(
    ours: Message, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_a: Any, **_k: Any) -> Any:
        raise RecursionError

    monkeypatch.setattr("messaging.http.inbound_mail.words_of", broken)
    row = kept(reply_address(ours))
    assert (row.failure, row.stop) == ("What arrived is not of the expected form.", ours.stop)
    assert (row.payload["from"], row.payload["subject"]) == (
        "Salma <zzc-ap1@example.org>",
        "Re: Bonjour",
    )


def test_each_center_sees_what_came_to_its_stops_and_what_is_nobody_s(
    cast: Cast, ours: Message
) -> None:
    nobodys, mine = kept(), kept(letter=LETTER + b"2")
    Inbound.objects.filter(pk=mine.pk).update(stop=ours.stop)
    assert numbers(cast, "RS1") == [mine.pk, nobodys.pk]
    assert numbers(cast, "RV") == [mine.pk, nobodys.pk]
    assert numbers(cast, "RS2") == [nobodys.pk]
    assert cast.client("RS2").get(f"{PAGE}{mine.pk}/").status_code == 404


def test_whoever_reads_a_file_without_names_sees_no_original(cast: Cast) -> None:
    row = kept()
    rules(cast.stop, blind=True)
    assert (numbers(cast, "RV"), numbers(cast, "RS1")) == ([], [row.pk])


def test_the_original_is_a_text_for_disk_without_the_address_that_speaks(
    cast: Cast, ours: Message
) -> None:
    to = reply_address(ours)
    token = to.removeprefix("labs+").partition("@")[0]
    coded = encodebytes(f"Le lundi, Microlabs <{to}> a écrit : Bonjour".encode()).decode()
    soft = f"Oui {to[:20]}=\r\n{to[20:]}".replace("@", "=40")
    row = kept(to, LETTER + f"{coded}\n{soft}".encode())
    Inbound.objects.filter(pk=row.pk).update(post=None, done_at=None, failure="x")
    answer = cast.client("RS1").get(f"{PAGE}{row.pk}/original/")
    assert (
        answer.headers["Content-Type"],
        answer.headers["X-Content-Type-Options"],
        answer.headers["Content-Disposition"],
    ) == (
        "text/plain; charset=utf-8",
        "nosniff",
        f'attachment; filename="microlabs-{row.pk}.txt"',
    )
    words = answer.content.decode()
    said = b64decode("".join(words.split("\n\n")[2].split("\n")[:-2]) + "==")
    assert (token in words.replace("=\r\n", ""), token.encode() in said) == (False, False)
    assert b"<script>alert(1)</script>" in answer.content


def test_it_is_put_with_a_person_with_its_original_and_taken_back(cast: Cast) -> None:
    row, browser = kept(), cast.client("RS1")
    found = browser.post(f"{PAGE}{row.pk}/people/", {"q": "ZZC AP1"}).context["people"]
    assert [each.person for each in found] == [cast["AP1"].pk]
    chosen = {"person": cast["AP1"].pk, "stop": cast.stop.pk}
    put = browser.post(f"{PAGE}{row.pk}/attachment/", chosen)
    post = Post.objects.get()
    assert put.headers["Location"] == f"/desk/conversations/{post.thread_id}/"
    assert (post.text, post.thread.person, post.thread.unread) == (
        "Oui, je viens.",
        cast["AP1"],
        1,
    )
    page = browser.get(put.headers["Location"]).text
    assert f'href="/messages/received/{post.pk}/original/"' in page
    assert (numbers(cast, "RS1"), numbers(cast, "RS1", "settled")) == ([], [row.pk])
    browser.post(f"{PAGE}{row.pk}/return/")
    assert (Post.objects.count(), Thread.objects.count()) == (0, 0)
    assert numbers(cast, "RS1") == [row.pk]


@pytest.mark.parametrize(
    ("subject", "text"),
    [("Ma demande", "Ma demande\nOui, je viens."), ("RE: Ma demande", "Oui, je viens.")],
)
def test_a_subject_of_ones_own_stands_above_the_words(cast: Cast, subject: str, text: str) -> None:
    row = kept(letter=LETTER.replace(b"Re: Bonjour", subject.encode()))
    chosen = {"person": cast["AP1"].pk, "stop": cast.stop.pk}
    cast.client("RS1").post(f"{PAGE}{row.pk}/attachment/", chosen)
    assert Post.objects.get().text == text


def test_a_thread_in_which_more_was_said_stays_when_one_is_taken_back(cast: Cast) -> None:
    row, browser = kept(), cast.client("RS1")
    thread = Thread.objects.create(person=cast["AP1"], stop=cast.stop)
    Post.objects.create(thread=thread, channel="web", text="Bonjour")
    browser.post(f"{PAGE}{row.pk}/attachment/", {"person": cast["AP1"].pk, "stop": cast.stop.pk})
    browser.post(f"{PAGE}{row.pk}/return/")
    thread.refresh_from_db()
    assert (list(thread.posts.values_list("text", flat=True)), thread.unread) == (["Bonjour"], 0)


def test_it_is_put_only_with_whom_one_may_find(cast: Cast) -> None:
    row = kept()
    chosen = {"person": cast["AP1"].pk, "stop": cast.elsewhere.pk}
    answers = [
        cast.client(code).post(f"{PAGE}{row.pk}/attachment/", chosen).status_code
        for code in ("RS1", "RS2")
    ]
    assert (answers, Post.objects.count()) == ([404, 404], 0)


def test_it_is_set_aside_once_and_brought_back(cast: Cast) -> None:
    row, browser = kept(), cast.client("RS1")
    browser.post(f"{PAGE}{row.pk}/setting-aside/")
    assert (numbers(cast, "RS1"), numbers(cast, "RS1", "settled")) == ([], [row.pk])
    again = browser.post(f"{PAGE}{row.pk}/setting-aside/", follow=True)
    assert "Somebody else was quicker" in again.text
    browser.post(f"{PAGE}{row.pk}/return/")
    assert numbers(cast, "RS1") == [row.pk]


def test_what_a_machine_wrote_is_kept_apart_and_can_be_put_with_a_person(
    cast: Cast, ours: Message
) -> None:
    row = kept(reply_address(ours), b"Auto-Submitted: auto-replied\n" + LETTER)
    assert (Post.objects.count(), numbers(cast, "RS1")) == (0, [])
    assert (numbers(cast, "RS1", "machines"), numbers(cast, "RS2", "machines")) == ([row.pk], [])
    chosen = {"person": cast["AP1"].pk, "stop": cast.stop.pk}
    cast.client("RS1").post(f"{PAGE}{row.pk}/attachment/", chosen)
    assert Post.objects.get().text == "Oui, je viens."
    cast.client("RS1").post(f"{PAGE}{row.pk}/return/")
    read_inbound()
    assert (Post.objects.count(), numbers(cast, "RS1", "machines")) == (0, [row.pk])


def test_words_that_a_provider_sent_in_an_unknown_form_are_there_too(cast: Cast) -> None:
    odd = {"from": "+212699000001", "type": "new", "new": {"body": "Je viens\x00"}}
    inbound.keep([bad("message", "message", odd)], provider="whatsapp")
    inbound.keep([bad("status", "status", {"id": 1})], provider="whatsapp")
    row = Inbound.objects.get(kind="message")
    assert numbers(cast, "RS1") == [row.pk]
    page = cast.client("RS1").get(f"{PAGE}{row.pk}/")
    assert (page.context["said"], page.context["card"].who) == ("Je viens\ufffd", "+212699000001")
    original = cast.client("RS1").get(f"{PAGE}{row.pk}/original/").content.decode()
    assert json.loads(original) == {"element": {**odd, "new": {"body": "Je viens\ufffd"}}}


@pytest.mark.django_db
def test_read_mails_are_kept_for_30_days_and_unread_ones_for_90(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(inbound, "BLOCK", 2)
    now = timezone.now()
    for number, (age, what) in enumerate(
        [(29, "read"), (31, "read"), (31, "unread"), (89, "unread"), (91, "unread"), (31, "aside")]
    ):
        at = now - timedelta(days=age)
        Inbound.objects.create(
            key=f"{number} {what} {age}",
            kind="mail",
            payload={},
            raw=b"x",
            arrived_at=at,
            done_at=None if what == "unread" else at,
            failure="" if what == "read" else "x",
            settled_at=at if what == "aside" else None,
        )
    forget_inbound()
    left = sorted(Inbound.objects.values_list("key", flat=True))
    assert left == ["0 read 29", "2 unread 31", "3 unread 89"]


def test_the_original_of_an_answer_is_for_the_staff_as_long_as_it_is_kept(
    cast: Cast, ours: Message
) -> None:
    row = kept(reply_address(ours))
    post = Post.objects.get()
    Thread.objects.update(assigned_to=cast["EX1"])
    address = f"/messages/received/{post.pk}/original/"
    outcomes = [cast.client(code).get(address).status_code for code in ("RS1", "RS2", "EX1", "AP1")]
    assert outcomes == [200, 404, 403, 403]
    row.delete()
    assert cast.client("RS1").get(address).status_code == 404
    page = cast.client("RS1").get(f"/desk/conversations/{post.thread_id}/").text
    assert "/original/" not in page


@pytest.mark.parametrize("many", [1, 3])
@pytest.mark.parametrize("code", ["RS1", "RV"])
def test_the_list_costs_the_same_for_one_and_for_three(
    cast: Cast, many: int, code: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(many):
        row = kept(letter=LETTER + str(number).encode())
        Inbound.objects.filter(pk=row.pk).update(stop=cast.stop)
    browser = cast.client(code)
    browser.get(PAGE)
    with django_assert_num_queries(3):  # one asks for the stops of the menu
        assert len(browser.get(PAGE).context["cards"]) == many


def test_the_desk_says_what_could_not_be_read(cast: Cast) -> None:
    row = kept()
    (item,) = [each for each in todo_items(cast["RS1"], {}) if each.url == PAGE]
    assert (item.count, item.since, item.url) == (1, row.arrived_at, PAGE)
    assert f'href="{PAGE}"' in cast.client("RS1").get("/desk/conversations/").text


@pytest.mark.django_db
def test_a_flood_of_forged_mails_waits_at_its_sender(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbound, "MOST_UNREAD", 2)
    kept()
    before = inbound.is_flooded()
    kept(letter=LETTER + b"2")
    assert (before, inbound.is_flooded()) == (False, True)


def test_what_a_center_put_with_a_person_is_no_other_center_s_any_more(cast: Cast) -> None:
    row = kept()
    chosen = {"person": cast["AP1"].pk, "stop": cast.stop.pk}
    cast.client("RS1").post(f"{PAGE}{row.pk}/attachment/", chosen)
    elsewhere = cast.client("RS2")
    statuses = [
        elsewhere.get(f"{PAGE}{row.pk}/").status_code,
        elsewhere.get(f"{PAGE}{row.pk}/original/").status_code,
        elsewhere.post(f"{PAGE}{row.pk}/return/").status_code,
    ]
    assert (statuses, Post.objects.count()) == ([404, 404, 404], 1)
    assert (numbers(cast, "RS2", "settled"), numbers(cast, "RS1", "settled")) == ([], [row.pk])
    cast.client("RS1").post(f"{PAGE}{row.pk}/return/")
    assert numbers(cast, "RS2") == [row.pk]
