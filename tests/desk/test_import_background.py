"""A long sheet is read and recorded in the background; whatever is killed, each person is once."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from applications.models import Application
from desk import examining, import_views, importing, tasks
from desk.examining import receive
from desk.importing import Terms, record
from desk.parcels import Parcel, forget_parcels, parcel_at
from desk.tasks import go_on, import_sheet, look_at_sheet
from messaging.models import Message
from people.models import User
from tests.desk.sheets import row, sheet

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from tests.cast import Cast

UPLOAD = "/desk/fes/import/"
SENT: list[tuple[str, tuple[Any, ...]]] = []


@pytest.fixture
def queued(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, tuple[Any, ...]]]:
    """What was given to the background, which has not begun."""
    SENT.clear()
    for task in (look_at_sheet, import_sheet):
        monkeypatch.setattr(
            task, "apply_async", lambda args, task=task, **_: SENT.append((task.name, args))
        )
    return SENT


@pytest.fixture
def heavy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every sheet is too long to be read while somebody waits."""
    monkeypatch.setattr(examining, "LIGHT", 0)


def rows(number: int) -> list[list[object]]:
    return [row(name=f"Person {at}", phone=f"06990{at:05}") for at in range(number)]


def upload(cast: Cast, text: str) -> Answer:
    sent = SimpleUploadedFile("sheet.csv", text.encode())
    return cast.client("RS1").post(UPLOAD, {"sheet": sent}, follow=True)


def worked_off(queued: list[tuple[str, tuple[Any, ...]]]) -> None:
    """The background does what it was given."""
    while queued:
        name, args = queued.pop(0)
        {each.name: each for each in (look_at_sheet, import_sheet)}[name](*args)


def imported() -> list[str]:
    people = Application.objects.filter(channel="import").order_by("reference")
    return [*people.values_list("name", flat=True)]


def receipts() -> int:
    return Message.objects.filter(key__startswith="receipt:").count()


def parcel_of(cast: Cast, number: int = 5) -> Parcel:
    return receive(sheet(*rows(number)).encode(), stop=cast.stop, owner=cast["RS1"])


class Killed(BaseException):
    """The worker is gone."""


def killed(*_: object, **__: object) -> None:
    raise Killed


def recorded_until_killed(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, parcel: Parcel, block: int, terms: Terms
) -> None:
    """The worker is killed when it has written so many blocks, the last of them not committed."""
    blocks, whole = count(1), importing.record_rows

    def until_killed(*args: Any, **named: Any) -> None:
        whole(*args, **named)
        if next(blocks) == block:
            raise Killed

    with monkeypatch.context() as broken:
        broken.setattr(importing, "BLOCK", 2)
        broken.setattr(importing, "record_rows", until_killed)
        with pytest.raises(Killed):
            record(parcel, stop=cast.stop, by=cast["RS1"], terms=terms)


@pytest.mark.usefixtures("heavy")
def test_a_long_sheet_is_kept_and_read_by_nobody_who_waits_for_the_page(
    cast: Cast, queued: list[tuple[str, tuple[Any, ...]]]
) -> None:
    page = upload(cast, sheet(row()))
    again = cast.client("RS1").get(page.request["PATH_INFO"])
    shown = page.context["progress"].phase, again.context["progress"].phase
    assert (shown, len(queued), b"<progress" in page.content) == (("waiting", "waiting"), 1, True)
    worked_off(queued)
    ready = cast.client("RS1").get(page.request["PATH_INFO"])
    assert (ready.context["outcome"].people, imported()) == (1, [])


@pytest.mark.usefixtures("heavy")
def test_the_page_renews_itself_without_scripts_and_by_htmx(
    cast: Cast, queued: list[tuple[str, tuple[Any, ...]]]
) -> None:
    page = upload(cast, sheet(row()))
    address, client = page.request["PATH_INFO"], cast.client("RS1")
    part = client.get(address, headers={"HX-Request": "true"})
    worked_off(queued)
    done = client.get(address, headers={"HX-Request": "true"})
    assert (
        b'<meta http-equiv="refresh"' in page.content,
        re.findall(rb"<script src=\"[^\"]*/htmx[.\w-]*\.js\"", page.content) != [],
        b"<html" in part.content,
        done.headers["HX-Refresh"],
    ) == (True, True, False, "true")


