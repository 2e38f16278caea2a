"""Reminders of what was begun and not sent: two waves and the last day, once each, never later."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications import mails
from applications.actions import discard, submit
from applications.models import Application
from applications.reminders import remind_drafts
from messaging.actions.preferences import refuse
from messaging.models import Message, Topic
from programs.models import Stop
from questionnaires.compiled_forms import current_version
from tests.cast import ANSWERS, Cast

ZONE = ZoneInfo("Africa/Casablanca")
BEGUN = datetime(2026, 12, 1, 10, tzinfo=ZONE)  # a Tuesday
SECOND_DAY = datetime(2026, 12, 3, 10, 5, tzinfo=ZONE)
CLOSES = datetime(2026, 12, 17, 18, tzinfo=ZONE)  # a Thursday
THREE_BEFORE = datetime(2026, 12, 14, 18, 30, tzinfo=ZONE)
LAST_DAY = datetime(2026, 12, 17, 8, 10, tzinfo=ZONE)
PHONE = "+212699112233"
CONSENT = ["processing", "reminders"]


@pytest.fixture(autouse=True)
def window(cast: Cast) -> None:
    Stop.objects.update(opens_at=BEGUN - timedelta(days=7), closes_at=CLOSES)
    cast.stop.refresh_from_db()


def draft(
    cast: Cast, *, phone: str = PHONE, begun: datetime = BEGUN, **changes: Any
) -> Application:
    answers = ANSWERS | {"name": "Amina", "phone": phone, "province": "MA-FES"}
    made = Application.objects.create(
        stop=cast.stop,
        version=current_version("candidacy", cast.stop),
        answers=answers,
        language="ar",
        phone=phone,
        created_at=begun,
        **({"name": "Amina", "name_key": "amina", "kind": "self_employed"} | changes),
    )
    Application.objects.filter(pk=made.pk).update(updated_at=begun)
    made.refresh_from_db()
    return made


def run(*moments: datetime) -> list[int]:
    """How many reminders are written at each moment."""
    counts = []
    for moment in moments:
        with time_machine.travel(moment, tick=False):
            counts.append(remind_drafts(moment))
    return counts


def events(state: str = "new") -> list[str]:
    return [*Message.objects.filter(state=state).order_by("pk").values_list("event", flat=True)]


def test_two_waves_and_the_last_day_once_each(cast: Cast) -> None:
    one = draft(cast)
    day = timedelta(days=1)
    assert run(
        SECOND_DAY - day, SECOND_DAY, SECOND_DAY, SECOND_DAY + day, SECOND_DAY + 5 * day
    ) == [0, 1, 0, 0, 0]
    assert run(THREE_BEFORE, THREE_BEFORE + day, LAST_DAY, LAST_DAY + timedelta(hours=9)) == [
        1,
        0,
        1,
        0,
    ]
    assert events() == ["nudge", "nudge_again", "deadline"]
    sms = Message.objects.get(event="nudge_again")
    link = f"http://127.0.0.1:8000/my/{one.token}"
    assert (sms.body, sms.address, sms.expires_at) == (
        f"ميكرولابس: آخر أجل لإرسال الطلب الذي بدأته هو 17/12. لإتمامه: {link} للإيقاف: STOP",
        PHONE,
        CLOSES,
    )


def test_nothing_at_night(cast: Cast) -> None:
    draft(cast)
    assert run(SECOND_DAY.replace(hour=23), SECOND_DAY.replace(hour=7)) == [0, 0]


def test_who_is_still_writing_is_left_in_peace(cast: Cast) -> None:
    one = draft(cast)
    Application.objects.filter(pk=one.pk).update(updated_at=SECOND_DAY - timedelta(hours=23))
    assert run(SECOND_DAY, SECOND_DAY + timedelta(hours=2)) == [0, 1]


def test_only_an_address_that_was_typed(cast: Cast) -> None:
    draft(cast, phone="")
    draft(cast, phone="", email="Amina@example.org", name_key="b")
    assert run(SECOND_DAY) == [1]
    assert Message.objects.values_list("channel", "address").get() == ("email", "amina@example.org")


def test_one_telephone_is_reminded_once_however_many_forms_were_begun_with_it(cast: Cast) -> None:
    draft(cast)
    newer = draft(cast, name="Salma", name_key="salma")
    assert run(SECOND_DAY, SECOND_DAY + timedelta(hours=1), SECOND_DAY + timedelta(days=2)) == [
        1,
        0,
        0,
    ]
    assert Message.objects.get().about == f"application:{newer.pk}"


def test_who_sent_another_form_is_not_reminded_of_this_one(cast: Cast) -> None:
    draft(cast)
    draft(
        cast,
        phone=cast.application.phone,
        name=cast.application.name,
        name_key=cast.application.name_key,
    )
    draft(cast, phone=cast.neighbour.phone, name="", name_key="")
    assert run(SECOND_DAY) == [1]
    assert Message.objects.get().address == PHONE


@pytest.mark.parametrize("end", ["submit", "discard"])
def test_what_waits_is_dropped_when_it_is_sent_or_forgotten(cast: Cast, end: str) -> None:
    one = draft(cast)
    run(SECOND_DAY)
    with time_machine.travel(SECOND_DAY, tick=False):
        submit(one, consents=CONSENT) if end == "submit" else discard(one)
    assert (events("dropped"), Topic.objects.get().over) == (["nudge"], True)
    assert run(THREE_BEFORE, LAST_DAY) == [0, 0]


def test_who_answered_stop_is_not_reminded(cast: Cast) -> None:
    draft(cast)
    refuse(PHONE, way="sms")
    assert run(SECOND_DAY, THREE_BEFORE) == [0, 0]


def test_a_window_that_moves_drops_the_old_words_and_writes_new_ones(cast: Cast) -> None:
    draft(cast)
    run(SECOND_DAY, THREE_BEFORE)
    later = CLOSES + timedelta(days=2)
    Stop.objects.filter(pk=cast.stop.pk).update(closes_at=later)
    half = later - timedelta(days=2)  # three days before the new close, and a moment later
    assert run(half) == [1]
    messages = [
        *Message.objects.filter(event="nudge_again")
        .order_by("pk")
        .values_list("state", "context__day")
    ]
    assert messages == [("dropped", "17/12"), ("new", "19/12")]


def test_a_last_day_that_moves_is_said_again_on_the_new_one(cast: Cast) -> None:
    draft(cast)
    run(LAST_DAY)
    Message.objects.update(state="sent")
    Stop.objects.filter(pk=cast.stop.pk).update(closes_at=CLOSES + timedelta(hours=2))
    assert run(LAST_DAY + timedelta(hours=1)) == [0]
    Stop.objects.filter(pk=cast.stop.pk).update(closes_at=CLOSES + timedelta(days=4))
    assert run(LAST_DAY + timedelta(days=4)) == [1]
    assert events("sent") == ["deadline"]


def test_a_window_that_moves_back_and_forth_has_a_version_that_only_grows(cast: Cast) -> None:
    draft(cast)
    for close in (CLOSES + timedelta(days=9), CLOSES):
        run(THREE_BEFORE)
        Stop.objects.filter(pk=cast.stop.pk).update(closes_at=close)
    run(THREE_BEFORE)
    waiting = Message.objects.filter(state="new").values_list("event", "context__day")
    assert [*waiting] == [("nudge_again", "17/12")]
    assert Topic.objects.get().version == Message.objects.get(state="new").version


def test_by_hand_the_private_link_stays_private(cast: Cast, settings: Any) -> None:
    settings.DEMO, settings.SMS_GATEWAY_URL = False, ""
    one = draft(cast)
    run(SECOND_DAY)
    message = Message.objects.get()
    form = "http://127.0.0.1:8000/fes/apply"
    assert (message.channel, message.body) == (
        "by_hand",
        f"ميكرولابس: طلب الترشيح الذي بدأته لم يُرسل بعد. لإتمامه: {form} للإيقاف: STOP",
    )
    assert one.token not in str(message.context)


def test_a_closed_stop_reminds_nobody(cast: Cast) -> None:
    draft(cast)
    Stop.objects.update(state="closed")
    assert run(SECOND_DAY, THREE_BEFORE) == [0, 0]


def statements(cast: Cast, count: int) -> int:
    Application.objects.filter(state="draft").delete()
    for number in range(count):
        draft(cast, phone=f"+2126991{number:05}", name_key=str(number))
    Message.objects.all().delete()
    with time_machine.travel(SECOND_DAY, tick=False), CaptureQueriesContext(connection) as queries:
        assert remind_drafts(SECOND_DAY) == count
    return len(queries)


def test_three_cost_as_much_as_one(cast: Cast) -> None:
    run(SECOND_DAY)  # the calendar is remembered
    assert statements(cast, 1) == statements(cast, 3)


def test_its_link_opens_what_was_begun(cast: Cast) -> None:
    one = draft(cast)
    run(SECOND_DAY)
    path = Message.objects.get().context["link"].removeprefix("http://127.0.0.1:8000")
    assert cast.browser().get(path, follow=True).context["application"] == one
    assert cast.browser().get("/fes/apply", follow=True).status_code == 200


def test_whoever_sends_a_receipt_or_a_link_by_hand_holds_no_private_link(
    cast: Cast, settings: Any
) -> None:
    settings.DEMO, settings.SMS_GATEWAY_URL = False, ""
    one = cast.application
    mails.write_receipt(one)
    mails.write_new_link(one)
    mails.write_link_again(one)
    written = Message.objects.filter(channel="by_hand").order_by("pk")
    assert [*written.values_list("event", "context__link")] == [
        (event, mails.public_link(one.stop)) for event in ("receipt", "new_link", "private_link")
    ]
    assert [(one.token in each.body, str(one.reference) in each.body) for each in written] == [
        (False, True)
    ] * 3
