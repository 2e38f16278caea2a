"""Experts send their answers in their own WhatsApp, and read no telephone number on any page."""

from uuid import uuid4

import pytest
from django.test import Client

from messaging.models import Message, Thread
from tests.cast import Cast, phone_of
from tests.messaging.talking import heard, known

LIST = "/desk/messages/by-hand/"


@pytest.fixture
def thread(cast: Cast) -> Thread:
    """AP1's conversation, in the hands of EX1."""
    known(cast)
    conversation = heard(phone_of("AP1")).thread
    Thread.objects.filter(pk=conversation.pk).update(assigned_to=cast["EX1"])
    return conversation


def answered(thread: Thread, browser: Client, text: str = "نعم، غدا") -> Message:
    """An answer that was typed on the page; without any API it waits for a hand."""
    browser.post(f"/desk/conversations/{thread.pk}/answers/", {"key": uuid4(), "text": text})
    Message.objects.filter(body=text).update(urgent=True)
    return Message.objects.get(body=text, channel="by_hand")


def test_an_expert_sends_an_answer_by_hand_and_reads_no_number(cast: Cast, thread: Thread) -> None:
    expert = cast.client("EX1")
    message = answered(thread, expert)
    home = f"/desk/conversations/{thread.pk}/"
    pages = [expert.get(home), expert.post(f"{LIST}{message.pk}/preparation/", follow=True)]
    chat = expert.get(f"{LIST}{message.pk}/chat/")
    assert chat.url.startswith(
        f"https://wa.me/{phone_of('AP1').removeprefix('+')}?text=%D9%86%D8%B9%D9%85"
    )
    pages.append(expert.post(f"{LIST}{message.pk}/sending/", follow=True))
    message.refresh_from_db()
    assert (message.state, message.decided_by) == ("sent", cast["EX1"])
    assert [page.redirect_chain[-1][0] for page in pages[1:]] == [f"{LIST}{message.pk}/?", home]
    number = phone_of("AP1").removeprefix("+212")
    assert [number in page.content.decode().replace(" ", "") for page in pages] == [False] * 3
    assert f'action="{LIST}{message.pk}/preparation/"' in pages[0].content.decode()


@pytest.mark.parametrize("who", ["RS1", "EX2"])
def test_what_somebody_else_answered_is_not_the_expert_s_to_send(
    cast: Cast, thread: Thread, who: str
) -> None:
    Thread.objects.filter(pk=thread.pk).update(assigned_to=cast[who])
    message = answered(thread, cast.client(who))
    Thread.objects.filter(pk=thread.pk).update(assigned_to=cast["EX1"])
    page = cast.client("EX1").get(f"/desk/conversations/{thread.pk}/").content.decode()
    assert (message.body in page, f"{LIST}{message.pk}/" in page) == (True, False)
    statuses = [
        cast.client("EX1").post(f"{LIST}{message.pk}/{verb}/").status_code
        for verb in ("preparation", "sending")
    ]
    assert statuses == [404, 404]


def test_a_conversation_that_was_handed_on_takes_its_answers_along(
    cast: Cast, thread: Thread
) -> None:
    message = answered(thread, cast.client("EX1"))
    Thread.objects.filter(pk=thread.pk).update(assigned_to=cast["EX2"])
    assert cast.client("EX1").get(f"{LIST}{message.pk}/").status_code == 404