@pytest.mark.usefixtures("heavy")
def test_what_the_task_is_given_names_nobody(
    cast: Cast, queued: list[tuple[str, tuple[Any, ...]]]
) -> None:
    upload(cast, sheet(row()))
    pk, *rest = queued[0][1]
    assert (len(pk), rest) == (32, [cast["RS1"].pk, cast.stop.pk, "en", {}])


@pytest.mark.usefixtures("heavy")
def test_a_reading_that_broke_off_is_said_and_can_be_tried_again(
    cast: Cast, queued: list[tuple[str, tuple[Any, ...]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = upload(cast, sheet(row()))
    address, client = page.request["PATH_INFO"], cast.client("RS1")
    with monkeypatch.context() as broken:
        broken.setattr(examining, "check", killed)
        with pytest.raises(Killed):
            worked_off(queued)
    told = client.get(address).content.decode()
    client.post(f"{address}resumption/")
    client.get(address)
    worked_off(queued)
    assert (
        "could not be read to its end" in told,
        client.get(address).context["outcome"].people,
    ) == (
        True,
        1,
    )


@pytest.mark.usefixtures("heavy")
def test_a_worker_that_is_silent_is_taken_for_lost(
    cast: Cast, queued: list[tuple[str, tuple[Any, ...]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = upload(cast, sheet(row()))
    monkeypatch.setattr("desk.parcels.TOLD_SECONDS", -1)
    told = cast.client("RS1").get(page.request["PATH_INFO"]).content.decode()
    assert ("could not be read to its end" in told, len(queued)) == (True, 1)


@pytest.mark.parametrize("block", [1, 2, 3])
def test_a_recording_that_is_killed_goes_on_and_nobody_is_recorded_or_told_twice(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    parcel = parcel_of(cast)
    before = receipts()
    recorded_until_killed(cast, monkeypatch, parcel, block, Terms())
    half = len(imported())
    done = record(parcel, stop=cast.stop, by=cast["RS1"])
    people = User.objects.filter(name__startswith="Person ").count()
    assert (half, done, imported(), receipts() - before, people) == (
        2 * (block - 1),
        True,
        [f"Person {at}" for at in range(5)],
        5,
        5,
    )


def test_after_the_last_person_a_killed_recording_only_ends(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    parcel = parcel_of(cast)
    with monkeypatch.context() as broken:
        broken.setattr(importing, "_end", killed)
        with pytest.raises(Killed):
            record(parcel, stop=cast.stop, by=cast["RS1"])
    before = (len(imported()), receipts())
    done = record(parcel, stop=cast.stop, by=cast["RS1"])
    assert (done, before, parcel.is_recorded) == (True, (len(imported()), receipts()), True)


def test_the_clock_lets_a_confirmed_sheet_go_on(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    parcel = parcel_of(cast)
    recorded_until_killed(cast, monkeypatch, parcel, 2, Terms(people=5))
    monkeypatch.setattr(tasks.import_sheet, "delay", tasks.import_sheet)
    young = go_on()
    monkeypatch.setattr("desk.parcels.TOLD_SECONDS", -1)
    assert (young, go_on(), len(imported()), go_on()) == (0, 1, 5, 0)


def test_a_confirmed_sheet_is_not_forgotten_within_the_hour(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    parcel, other = parcel_of(cast), parcel_of(cast)
    recorded_until_killed(cast, monkeypatch, parcel, 1, Terms())
    monkeypatch.setattr("desk.parcels.KEPT_SECONDS", -1)
    forget_parcels()
    assert (parcel.is_kept, other.is_kept) == (True, False)


def test_what_was_confirmed_first_holds(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    text = sheet(*rows(3), row(name="Salma", phone="12"))
    parcel = receive(text.encode(), stop=cast.stop, owner=cast["RS1"])
    recorded_until_killed(cast, monkeypatch, parcel, 2, Terms(people=3, leaves_out=True))
    record(parcel, stop=cast.stop, by=cast["RS1"], terms=Terms(people=4))
    assert (len(imported()), parcel.note("recorded")) == (3, {"people": 3, "left_out": 1})


def test_who_applies_while_a_long_sheet_is_recorded_is_left_out_with_the_reason(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    parcel, other = (
        parcel_of(cast),
        receive(sheet(rows(4)[3]).encode(), stop=cast.stop, owner=cast["RS1"]),
    )
    monkeypatch.setattr(importing, "BLOCK", 2)
    whole = importing.record_rows
    blocks = count(1)

    def meanwhile(written: Any, **named: Any) -> None:
        whole(written, **named)
        if next(blocks) == 1:
            with monkeypatch.context() as calm:
                calm.setattr(importing, "record_rows", whole)
                assert record(other, stop=cast.stop, by=cast["RS1"]) is True

    monkeypatch.setattr(importing, "record_rows", meanwhile)
    done = record(parcel, stop=cast.stop, by=cast["RS1"])
    assert (done, sorted(imported()), parcel.note("recorded")) == (
        True,
        [f"Person {at}" for at in range(5)],
        {"people": 4, "left_out": 1},
    )


def test_many_are_recorded_in_the_background_and_the_page_says_how_many(
    cast: Cast, queued: list[tuple[str, tuple[Any, ...]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_views, "AT_ONCE", 3)
    page = upload(cast, sheet(*rows(5), row(name="Salma", phone="12")))
    address, client = page.request["PATH_INFO"], cast.client("RS1")
    sent = {"agreed": "yes", "people": "5", "leave_out": "yes"}
    for _press in range(2):
        waiting = client.post(f"{address}confirmation/", sent, follow=True)
    phase = waiting.context["progress"].phase
    worked_off(queued)
    done = client.get(address)
    assert (phase, len(imported()), done.context["recorded"]) == (
        "waiting",
        5,
        {"people": 5, "left_out": 1},
    )


def test_a_recording_that_is_called_off_says_so_on_the_page(
    cast: Cast, queued: list[tuple[str, tuple[Any, ...]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_views, "AT_ONCE", 3)
    address = upload(cast, sheet(*rows(5))).request["PATH_INFO"]
    client = cast.client("RS1")
    client.post(f"{address}confirmation/", {"agreed": "yes", "people": "4"})
    worked_off(queued)
    sentences = [str(message) for message in client.get(address).context["messages"]]
    assert (imported(), sentences) == (
        [],
        ["Nothing has been recorded. Please look at the sheet and confirm again."],
    )


def test_every_row_is_shown_page_by_page(cast: Cast) -> None:
    lines = [*rows(60), row(name="Salma", phone="12"), *rows(120)[60:]]
    address = upload(cast, sheet(*lines)).request["PATH_INFO"]
    client, seen, url = cast.client("RS1"), [], "?after=0"
    while url:
        page = client.get(f"{address}{url}")
        seen += [shown.line.row for shown in page.context["lines"]]
        url = page.context["urls"]["next_url"]
    assert seen == [*range(2, 123)]


def test_nothing_of_a_sheet_is_left_when_it_is_forgotten(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = upload(cast, sheet(row())).request["PATH_INFO"]
    pk = parcel_at(address.split("/")[-2], stop=cast.stop, owner=cast["RS1"]).pk.hex
    before = _names_of(pk)
    monkeypatch.setattr("desk.parcels.KEPT_SECONDS", -1)
    forget_parcels()
    assert (len(before), _names_of(pk)) == (4, [])


def _names_of(pk: str) -> list[str]:
    return [name for name in default_storage.listdir("imports")[1] if name.startswith(pk)]
