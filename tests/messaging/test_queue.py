"""The health of the queue, and what in it needs a person: on the desk within 15 minutes."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from messaging.health import Failures, Health, to_decide
from messaging.models import Inbound, Message, Thread
from tests.cast import Cast
from tests.pages import content_of

PAGE = "/desk/messages/queue/"


def message(cast: Cast, key: str, minutes: int = 20, **changes: Any) -> Message:
    """One that last moved so many minutes ago."""
    then = timezone.now() - timedelta(minutes=minutes)
    made = {
        "channel": "sms",
        "event": "receipt",
        "language": "fr",
        "body": "Reçu",
        "stop": cast.stop,
    }
    when = {"due_at": then, "handed_at": then, "moved_at": then, "address": "+212699000001"}
    return Message.objects.create(key=key, **(made | when | changes))


def listed(cast: Cast, code: str) -> list[str]:
    return sorted(
        letter["message"].key for letter in cast.client(code).get(PAGE).context["letters"]
    )


def test_what_needs_a_person_is_on_the_desk_of_their_stop(cast: Cast) -> None:
    message(cast, "parked", minutes=6, state="parked")
    message(cast, "just parked", minutes=1, state="parked")
    message(cast, "failed", state="failed", failure="The SMS gateway refused the message.")
    message(cast, "a code", state="failed", secret=True)
    message(cast, "long ago", minutes=60 * 24 * 8, state="failed")
    message(cast, "elsewhere", state="parked", stop=cast.elsewhere)
    message(cast, "nowhere", state="failed", stop=None)
    assert listed(cast, "RS1") == ["failed", "parked"]
    assert listed(cast, "RS2") == ["elsewhere"]
    assert listed(cast, "SU") == ["elsewhere", "failed", "nowhere", "parked"]
    assert listed(cast, "NS") == []
    assert to_decide(Message.objects.visible_to(cast["RS1"]), timezone.now()).count() == 2


@pytest.mark.parametrize(
    ("move", "state", "then", "failure"),
    [
        ("arrival", "parked", "sent", ""),
        ("repetition", "parked", "new", ""),
        ("surrender", "parked", "failed", "It was given up: nobody knows whether it arrived."),
        ("repetition", "failed", "new", ""),
        ("surrender", "failed", "failed", "The mail server refused the message."),
        ("arrival", "failed", "failed", "The mail server refused the message."),
    ],
)
def test_somebody_decides(cast: Cast, move: str, state: str, then: str, failure: str) -> None:
    kept = message(cast, "receipt", state=state, failure="The mail server refused the message.")
    cast.client("RV").post(f"{PAGE}{kept.pk}/{move}/")
    kept.refresh_from_db()
    assert (kept.state, kept.failure) == (then, failure)
    decided = move != "arrival" or state == "parked"
    assert (kept.decided_by == cast["RV"], listed(cast, "RV")) == (
        decided,
        [] if decided else ["receipt"],
    )


def test_what_fails_again_comes_back(cast: Cast) -> None:
    kept = message(cast, "receipt", state="failed")
    cast.client("RV").post(f"{PAGE}{kept.pk}/surrender/")
    assert listed(cast, "RV") == []
    Message.objects.filter(pk=kept.pk).update(moved_at=timezone.now())
    assert listed(cast, "RV") == ["receipt"]


def test_a_private_link_is_masked_there_too(cast: Cast) -> None:
    link = f"https://labs.example.ma{cast.application.get_absolute_url()}"
    message(
        cast,
        "receipt",
        state="parked",
        body=f"Reçu: {link} Désabonnement: https://x.ma/messages/stop/12.ab-C_d/",
    )
    page = cast.client("RS1").get(PAGE)
    assert (
        cast.application.token in page.content.decode(),
        "12.ab-C_d" in page.content.decode(),
    ) == (False, False)
    (letter,) = page.context["letters"]
    assert (
        letter["text"]
        == "Reçu: https://labs.example.ma/my/…/\u200e Désabonnement: https://x.ma/messages/stop/…/\u200e"
    )


def test_the_health_in_numbers(cast: Cast) -> None:
    oldest = message(cast, "due", minutes=30, state="new")
    message(cast, "also due", minutes=2, state="new")
    message(cast, "planned", minutes=-60, state="new")
    message(cast, "by hand", state="new", channel="by_hand")
    now = timezone.now()
    for minutes in (1, 4, 6, 59, 61):
        message(
            cast, f"sent {minutes}", state="delivered", sent_at=now - timedelta(minutes=minutes)
        )
    for number in range(3):
        message(
            cast, f"failed {number}", state="failed", failure="The SMS gateway cannot be reached."
        )
    message(cast, "failed", state="failed")
    health = Health.of(Message.objects.all())
    assert (health.due, health.oldest_due, health.is_late, health.planned) == (
        2,
        oldest.due_at,
        True,
        1,
    )
    assert (health.in_minutes, health.in_hour, health.for_hands, health.to_decide) == (2, 4, 1, 4)
    assert health.failures == (Failures("The SMS gateway cannot be reached.", 3), Failures("", 1))


def test_what_arrived_and_could_not_be_kept_is_told_to_those_who_coordinate(cast: Cast) -> None:
    old = timezone.now() - timedelta(days=8)
    for number, (failure, at) in enumerate(
        [("x", timezone.now()), ("", timezone.now()), ("x", old)]
    ):
        Inbound.objects.create(key=str(number), payload={}, failure=failure, arrived_at=at)
    sentence = "1 answer or status of the last seven days could not be read"
    pages = [cast.client(code).get(PAGE).content.decode().count(sentence) for code in ("SU", "RS1")]
    assert pages == [1, 0]


def test_the_page_costs_the_same_for_one_and_for_three(cast: Cast) -> None:
    costs = []
    for many in (1, 3):
        for number in range(many):
            Message.objects.filter(key=f"parked {number}").delete()
            message(cast, f"parked {number}", state="parked", person=cast["AP1"])
        cast.client("RS1").get(PAGE)
        with CaptureQueriesContext(connection) as queries:
            cast.client("RS1").get(PAGE)
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_the_desk_says_how_much_waits(cast: Cast) -> None:
    message(cast, "parked", state="parked")
    message(cast, "by hand", state="new", channel="by_hand")
    Thread.objects.create(stop=cast.stop, person=cast["AP1"], unread=2)
    page = content_of(cast.client("RS1").get("/desk/"))
    sentences = [
        "Messages that need a decision",
        "Messages to send by hand",
        "Unread conv",
        '"/desk/conversations/"',
    ]
    assert [page.count(each) for each in sentences] == [1, 1, 1, 1]
    assert '"/desk/conversations/"' not in cast.client("NS").get("/desk/").content.decode()


@pytest.mark.parametrize(("code", "links"), [("RS1", 1), ("NS", 0)])
def test_a_link_leads_only_where_its_reader_may_go(cast: Cast, code: str, links: int) -> None:
    page = content_of(cast.client(code).get(PAGE))
    assert page.count('href="/desk/messages/by-hand/"') == links
