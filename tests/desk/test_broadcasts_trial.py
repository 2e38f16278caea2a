"""A test of a message to a group goes to its writer alone; groups are saved by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test.utils import CaptureQueriesContext

from desk.broadcasts.progress import progress
from desk.models import SavedGroup
from messaging.models import Broadcast, Message
from people.models import User
from tests.cast import without_files
from tests.selection.crowd import applicant, drafted

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

    from programs.models import Stop
    from tests.cast import Cast

GROUPS = "/desk/fes/groups/"
KEY = "7d9f2f0e-8b1c-4a57-9b6f-0f5f1d3c2b1a"


@pytest.fixture
def stop(cast: Cast) -> Stop:
    """The open stop, with nobody in it but those whom a test brings."""
    without_files(cast)
    return cast.stop


def prove(cast: Cast, *, email: bool, phone: bool) -> None:
    """What RS1 has proved; nothing else."""
    EmailAddress.objects.filter(user=cast["RS1"]).delete()
    if email:
        EmailAddress.objects.create(user=cast["RS1"], email=cast["RS1"].email, verified=True)
    User.objects.filter(pk=cast["RS1"].pk).update(phone="+212699000500", phone_verified=phone)


def tried(cast: Cast, broadcast: Broadcast, key: str = KEY) -> list[tuple[str, str]]:
    """Where tests went after one more press."""
    cast.client("RS1").post(f"{GROUPS}{broadcast.pk}/trial/", {"key": key})
    sent = Message.objects.filter(event="group_trial").order_by("channel")
    return list(sent.values_list("channel", "address"))


def test_a_test_is_marked_and_is_not_the_groups(cast: Cast, stop: Stop) -> None:
    applicant(stop, 1, name="Zineb")
    prove(cast, email=True, phone=False)
    User.objects.filter(pk=cast["RS1"].pk).update(language="ar")
    broadcast = drafted(stop, title_ar="الورشة", body_ar="سلام {name}، {reference}: {link}")
    assert tried(cast, broadcast) == [("email", cast["RS1"].email)]
    message = Message.objects.get(event="group_trial")
    name, link = cast["RS1"].name, message.body.split()[-1]
    assert message.subject == "[تجربة] الورشة"
    assert message.body == f"[تجربة] سلام {name}، FM-0142: {link}"
    assert (link.endswith("/fes/apply"), message.broadcast) == (True, None)
    assert (progress([broadcast.pk]), Broadcast.objects.get().state) == ({}, "draft")


@pytest.mark.parametrize(
    ("email", "phone", "gateway", "ways"),
    [
        (True, True, True, ["email", "sms"]),
        (True, True, False, ["email"]),
        (False, True, True, ["sms"]),
        (False, True, False, []),
        (False, False, True, []),
    ],
)
def test_it_goes_to_what_its_writer_has_proved_and_to_no_hand(
    cast: Cast,
    stop: Stop,
    settings: Settings,
    email: bool,  # noqa: FBT001  what is tried
    phone: bool,  # noqa: FBT001
    gateway: bool,  # noqa: FBT001
    ways: list[str],
) -> None:
    settings.DEMO = False
    settings.SMS_GATEWAY_URL = "http://127.0.0.1:9/" if gateway else ""
    prove(cast, email=email, phone=phone)
    assert [way for way, _address in tried(cast, drafted(stop))] == ways


def test_a_double_tap_is_one_test_and_nobody_tests_without_end(cast: Cast, stop: Stop) -> None:
    prove(cast, email=True, phone=False)
    broadcast = drafted(stop)
    tried(cast, broadcast)
    assert len(tried(cast, broadcast)) == 1
    keys = [f"7d9f2f0e-8b1c-4a57-9b6f-0f5f1d3c2b{number}" for number in range(20, 32)]
    assert [len(tried(cast, broadcast, key)) for key in keys][-3:] == [9, 9, 9]


def test_a_key_that_is_none_sends_nothing(cast: Cast, stop: Stop) -> None:
    prove(cast, email=True, phone=False)
    assert tried(cast, drafted(stop), key="\x00") == []


def test_a_saved_group_holds_whoever_matches_when_it_is_used(cast: Cast, stop: Stop) -> None:
    applicant(stop, 1, gender="woman"), applicant(stop, 2)
    browser = cast.client("RS1")
    values = {"gender": "woman", "save": "yes", "saved_name": " Les  femmes "}
    answer = browser.post(f"{GROUPS}new/", values)
    saved = SavedGroup.objects.get()
    assert (saved.name, saved.filters) == ("Les femmes", {"gender": "woman"})
    used = f"{GROUPS}new/?saved={saved.pk}"
    counts = [len(browser.get(used).context["group"])]
    applicant(stop, 3, gender="woman")
    counts.append(len(browser.get(used).context["group"]))
    assert (answer["Location"], counts) == (used, [1, 2])


def test_a_message_begun_with_a_saved_group_keeps_its_filters(cast: Cast, stop: Stop) -> None:
    saved = SavedGroup.objects.create(stop=stop, name="F", filters={"gender": "woman"})
    page = cast.client("RS1").get(f"{GROUPS}new/?saved={saved.pk}").context
    chosen = page["filters"].chosen()
    cast.client("RS1").post(f"{GROUPS}new/?saved={saved.pk}", {**chosen, "write": "yes"})
    assert Broadcast.objects.get().filters == {"gender": "woman"}


def test_a_known_name_says_it_anew_and_ticked_files_are_no_group(cast: Cast, stop: Stop) -> None:
    SavedGroup.objects.create(stop=stop, name="F", filters={"gender": "woman"})
    browser = cast.client("RS1")
    browser.post(f"{GROUPS}new/", {"gender": "man", "save": "yes", "saved_name": "F"})
    assert SavedGroup.objects.get().filters == {"gender": "man"}
    browser.post(f"{GROUPS}new/", {"save": "yes", "saved_name": "  "})
    assert SavedGroup.objects.count() == 1


def test_another_center_neither_uses_nor_deletes_it(cast: Cast, stop: Stop) -> None:
    saved = SavedGroup.objects.create(stop=cast.elsewhere, name="F", filters={"gender": "woman"})
    browser = cast.client("RS1")
    assert browser.get(f"{GROUPS}new/?saved={saved.pk}").context["used"] is None
    assert browser.post(f"{GROUPS}saved/{saved.pk}/deletion/").status_code == 404
    own = SavedGroup.objects.create(stop=stop, name="F", filters={})
    browser.post(f"{GROUPS}saved/{own.pk}/deletion/")
    assert list(SavedGroup.objects.values_list("pk", flat=True)) == [saved.pk]


def test_the_pages_cost_the_same_for_one_saved_group_and_for_three(cast: Cast, stop: Stop) -> None:
    browser, costs = cast.client("RS1"), []
    for names in ("A", "BC"):
        for name in names:
            SavedGroup.objects.create(stop=stop, name=name, filters={})
        for address in (GROUPS, f"{GROUPS}new/"):
            browser.get(address)
            with CaptureQueriesContext(connection) as caught:
                browser.get(address)
            costs.append(len(caught))
    assert costs[:2] == costs[2:]


def test_a_placeholder_is_put_in_by_a_click_and_read_without_a_script(
    cast: Cast, stop: Stop
) -> None:
    page = cast.client("RS1").get(f"{GROUPS}{drafted(stop).pk}/text/").content.decode()
    names = ("name", "reference", "stop", "link")
    assert [page.count(f'data-insert="{{{name}}}"') for name in names] == [1, 1, 1, 1]
    assert [page.count(f"{{{name}}}</code>") for name in names] == [1, 1, 1, 1]
