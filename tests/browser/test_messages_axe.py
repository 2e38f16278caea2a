"""The pages about messages, with some on them: axe, targets, one tap that opens WhatsApp."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.models import Application
from messaging.links import unsubscribe_url, wishes_url
from messaging.models import Message, OptOut
from people.models import User
from tests.browser.conftest import DESK, Open, go_by
from tests.browser.test_every_page import enter, look
from tests.cast import Cast, message_to

LIST = "/desk/messages/by-hand/"


def written(cast: Cast) -> Message:
    """Messages in the states that a desk meets; the one that waits for a hand."""
    then = timezone.now() - timedelta(minutes=20)
    made = {
        "language": "ar",
        "body": "FM-0001 https://labs.example.ma/my/" + "x" * 40,
        "stop": cast.stop,
        "urgent": True,
    }
    whom = {"address": cast.application.phone, "person": cast["AP1"], "event": "private_link"}
    when = {"due_at": then, "handed_at": then, "moved_at": then}
    states = [("by_hand", "prepared"), ("sms", "parked"), ("sms", "failed"), ("by_hand", "new")]
    for channel, state in states:
        key = f"{channel} {state}"
        message = Message.objects.create(
            key=key, channel=channel, state=state, **made, **whom, **when
        )
    Message.objects.filter(state="failed").update(failure="The SMS gateway refused the message.")
    return message


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_nothing_is_wrong_with_the_desk_of_messages(
    live_cast: Cast, opened: Open, live_server: object, language: str
) -> None:
    waiting = written(live_cast)
    refusal = OptOut.objects.create(
        address=live_cast.application.phone, way="sms", recorded_by=live_cast["RS1"]
    )
    context = opened(language, **DESK)
    enter(context, live_cast, "RS1", str(live_server))
    change = "/desk/fes/applications/FM-0001/"
    lifting = reverse("admin:messaging_optout_change", args=[refusal.pk])
    page = context.new_page()
    pages = [
        LIST,
        f"{LIST}{waiting.pk}/",
        "/desk/messages/queue/",
        "/desk/",
        "/account/me/messages/",
        change,
        lifting,
    ]
    assert {
        address: wrong for address in pages if (wrong := look(page, address, public=False))
    } == {}


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_nothing_is_wrong_with_the_pages_of_a_reader(
    live_cast: Cast, opened: Open, language: str
) -> None:
    unproved = User.objects.create_user(
        name="ZZC unproved", phone="+212600000099", email="zzc@example.org"
    )
    stop = (
        "/messages/stop/"
        + unsubscribe_url(message_to(live_cast.application)).split("/messages/stop/")[1]
    )
    page = opened(language).new_page()
    Application.objects.filter(pk=live_cast.application.pk).update(applicant=unproved)
    wishes = wishes_url(unproved, file=live_cast.application.pk)
    wrong = {address: look(page, address, public=True) for address in (stop, wishes)}
    assert {address: each for address, each in wrong.items() if each} == {}


def test_one_tap_opens_whatsapp_and_notes_it(
    live_cast: Cast, opened: Open, live_server: object
) -> None:
    message = written(live_cast)
    context = opened("ar")
    enter(context, live_cast, "RS1", str(live_server))
    page = context.new_page()
    page.goto(LIST)
    card = page.locator(f"#message-{message.pk}")
    with context.expect_event(
        "request", lambda asked: asked.url.startswith("https://wa.me/")
    ) as chat:
        card.locator("form button").first.click()
    assert chat.value.url.split("?")[0] == f"https://wa.me/{message.address[1:]}"
    go_by(card.locator("form[action*='/sending/'] button"))
    message.refresh_from_db()
    assert (message.state, message.decided_by) == ("sent", live_cast["RS1"])
