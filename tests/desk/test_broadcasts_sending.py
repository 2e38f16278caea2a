"""A message to a group starts once, leaves in waves at decent hours, can be stopped meanwhile."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import datetime, timedelta
from time import sleep
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applications.actions import keep, submit, withdraw
from applications.mails import form_link, public_link
from desk.broadcasts import actions
from desk.broadcasts.progress import progress
from messaging.channels import base as channels
from messaging.models import Broadcast, Message
from messaging.tasks.delivery import deliver_waiting
from messaging.unwanted import wanted
from people.actions import record_consents
from tests.cast import ANSWERS, gather
from tests.crew import together
from tests.selection.crowd import applicant, begun, crowd, drafted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.fixtures import Settings

    from programs.models import Stop
    from tests.cast import Cast

ZONE = ZoneInfo("Africa/Casablanca")
SOME = 4  # messages that have left when somebody stops the others
MORNING = datetime(2026, 11, 24, 10, tzinfo=ZONE)  # a Tuesday


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    """A working day, at ten."""
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def stop(cast: Cast) -> Stop:
    """The open stop, with nobody in it but those whom a test brings."""
    cast.stop.applications.all().delete()
    return cast.stop


def go(broadcast: Broadcast, stop: Stop, cast: Cast, **values: Any) -> int:
    """Start it as somebody who has just looked at it."""
    seen = actions.seal(broadcast, actions.group_of(broadcast, stop))
    return actions.start(broadcast, stop=stop, by=cast["RV"], **{"seen": seen, **values})


def refused(broadcast: Broadcast, stop: Stop, cast: Cast, **values: Any) -> str | None:
    """The code with which it is refused."""
    with pytest.raises(ValidationError) as refusal:
        go(broadcast, stop, cast, **values)
    code: str | None = refusal.value.error_list[0].code
    return code


def test_everybody_is_written_to_in_their_language_with_their_own_words(
    cast: Cast, stop: Stop
) -> None:
    applicant(stop, 1, name="فاطمة"), applicant(stop, 2, name="Karim", language="fr")
    assert go(drafted(stop), stop, cast) == 2
    messages = Message.objects.order_by("address").values_list(
        "event", "language", "body", "author"
    )
    assert list(messages) == [
        ("group", "ar", "مرحبا فاطمة، الملف FM-0001", cast["RV"].pk),
        ("group", "fr", "Bonjour Karim, dossier FM-0002", cast["RV"].pk),
    ]


def test_what_a_person_wrote_is_never_a_placeholder(cast: Cast, stop: Stop) -> None:
    applicant(stop, 1, name="{link} {reference}")
    go(drafted(stop, body_ar="{name}"), stop, cast)
    assert Message.objects.get().body == "{link} {reference}"


def test_an_address_in_a_name_cannot_be_clicked_and_one_that_staff_write_can(
    cast: Cast, stop: Stop
) -> None:
    applicant(stop, 1, name="Prize www.evil.ma")
    go(drafted(stop, body_ar="{name} https://rokhas.ma"), stop, cast)
    assert Message.objects.get().body == "Prize www.\u2060evil.\u2060ma https://rokhas.ma"


def test_who_agreed_to_everything_but_reminders_reads_it_by_e_mail(cast: Cast, stop: Stop) -> None:
    application = applicant(stop, 1, agrees=False, email="p1@example.org")
    assert application.applicant is not None
    record_consents(application.applicant, stop=stop, purposes=["processing"])
    assert go(drafted(stop), stop, cast) == 1
    assert Message.objects.values_list("channel", "address", "subject").get() == (
        "email",
        "p1@example.org",
        "ورشة",
    )


def test_the_same_words_come_to_a_shared_telephone_once(cast: Cast, stop: Stop) -> None:
    applicant(stop, 1, phone="+212699010001"), applicant(stop, 2, phone="+212699010001")
    own = go(drafted(stop), stop, cast)
    assert (own, go(drafted(stop, body_ar="سلام"), stop, cast)) == (2, 1)


def test_starting_twice_writes_once(cast: Cast, stop: Stop) -> None:
    crowd(stop, 3)
    broadcast = drafted(stop)
    counts = go(broadcast, stop, cast), go(broadcast, stop, cast)
    assert (counts, Message.objects.count()) == ((3, 0), 3)


def test_a_group_that_changed_asks_again_and_nothing_is_written(cast: Cast, stop: Stop) -> None:
    broadcast, first = drafted(stop), applicant(stop, 1)
    seen = actions.seal(broadcast, actions.group_of(broadcast, stop))
    first.state = "withdrawn"
    first.save()
    applicant(stop, 2)
    code = refused(broadcast, stop, cast, seen=seen)
    broadcast.refresh_from_db()
    assert (code, broadcast.state, Message.objects.count()) == ("changed", "draft", 0)


def test_words_that_changed_ask_again(cast: Cast, stop: Stop) -> None:
    broadcast, _one = drafted(stop), applicant(stop, 1)
    seen = actions.seal(broadcast, actions.group_of(broadcast, stop))
    actions.change(broadcast, body_ar="كلام آخر")
    assert refused(broadcast, stop, cast, seen=seen) == "changed"


def test_a_language_that_somebody_reads_must_be_written(cast: Cast, stop: Stop) -> None:
    applicant(stop, 1, language="fr")
    assert refused(drafted(stop, body_fr="", title_fr=""), stop, cast) == "language"


def test_a_message_to_nobody_does_not_start(cast: Cast, stop: Stop) -> None:
    assert refused(drafted(stop), stop, cast) == "nobody"


def test_what_was_started_is_not_changed_any_more(cast: Cast, stop: Stop) -> None:
    crowd(stop, 1)
    broadcast = drafted(stop)
    go(broadcast, stop, cast)
    with pytest.raises(ValidationError) as refusal:
        actions.change(broadcast, body_ar="x")
    actions.discard(broadcast)
    assert (refusal.value.code, Broadcast.objects.count()) == ("started", 1)


def leaves(stop: Stop, cast: Cast, *, people: int, **changes: Any) -> list[str]:
    """When the messages to so many people leave, by the clock of Casablanca."""
    crowd(stop, people)
    go(drafted(stop, **changes), stop, cast)
    due = Message.objects.order_by("due_at").values_list("due_at", flat=True)
    return [f"{moment.astimezone(ZONE):%d %H:%M}" for moment in due]


def test_waves_leave_one_after_the_other(cast: Cast, stop: Stop) -> None:
    assert leaves(stop, cast, people=5, wave=2, pause=15) == [
        "24 10:00",
        "24 10:00",
        "24 10:15",
        "24 10:15",
        "24 10:30",
    ]


def test_a_night_does_not_pile_the_waves_up_for_the_morning(cast: Cast, stop: Stop) -> None:
    at = MORNING.replace(hour=20, minute=50)
    moments = leaves(stop, cast, people=4, wave=1, pause=5, start_at=at)
    assert moments == ["24 20:50", "24 20:55", "25 08:00", "25 08:05"]


def test_a_moment_that_has_passed_is_now(cast: Cast, stop: Stop) -> None:
    assert leaves(stop, cast, people=1, start_at=MORNING - timedelta(days=1)) == ["24 10:00"]


def test_stopping_drops_what_waits_and_leaves_what_was_sent(cast: Cast, stop: Stop) -> None:
    crowd(stop, 3)
    broadcast = drafted(stop)
    go(broadcast, stop, cast)
    gone = Message.objects.order_by("pk")[0]
    Message.objects.filter(pk=gone.pk).update(state="sent")
    assert (actions.end(broadcast), actions.end(broadcast)) == (True, False)
    states = dict(progress([broadcast.pk])[broadcast.pk].states)
    assert (states, Broadcast.objects.get().state) == ({"sent": 1, "dropped": 2}, "stopped")


def test_a_draft_cannot_be_stopped(stop: Stop) -> None:
    assert actions.end(drafted(stop)) is False


def test_what_a_worker_brings_back_after_the_stop_is_not_sent_either(
    cast: Cast, stop: Stop
) -> None:
    crowd(stop, 1)
    broadcast = drafted(stop)
    go(broadcast, stop, cast)
    Message.objects.update(state="sending")
    actions.end(broadcast)
    Message.objects.update(state="new")
    assert wanted(Message.objects.all(), timezone.now()).count() == 0


def test_a_form_that_is_begun_is_written_to_at_its_address(cast: Cast, stop: Stop) -> None:
    begun(stop, 1)
    go(drafted(stop, filters={"state": "draft"}, body_ar="الرابط {link}"), stop, cast)
    message = Message.objects.get()
    assert (message.person, message.address, "/my/" in message.body) == (
        None,
        "+212699020001",
        True,
    )


def test_whoever_writes_to_a_group_by_hand_holds_no_private_link(
    cast: Cast, stop: Stop, settings: Settings
) -> None:
    settings.DEMO, settings.SMS_GATEWAY_URL = False, ""
    begun(stop, 1)
    crowd(stop, 1)
    for filters in ({"state": "draft"}, {}):
        go(drafted(stop, filters=filters, body_ar="{link}", body_fr="{link}"), stop, cast)
    messages = Message.objects.filter(event="group").order_by("pk").values_list("channel", "body")
    assert {*messages} == {("by_hand", form_link(stop)), ("by_hand", public_link(stop))}


def test_who_sends_the_form_meanwhile_is_no_longer_asked_to_finish_it(
    cast: Cast, stop: Stop
) -> None:
    form, other = begun(stop, 1, answers=ANSWERS), begun(stop, 2)
    values = {
        "filters": {"state": "draft"},
        "body_ar": "{link}",
        "start_at": MORNING + timedelta(hours=4),
    }
    go(drafted(stop, **values), stop, cast)
    keep(form, answers={**ANSWERS, "name": "Begun 1", "phone": form.phone, "province": "MA-FES"})
    submit(form, consents=["processing"])
    waiting = Message.objects.filter(event="group").values_list("address", "state")
    assert dict(waiting) == {form.phone: "dropped", other.phone: "new"}


def test_who_takes_the_candidacy_back_is_no_longer_written_to(cast: Cast, stop: Stop) -> None:
    first, second = applicant(stop, 1), applicant(stop, 2)
    go(drafted(stop), stop, cast)
    withdraw(first, by=None)
    waiting = Message.objects.filter(event="group").values_list("person", "state")
    assert dict(waiting) == {first.applicant_id: "dropped", second.applicant_id: "new"}


@pytest.mark.parametrize("people", [1, 3, 60])
def test_starting_costs_the_same_for_one_and_for_sixty(cast: Cast, stop: Stop, people: int) -> None:
    crowd(stop, people)
    broadcast = drafted(stop)
    with CaptureQueriesContext(connection) as queries:
        go(broadcast, stop, cast)
    assert len(queries) == 13


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_many_starts_at_once_are_one(live_group: tuple[Cast, Broadcast]) -> None:
    cast, broadcast = live_group
    counts = together([lambda: go(Broadcast.objects.get(pk=broadcast.pk), cast.stop, cast)] * 6)
    assert (sorted(counts), Message.objects.count()) == ([0, 0, 0, 0, 0, 20], 20)


@pytest.fixture
def live_group(transactional_db: None) -> tuple[Cast, Broadcast]:  # noqa: ARG001  pytest's way to ask for a fixture
    """Twenty people and a draft, where every thread sees them."""
    cast = gather()
    cast.stop.applications.all().delete()
    crowd(cast.stop, 20)
    return cast, drafted(cast.stop)


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_a_stop_beside_two_postmen_leaves_every_message_sent_or_dropped(
    live_group: tuple[Cast, Broadcast], monkeypatch: pytest.MonkeyPatch
) -> None:
    cast, broadcast = live_group
    go(broadcast, cast.stop, cast)
    called: list[int] = []
    some = threading.Event()

    def send(message: Message) -> str:
        called.append(message.pk)
        if len(called) >= SOME:
            some.set()
        sleep(0.005)
        return ""

    def send_all() -> None:
        deliver_waiting()

    def stop() -> None:
        some.wait(60)
        actions.end(broadcast)

    monkeypatch.setattr(channels, "send", send)
    together([send_all, send_all, stop])
    states = Counter(Message.objects.values_list("state", flat=True))
    assert (states["sent"], states["sent"] + states["dropped"]) == (len(called), 20)
    assert (len(called) >= SOME, states["dropped"] > 0, len(set(called))) == (
        True,
        True,
        len(called),
    )
