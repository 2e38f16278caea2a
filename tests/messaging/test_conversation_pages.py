"""The pages of the conversations: who reads what, their cost, and that nothing typed is lost."""

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from applications.models import Application
from messaging.inbox import BOXES
from messaging.models import Message, Post, Thread
from people.models import Participation, User
from tests.cast import Cast, phone_of
from tests.messaging.recordings import OGG
from tests.messaging.talking import UNKNOWN, by_whatsapp, heard, known, sent_to

KEY = "7d9f2f0e-8b1c-4a57-9b6f-0f5f1d3c2b1a"
XSS = '"><img src=x onerror=alert(1)><script>alert(1)</script>'


def read(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def in_hands(cast: Cast, post: Post, code: str = "EX1") -> str:
    """The address of the conversation, in the hands of somebody."""
    Thread.objects.filter(pk=post.thread_id).update(assigned_to=cast[code])
    return f"/desk/conversations/{post.thread_id}/"


def begun(cast: Cast, numbers: range) -> None:
    """Conversations with so many more people, each with something unread."""
    people = User.objects.bulk_create(
        User(name=f"P{n}", phone=f"+2126990100{n:02}", password="!") for n in numbers
    )
    threads = Thread.objects.bulk_create(
        Thread(person=each, stop=cast.stop, unread=1) for each in people
    )
    Post.objects.bulk_create(Post(thread=each, channel="sms", text="سلام") for each in threads)


def statements(browser: Client, address: str) -> int:
    browser.get(address)
    with CaptureQueriesContext(connection) as caught:
        browser.get(address)
    return len(caught)


def test_the_list_costs_the_same_for_one_three_and_sixty_threads(cast: Cast) -> None:
    browser, costs = cast.client("RS1"), []
    for numbers in (range(1), range(1, 3), range(3, 60)):
        begun(cast, numbers)
        costs.append(statements(browser, "/desk/conversations/"))
    assert len(set(costs)) == 1
    first = browser.get("/desk/conversations/").context
    second = browser.get("/desk/conversations/" + first["next_url"]).context
    names = [thread.person.name for page in (first, second) for thread in page["threads"]]
    assert (len(names), len(set(names)), second["next_url"]) == (60, 60, "")


def test_a_thread_costs_the_same_for_one_and_for_thirty_entries(cast: Cast) -> None:
    known(cast)
    post = by_whatsapp(cast)
    address, browser = f"/desk/conversations/{post.thread_id}/", cast.client("RS1")
    before = statements(browser, address)
    Post.objects.bulk_create(
        Post(thread=post.thread, channel="sms", address=phone_of("AP1"), text=str(n))
        for n in range(15)
    )
    for number in range(14):
        sent_to(
            cast["AP1"],
            cast.stop,
            key=f"answer:{number}",
            thread=post.thread,
            author=cast["RS1"],
            event="answer",
        )
    assert statements(browser, address) == before


def test_each_box_holds_its_own(cast: Cast) -> None:
    known(cast)
    mine = by_whatsapp(cast).thread
    Thread.objects.filter(pk=mine.pk).update(assigned_to=cast["RS1"])
    free = by_whatsapp(cast, code="AP2").thread
    tray = heard(UNKNOWN).thread
    boxes = {
        box: [
            thread.pk
            for thread in cast.client("RS1")
            .get(f"/desk/conversations/?box={box}")
            .context["threads"]
        ]
        for box in ("mine", "free", "all", "tray", "later", "closed", "none")
    }
    both = [free.pk, mine.pk]
    assert boxes == {
        "mine": [mine.pk],
        "free": [free.pk],
        "all": both,
        "tray": [tray.pk],
        "later": [],
        "closed": [],
        "none": both,
    }
    context = cast.client("RS1").get("/desk/conversations/").context
    assert [(name, unread) for name, _title, unread, _url in context["boxes"]][:4] == [
        ("mine", 1), ("free", 1), ("all", 2), ("tray", 1)
    ]  # fmt: skip


def test_an_expert_reads_what_they_were_given_without_telephone_e_mail_or_other_messages(
    cast: Cast,
) -> None:
    known(cast)
    address = in_hands(cast, by_whatsapp(cast, "عندي سؤال"))
    page = read(cast.client("EX1"), address)
    hidden = [
        phone_of("AP1"),
        phone_of("AP1")[4:],
        "06 99 00 0",
        "zzc-ap1@",
        "توصلنا بطلبكم",
        "FM-0001",
    ]
    assert [word for word in hidden if word in page] == []
    assert ("عندي سؤال" in page, "ZZC AP1 Name" in page) == (True, True)
    assert cast.client("EX2").get(address).status_code == 404
    assert [
        thread.pk for thread in cast.client("EX2").get("/desk/conversations/").context["threads"]
    ] == []


def test_the_staff_read_who_it_is_and_what_else_was_sent(cast: Cast) -> None:
    sent_to(cast["AP1"], cast.stop, body="رابطكم: http://x/my/2Zr6Q-n0m5cBvXk9tLwE4A/")
    sent_to(
        cast["AP1"],
        cast.stop,
        key="news",
        body="http://x/messages/stop/17.2Zr6Q-n0m5cBvXk9t/ http://x/my/17.2Zr6Q/",
    )
    sent_to(cast["AP1"], cast.stop, key="code", secret=True, body="الرمز 123456")
    page = read(cast.client("RS1"), f"/desk/conversations/{by_whatsapp(cast).thread_id}/")
    assert [word for word in ("06 99 00 00 01", "FM-0001", "/my/…/") if word not in page] == []
    assert [word for word in ("2Zr6Q", "123456") if word in page] == []


def test_what_is_new_is_told_once_and_what_moved_is_told_again(cast: Cast) -> None:
    known(cast)
    post = by_whatsapp(cast)
    browser, address = cast.client("RS1"), f"/desk/conversations/{post.thread_id}/"
    have = browser.get(address).context["talk"].have
    assert browser.get(f"{address}news/?have={have}").status_code == 204
    second = by_whatsapp(cast, "وأيضا")
    Message.objects.filter(person=cast["AP1"]).update(state="delivered")
    news = browser.get(f"{address}news/?have={have}")
    assert [entry.key for entry in news.context["lacking"]] == [f"p{second.pk}"]
    assert [entry.version for entry in news.context["changed"]] == ["delivered"]
    assert "<textarea" not in news.content.decode()
    assert browser.get(f"{address}news/?have={news.context['talk'].have}").status_code == 204


@pytest.mark.parametrize("have", ["", "x", "p1", ",,,.", "p999999999999999999999.x", "\x00"])
def test_nonsense_gets_everything(cast: Cast, have: str) -> None:
    known(cast)
    address = f"/desk/conversations/{by_whatsapp(cast).thread_id}/news/"
    assert len(cast.client("RS1").get(address, {"have": have}).context["lacking"]) == 2


def test_a_refused_answer_stays_typed_and_a_prepared_message_is_offered(
    cast: Cast, settings: Any
) -> None:
    settings.WHATSAPP_TOKEN, settings.WHATSAPP_NUMBER_ID = "token", "1"
    known(cast)
    post = by_whatsapp(cast, at=timezone.now() - timedelta(hours=30))
    browser, address = cast.client("RS1"), f"/desk/conversations/{post.thread_id}/"
    answer = browser.post(f"{address}answers/", {"key": KEY, "text": "نعم، غدا"})
    assert (answer.status_code, "نعم، غدا</textarea>" in answer.content.decode()) == (422, True)
    ((code, key, text),) = answer.context["templates"]
    assert (code, bool(text)) == ("answer_waiting", True)
    assert browser.post(f"{address}answers/", {"key": key, "template": code}).status_code == 302
    assert Message.objects.filter(event="answer_waiting").count() == 1


def test_reading_goes_by_post_and_only_as_far_as_was_seen(cast: Cast) -> None:
    known(cast)
    post = by_whatsapp(cast)
    browser, address = cast.client("RS1"), f"/desk/conversations/{post.thread_id}/"
    seen = browser.get(address).context["talk"].seen
    by_whatsapp(cast, "وأيضا")
    answer = browser.post(f"{address}reading/", {"seen": seen}, headers={"HX-Request": "true"})
    assert (answer.content.decode(), Thread.objects.get().unread) == (
        '<div id="reading" hidden></div>',
        1,
    )


def test_an_unknown_number_is_attached_in_one_tap_to_who_is_found(cast: Cast) -> None:
    thread = heard(UNKNOWN).thread
    Application.objects.filter(pk=cast.application.pk).update(
        search_text=cast.application.searchable_text
    )
    browser, address = cast.client("RS1"), f"/desk/conversations/{thread.pk}/"
    for words in ("0001", "ZZC AP1", phone_of("AP1")):
        people = browser.post(f"{address}people/", {"q": words}).context["people"]
        assert (people[0].person, people[0].stop, people[0].reference) == (
            cast["AP1"].pk,
            cast.stop.pk,
            "FM-0001",
        )
    foreign = {"person": cast["AP1"].pk, "stop": cast.elsewhere.pk}
    assert browser.post(f"{address}attachment/", foreign).status_code == 404
    stranger = {"person": cast["EX1"].pk, "stop": cast.stop.pk}
    assert browser.post(f"{address}attachment/", stranger).status_code == 404
    browser.post(f"{address}attachment/", {"person": cast["AP1"].pk, "stop": cast.stop.pk})
    assert heard(UNKNOWN, "2").thread.person == cast["AP1"]


def test_players_can_jump_about_in_a_file_that_no_browser_runs(cast: Cast) -> None:
    known(cast)
    post = by_whatsapp(cast)
    Post.objects.filter(pk=post.pk).update(file_state="here", file_type="audio/ogg")
    post.file.save("x.ogg", ContentFile(OGG))
    browser, address, size = cast.client("RS1"), f"/messages/received/{post.pk}/", len(OGG)
    whole = browser.get(address)
    heads = [whole[name] for name in ("Content-Type", "X-Content-Type-Options", "Accept-Ranges")]
    assert (whole.status_code, whole.getvalue()) == (200, OGG)
    assert heads == ["audio/ogg", "nosniff", "bytes"]
    assert whole["Content-Security-Policy"] == "default-src 'none'; sandbox"
    pieces = {
        wanted: (answer.status_code, answer.content, answer["Content-Range"])
        for wanted in ("bytes=0-3", f"bytes={size - 4}-", "bytes=-4", "bytes=9999-")
        for answer in [browser.get(address, headers={"Range": wanted})]
    }
    last = (206, OGG[-4:], f"bytes {size - 4}-{size - 1}/{size}")
    assert pieces == {
        "bytes=0-3": (206, b"OggS", f"bytes 0-3/{size}"),
        f"bytes={size - 4}-": last,
        "bytes=-4": last,
        "bytes=9999-": (416, b"", f"bytes */{size}"),
    }


def test_nothing_that_anybody_typed_runs(cast: Cast) -> None:
    User.objects.filter(pk=cast["AP1"].pk).update(name=XSS)
    sent_to(cast["AP1"], cast.stop, body=XSS, failure=XSS)
    post = by_whatsapp(cast, XSS)
    heard(XSS, XSS)
    addresses = [
        "/desk/conversations/",
        "/desk/conversations/?box=tray",
        f"/desk/conversations/{post.thread_id}/",
    ]
    addresses += [
        f"{addresses[2]}news/",
        f"/desk/conversations/{Thread.objects.in_tray().get().pk}/",
    ]
    pages = [read(cast.client("RS1"), address) for address in addresses]
    pages += [read(cast.client("AP1"), "/my/messages/fes/")]
    assert [page.count("<img src=x") + page.count("<script>alert") for page in pages] == [0] * 6


def test_a_person_writes_on_a_page_of_their_own_and_reads_the_answer(cast: Cast) -> None:
    Participation.objects.create(person=cast["AP1"], stop=cast.stop)
    browser = cast.client("AP1")
    assert browser.get("/my/messages/")["Location"] == "/my/messages/fes/"
    refused = browser.post("/my/messages/fes/", {"key": "nonsense", "text": "متى تبدأ الورشة؟"})
    assert (refused.status_code, "متى تبدأ الورشة؟</textarea>" in refused.content.decode()) == (
        422,
        True,
    )
    for _tap in range(2):
        browser.post("/my/messages/fes/", {"key": KEY, "text": "متى تبدأ الورشة؟"})
    assert list(Post.objects.values_list("text", "channel")) == [("متى تبدأ الورشة؟", "web")]
    thread = Thread.objects.get()
    cast.client("RS1").post(
        f"/desk/conversations/{thread.pk}/answers/", {"key": KEY, "text": "يوم الثلاثاء"}
    )
    assert "يوم الثلاثاء" in read(browser, "/my/messages/fes/")


def test_who_holds_a_private_link_writes_to_the_team(cast: Cast) -> None:
    EmailAddress.objects.filter(user=cast["AP1"]).delete()
    User.objects.filter(pk=cast["AP1"].pk).update(phone_verified=False)
    address = f"/my/{cast.application.token}/message/"
    assert cast.browser().post(address, {"key": KEY, "text": ""}).status_code == 422
    cast.browser().post(address, {"key": KEY, "text": "غيرت رقمي"})
    thread = Thread.objects.get()
    assert (thread.person, thread.stop, thread.posts.get().text) == (
        cast["AP1"],
        cast.stop,
        "غيرت رقمي",
    )


def test_what_was_sent_from_a_private_page_stands_with_its_confirmation_where_it_was_typed(
    cast: Cast,
) -> None:
    EmailAddress.objects.filter(user=cast["AP1"]).delete()
    User.objects.filter(pk=cast["AP1"].pk).update(phone_verified=False)
    page, browser = cast.application.get_absolute_url(), cast.browser()
    answer = browser.post(f"{page}message/", {"key": KEY, "text": "غيرت <رقمي>"})
    assert answer.headers["Location"] == f"{page}?sent={KEY}#answer"
    before, place = read(browser, f"{page}?sent={KEY}").split('id="answer"')
    confirmation = "Your message has reached the team."
    found = (confirmation in before, confirmation in place, "غيرت &lt;رقمي&gt;" in place)
    assert found == (False, True, True)
    for other in (
        f"{page}?sent=%00",
        f"{page}?sent=",
        page,
        f"/my/{cast.neighbour.token}/?sent={KEY}",
    ):
        assert confirmation not in read(browser, other)


def test_who_proved_an_address_signs_in_to_write_from_a_private_link(cast: Cast) -> None:
    page = cast.application.get_absolute_url()
    statuses = [
        b.post(f"{page}message/", {"key": KEY, "text": "ZZC"}).status_code
        for b in (Client(), cast.client("AP1"))
    ]
    seen = [read(b, page).count('name="text"') for b in (Client(), cast.client("AP1"))]
    assert (statuses, seen, Post.objects.count()) == ([422, 302], [0, 1], 1)


def test_nobody_writes_without_end(cast: Cast) -> None:
    known(cast)
    thread = by_whatsapp(cast).thread
    Post.objects.bulk_create(Post(thread=thread, channel="web", text=str(n)) for n in range(30))
    answer = cast.client("AP1").post("/my/messages/fes/", {"key": KEY, "text": "31"})
    assert (answer.status_code, "31</textarea>" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize(("language", "name"), [("fr", "Terminées"), ("ar", "المنتهية")])
def test_the_box_of_what_is_over_reads_as_no_english(language: str, name: str) -> None:
    with translation.override(language):
        assert str(BOXES["closed"][0]) == name


def test_nobody_types_an_answer_that_would_be_refused(cast: Cast) -> None:
    known(cast)
    forms = {}
    for post in (heard(UNKNOWN), heard(phone_of("AP1"))):
        page = read(cast.client("RS1"), f"/desk/conversations/{post.thread_id}/")
        forms[post.address] = f'action="/desk/conversations/{post.thread_id}/answers/' in page
    assert forms == {UNKNOWN: False, phone_of("AP1"): True}


def test_a_line_shows_the_last_words_of_either_side(cast: Cast) -> None:
    browser = cast.client("RS1")
    thread = Thread.objects.create(person=cast["AP1"], stop=cast.stop)
    seen = []
    for text in ("", "Good news", "شكرا"):
        if text == "شكرا":
            Post.objects.create(thread=thread, channel="sms", text=text)
        elif text:
            sent_to(
                cast["AP1"], cast.stop, key="answer:1", event="answer", thread=thread, body=text
            )
        page = read(browser, "/desk/conversations/")
        (line,) = re.findall(r'<p dir="auto">(.*?)</p>', page, re.DOTALL)
        seen.append(" ".join(re.sub(r"<[^>]+>", " ", line).split()))
    assert seen == ["Nothing has been written yet.", "The team: Good news", "شكرا"]
