"""Answering on the page: once, not across a colleague, closed in the same act, then the next."""

from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from messaging import presence
from messaging.models import Message, Post, Thread
from people.models import User
from people.todo import todo_items
from tests.cast import Cast
from tests.messaging.talking import by_whatsapp, known

KEY = "7d9f2f0e-8b1c-4a57-9b6f-0f5f1d3c2b1a"
OTHER = "0b0f6f3a-1c52-4a44-9d3a-3f1d6f7e8a11"


@pytest.fixture
def post(cast: Cast) -> Post:
    """What AP1 has written."""
    cache.clear()
    known(cast)
    return by_whatsapp(cast)


def address_of(post: Post) -> str:
    return f"/desk/conversations/{post.thread_id}/"


def form_of(browser: Client, post: Post, **changes: Any) -> dict[str, Any]:
    """What the page's form sends: what the page shows, and some words."""
    shown = browser.get(address_of(post)).context
    values = {"after": shown["after"], "seen": shown["talk"].seen, "key": KEY, "text": "نعم"}
    return values | changes


def test_an_answer_that_crosses_a_colleagues_is_asked_for_once_more_and_stays_typed(
    cast: Cast, post: Post
) -> None:
    mine, theirs = cast.client("RS1"), cast.client("RV")
    typed = form_of(mine, post)
    theirs.post(f"{address_of(post)}answers/", form_of(theirs, post, key=OTHER, text="غدا"))
    crossed = mine.post(f"{address_of(post)}answers/", typed)
    page = crossed.content.decode()
    shown = (crossed.status_code, "نعم</textarea>" in page, "غدا" in page, cast["RV"].name in page)
    assert (*shown, Message.objects.filter(event="answer").count()) == (422, True, True, True, 1)
    again = typed | {"after": crossed.context["after"]}
    assert mine.post(f"{address_of(post)}answers/", again).status_code == 302
    assert list(
        Message.objects.order_by("pk").filter(event="answer").values_list("body", flat=True)
    ) == [
        "غدا",
        "نعم",
    ]


def test_ones_own_earlier_answer_crosses_nothing(cast: Cast, post: Post) -> None:
    browser = cast.client("RS1")
    typed = form_of(browser, post)
    statuses = [
        browser.post(f"{address_of(post)}answers/", typed | {"key": key}).status_code
        for key in (KEY, OTHER)
    ]
    assert statuses == [302, 302]


def test_answered_and_closed_is_one_act_and_a_double_tap_does_it_once(
    cast: Cast, post: Post
) -> None:
    browser = cast.client("RS1")
    typed = form_of(browser, post, then="close")
    statuses = [browser.post(f"{address_of(post)}answers/", typed).status_code for _tap in range(2)]
    thread = Thread.objects.get()
    assert (statuses, thread.state, thread.unread) == ([302, 302], "closed", 0)
    assert Message.objects.filter(event="answer").count() == 1


def test_nothing_is_sent_or_closed_over_what_the_person_wrote_meanwhile(
    cast: Cast, post: Post
) -> None:
    browser = cast.client("RS1")
    typed = form_of(browser, post, then="close")
    by_whatsapp(cast, "وأيضا")
    refused = browser.post(f"{address_of(post)}answers/", typed)
    page = refused.content.decode()
    assert (refused.status_code, "نعم</textarea>" in page, "وأيضا" in page) == (422, True, True)
    assert (Message.objects.filter(event="answer").count(), Thread.objects.get().state) == (
        0,
        "open",
    )


def test_a_chosen_file_is_asked_for_again_when_an_answer_is_refused(cast: Cast, post: Post) -> None:
    browser = cast.client("RS1")
    picture = SimpleUploadedFile("a.pdf", b"%PDF-1.4\n%%EOF")
    typed = form_of(browser, post, text="{file}", file=picture)
    refused = browser.post(f"{address_of(post)}answers/", typed)
    assert list(refused.context["answer"].errors) == ["text", "file"]


def test_who_is_writing_is_told_to_the_others_for_a_while_without_a_statement(
    cast: Cast, post: Post
) -> None:
    with CaptureQueriesContext(connection) as caught:
        presence.write_down(post.thread, cast["RV"])
        told = presence.writers(post.thread, but=cast["RS1"])
        own = presence.writers(post.thread, but=cast["RV"])
    assert (told, own, len(caught)) == ({cast["RV"].pk: cast["RV"].name}, {}, 0)
    presence.leave(post.thread, cast["RV"])
    assert presence.writers(post.thread, but=cast["RS1"]) == {}


def test_the_page_that_asks_for_news_learns_that_a_colleague_writes_and_stopped(
    cast: Cast, post: Post
) -> None:
    mine, theirs = cast.client("RS1"), cast.client("RV")
    have = mine.get(address_of(post)).context["talk"].have
    asked = {"have": have, "writing": ""}
    assert mine.get(f"{address_of(post)}news/", asked).status_code == 204
    assert theirs.post(f"{address_of(post)}writing/").status_code == 204
    news = mine.get(f"{address_of(post)}news/", asked)
    assert f"<bdi>{cast['RV'].name}</bdi> is writing an answer" in news.content.decode()
    code = news.context["writing_code"]
    assert mine.get(f"{address_of(post)}news/", asked | {"writing": code}).status_code == 204
    theirs.post(f"{address_of(post)}answers/", form_of(theirs, post))
    later = mine.get(f"{address_of(post)}news/", asked | {"writing": code})
    assert later.context["writing"] == {}


def test_the_next_conversation_is_the_one_below_that_waits_then_the_first(
    cast: Cast, post: Post
) -> None:
    second = by_whatsapp(cast, code="AP2")
    browser = cast.client("RS1")
    chain = []
    for each in (second, post):
        following = browser.get(address_of(each)).context["next_thread"]
        chain.append(following.pk)
    assert chain == [post.thread_id, second.thread_id]
    Thread.objects.update(unread=0)
    assert browser.get(address_of(post)).context["next_thread"] is None


def test_the_list_leads_to_the_box_of_the_answer_and_its_first_line_is_a_key(
    cast: Cast, post: Post
) -> None:
    page = cast.client("RS1").get("/desk/conversations/").content.decode()
    assert f'href="{address_of(post)}#id_text" data-key="j"' in page


def test_what_was_given_to_somebody_stands_in_their_today_though_it_is_read(
    cast: Cast, post: Post
) -> None:
    Thread.objects.filter(pk=post.thread_id).update(unread=0, assigned_to=cast["RV"])
    waiting = {
        code: next(
            item.count
            for item in todo_items(User.objects.get(pk=cast[code].pk), {})
            if item.position == 11
        )
        for code in ("RV", "RS1")
    }
    assert waiting == {"RV": 1, "RS1": 0}
