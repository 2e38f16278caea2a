"""A message is marked as an idea for a workshop: one theme, by the staff, in the conversation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from messaging.actions.threads import attach
from messaging.models import Idea, Post, Thread

if TYPE_CHECKING:
    from tests.cast import Cast

pytestmark = pytest.mark.django_db


def said(cast: Cast, text: str = "How do I sell on Facebook?") -> Post:
    """What AP1 wrote."""
    thread, _new = Thread.objects.get_or_create(stop=cast.stop, person=cast["AP1"])
    return Post.objects.create(thread=thread, channel="whatsapp", text=text)


def page(post: Post) -> str:
    """Where its theme is chosen."""
    return f"/desk/conversations/{post.thread_id}/ideas/{post.pk}/"


def test_one_tap_on_a_theme_marks_it_another_one_changes_it_and_it_is_taken_back(
    cast: Cast,
) -> None:
    post, seen = said(cast), []
    for theme in ("digital", "digital", "marketing", "no such theme"):
        answer = cast.client("RS1").post(page(post), {"theme": theme})
        assert answer["Location"] == f"/desk/conversations/{post.thread_id}/#p{post.pk}"
        seen.append(list(Idea.objects.values_list("theme__code", "by__name")))
    name = "ZZC RS1 Name"
    assert seen == [[("digital", name)], [("digital", name)], [("marketing", name)], []]


def test_the_conversation_shows_the_theme_to_the_staff_and_not_to_its_person(cast: Cast) -> None:
    post = said(cast)
    cast.client("RS1").post(page(post), {"theme": "digital"})
    team = cast.client("RV").get(f"/desk/conversations/{post.thread_id}/").content.decode()
    own = cast.client("AP1").get("/my/messages/fes/").content.decode()
    assert (team.count("Idea: "), team.count(page(post)), own.count("idea")) == (1, 2, 0)


def test_what_an_unknown_number_writes_is_no_idea_until_one_knows_who_it_is(cast: Cast) -> None:
    thread = Thread.objects.create(person=None, address="+212699555555")
    post = Post.objects.create(thread=thread, channel="sms", text="Facebook?")
    staff = cast.client("RS1")
    answers = [staff.get(page(post)).status_code]
    whole: Any = attach(thread, person=cast["AP1"], stop=cast.stop, by=cast["RS1"])
    post.refresh_from_db()
    answers.append(staff.get(page(post)).status_code)
    assert (answers, post.thread_id) == ([404, 200], whole.pk)


def test_a_message_of_another_conversation_is_not_found(cast: Cast) -> None:
    post, other = said(cast), Thread.objects.create(stop=cast.stop, person=cast["AP2"])
    where = f"/desk/conversations/{other.pk}/ideas/{post.pk}/"
    assert cast.client("RS1").post(where, {"theme": "digital"}).status_code == 404


def test_the_page_of_a_colleague_learns_of_the_mark_by_itself(cast: Cast) -> None:
    post = said(cast)
    staff, home = cast.client("RS1"), f"/desk/conversations/{post.thread_id}/"
    [have] = re.findall(r"news/\?have=([^&\"]*)", staff.get(home).content.decode())
    before = staff.get(f"{home}news/?have={have}").status_code
    staff.post(page(post), {"theme": "digital"})
    news = staff.get(f"{home}news/?have={have}")
    assert (before, news.content.decode().count("Idea: ")) == (204, 1)


def test_a_conversation_costs_the_same_with_one_idea_and_with_three(cast: Cast) -> None:
    costs = []
    for number in range(3):
        post = said(cast, f"Question {number}")
        staff = cast.client("RS1")
        staff.post(page(post), {"theme": "digital"})
        staff.get(f"/desk/conversations/{post.thread_id}/")
        with CaptureQueriesContext(connection) as asked:
            staff.get(f"/desk/conversations/{post.thread_id}/")
        costs.append(len(asked))
    assert costs == [costs[0]] * 3
