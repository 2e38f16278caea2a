"""WhatsApp by hand: a text is opened, sent, said to be sent, by somebody whose name is kept."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from messaging.actions import call_off
from messaging.actions.preferences import refuse
from messaging.health import A_PAGE
from messaging.models import Message, Preference
from tests.cast import Cast

LIST = "/desk/messages/by-hand/"
NOON = datetime(2026, 11, 24, 10, tzinfo=UTC)  # a Tuesday
NIGHT = datetime(2026, 11, 24, 23, tzinfo=UTC)


def text(cast: Cast, number: int = 1, **changes: Any) -> Message:
    made = {
        "channel": "by_hand",
        "event": "receipt",
        "language": "ar",
        "urgent": True,
        "stop": cast.stop,
    }
    whom = {
        "address": "+212699000001",
        "person": cast["AP1"],
        "body": "توصلنا بطلبكم FM-0001 & شكرا",
    }
    return Message.objects.create(key=f"by hand {number}", **(made | whom | changes))


def state_of(message: Message) -> tuple[str, str, str]:
    message.refresh_from_db()
    return message.state, str(message.decided_by or ""), message.failure


def test_a_text_is_opened_and_said_to_be_sent(cast: Cast) -> None:
    message, browser = text(cast), cast.client("RS1")
    opened = browser.post(f"{LIST}{message.pk}/preparation/", follow=True)
    assert state_of(message) == ("prepared", "ZZC RS1 Name", "")
    assert f'href="{LIST}{message.pk}/chat/"' in opened.content.decode()
    assert browser.get(f"{LIST}{message.pk}/chat/").url == (
        "https://wa.me/212699000001?text=%D8%AA%D9%88%D8%B5%D9%84%D9%86%D8%A7%20%D8%A8%D8%B7%D9%84%D8%A8%D9%83%D9%85"
        "%20FM-0001%20%26%20%D8%B4%D9%83%D8%B1%D8%A7"
    )
    cast.client("RV").post(f"{LIST}{message.pk}/sending/")
    assert state_of(message) == ("sent", "ZZC RV Name", "")


@pytest.mark.parametrize("state", ["new", "prepared", "sent", "dropped"])
def test_what_is_signed_is_masked_whatever_became_of_the_text(cast: Cast, state: str) -> None:
    message = text(cast, body=f"FM-0001 http://x.ma/my/{cast.application.token}", state=state)
    page = cast.client("RS1").get(f"{LIST}{message.pk}/")
    assert page.context["letter"]["text"] == "FM-0001 http://x.ma/my/…\u200e"


def test_whatsapp_opens_only_what_somebody_has_prepared(cast: Cast) -> None:
    message = text(cast)
    assert cast.client("RS1").get(f"{LIST}{message.pk}/chat/").url == f"{LIST}{message.pk}/"


def test_it_is_opened_twice_and_sent_once(cast: Cast) -> None:
    message, browser = text(cast), cast.client("RS1")
    for _again in range(2):
        assert browser.post(f"{LIST}{message.pk}/preparation/").url == f"{LIST}{message.pk}/?"
    answers = [browser.post(f"{LIST}{message.pk}/sending/", follow=True) for _again in range(2)]
    notices = [[str(each) for each in answer.context["messages"]] for answer in answers]
    assert notices == [["Noted: sent."], ["This message has changed meanwhile: read it again."]]


def test_it_could_not_be_sent_and_the_log_says_why(cast: Cast) -> None:
    message, browser = text(cast), cast.client("RS1")
    browser.post(f"{LIST}{message.pk}/impediment/", {"reason": "absent"})
    assert state_of(message) == ("new", "", "")  # nobody has tried yet
    browser.post(f"{LIST}{message.pk}/preparation/")
    browser.post(f"{LIST}{message.pk}/impediment/", {"reason": "absent"})
    assert state_of(message) == ("failed", "ZZC RS1 Name", "This number is not on WhatsApp.")


def test_what_somebody_has_refused_meanwhile_is_not_there(cast: Cast) -> None:
    message, browser = text(cast), cast.client("RS1")
    refuse(message.address, way="staff")
    assert browser.get(LIST).context["letters"] == []
    browser.post(f"{LIST}{message.pk}/preparation/")
    assert state_of(message) == ("new", "", "")


def test_what_was_opened_before_it_was_dropped_can_still_be_said_to_be_sent(cast: Cast) -> None:
    opened, unopened = text(cast, 1, about="form:1"), text(cast, 2, about="form:1")
    browser = cast.client("RS1")
    browser.post(f"{LIST}{opened.pk}/preparation/")
    call_off("form:1")
    assert [state_of(each)[0] for each in (opened, unopened)] == ["dropped", "dropped"]
    for each in (opened, unopened):
        browser.post(f"{LIST}{each.pk}/sending/")
    assert [state_of(each)[0] for each in (opened, unopened)] == ["sent", "dropped"]


def test_what_is_refused_after_it_was_opened_is_not_opened_again(cast: Cast) -> None:
    message, browser = text(cast), cast.client("RS1")
    browser.post(f"{LIST}{message.pk}/preparation/")
    refuse(message.address, way="staff")
    answer = browser.post(f"{LIST}{message.pk}/preparation/", follow=True)
    notices = [str(each) for each in answer.context["messages"]]
    assert notices == ["This message has changed meanwhile: read it again."]


@pytest.mark.parametrize(
    ("now", "own", "state"),
    [
        (NOON, None, "prepared"),
        (NIGHT, None, "new"),
        (NOON, (time(9), time(12)), "new"),
        (NOON, (time(12), time(13)), "prepared"),
    ],
)
def test_a_hand_disturbs_nobody_at_a_quiet_hour(
    cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
    now: datetime,
    own: tuple[time, time] | None,
    state: str,
) -> None:
    if own:
        Preference.objects.create(person=cast["AP1"], quiet_from=own[0], quiet_until=own[1])
    message, browser = text(cast, urgent=False, due_at=now - timedelta(hours=1)), cast.client("RS1")
    monkeypatch.setattr(timezone, "now", lambda: now)
    browser.post(f"{LIST}{message.pk}/preparation/")
    assert state_of(message)[0] == state


def test_the_list_is_narrowed_to_a_stop_and_an_occasion(cast: Cast) -> None:
    text(cast, 1)
    text(cast, 2, event="nudge")
    text(cast, 3, stop=cast.elsewhere)
    text(cast, 4, due_at=timezone.now() + timedelta(days=1))
    text(cast, 5, state="sent")
    browser = cast.client("SU")

    def shown(query: str) -> list[str]:
        return [letter["message"].key for letter in browser.get(LIST + query).context["letters"]]

    assert shown("") == ["by hand 1", "by hand 2", "by hand 3"]
    assert shown("?stop=fes") == ["by hand 1", "by hand 2"]
    assert shown("?stop=fes&event=nudge") == ["by hand 2"]
    assert shown("?stop=%00&event=%27") == ["by hand 1", "by hand 2", "by hand 3"]


def test_a_long_list_has_pages(cast: Cast) -> None:
    due = timezone.now() - timedelta(hours=1)
    for number in range(A_PAGE + 3):
        text(cast, number, due_at=due)
    first = cast.client("RS1").get(LIST)
    second = cast.client("RS1").get(LIST + first.context["next_url"])
    pages = [
        [letter["message"].pk for letter in page.context["letters"]] for page in (first, second)
    ]
    assert ([len(page) for page in pages], len({*pages[0], *pages[1]})) == ([A_PAGE, 3], A_PAGE + 3)
    assert (second.context["next_url"], second.context["first_url"], first.context["count"]) == (
        "",
        "?",
        A_PAGE + 3,
    )


def test_the_list_costs_the_same_for_one_and_for_three(cast: Cast) -> None:
    costs = []
    for many in (1, 3):
        for number in range(many):
            Message.objects.filter(key=f"by hand {number}").delete()
            text(cast, number, state="prepared", decided_by=cast["RS1"], handed_at=timezone.now())
        cast.client("RS1").get(LIST)
        with CaptureQueriesContext(connection) as queries:
            cast.client("RS1").get(LIST)
        costs.append(len(queries))
    assert costs[0] == costs[1]
