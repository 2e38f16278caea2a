"""A long sheet is written in blocks: the rules of single rows, the statements of a single row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications.models import Application, ApplicationEvent
from desk import importing
from desk.examining import examine, receive
from desk.importing import record
from desk.parcels import Parcel
from desk.reading import Choice
from messaging.models import Message
from people.models import Consent, User
from tests.desk.sheets import HEADER, row, sheet

if TYPE_CHECKING:
    from tests.cast import Cast


def rows(number: int, start: int = 0) -> list[list[object]]:
    return [
        row(name=f"Person {place}", phone=f"06990{place:05}")
        for place in range(start, start + number)
    ]


def imported(
    cast: Cast, *lines: list[object], header: list[str] | None = None
) -> list[Application]:
    parcel = receive(sheet(*lines, header=header).encode(), stop=cast.stop, owner=cast["RS1"])
    assert record(parcel, stop=cast.stop, by=cast["RS1"]) is True
    return [*Application.objects.filter(channel="import").order_by("reference")]


def statements(cast: Cast, *lines: list[object]) -> int:
    parcel = receive(sheet(*lines).encode(), stop=cast.stop, owner=cast["RS1"])
    with CaptureQueriesContext(connection) as queries:
        assert record(parcel, stop=cast.stop, by=cast["RS1"]) is True
    return len(queries)


def test_a_block_costs_what_a_row_costs(cast: Cast) -> None:
    statements(cast, *rows(1))
    costs = [
        statements(cast, *rows(number, start)) for number, start in ((1, 100), (3, 200), (60, 300))
    ]
    assert costs[0] == costs[1] == costs[2] < 60


def test_the_eight_blocks_of_two_thousand_rows_are_looked_at_and_recorded_in_300_statements(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    statements(cast, *rows(1))
    monkeypatch.setattr(importing, "BLOCK", 5)
    with CaptureQueriesContext(connection) as looking:
        parcel = receive(sheet(*rows(40, 100)).encode(), stop=cast.stop, owner=cast["RS1"])
        assert examine(parcel, cast.stop, "fr", Choice()).people == 40
    with CaptureQueriesContext(connection) as recording:
        assert record(parcel, stop=cast.stop, by=cast["RS1"]) is True
    assert 2000 / 250 == 40 / 5
    assert len(looking) + len(recording) < 300


def test_numbers_follow_the_sheet_over_several_blocks(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BLOCK", 2)
    applications = imported(cast, *reversed(rows(5)))
    assert [application.name for application in applications] == [
        f"Person {place}" for place in (4, 3, 2, 1, 0)
    ]
    assert [application.reference for application in applications] == [
        "FM-0003",
        "FM-0004",
        "FM-0005",
        "FM-0006",
        "FM-0007",
    ]


def test_each_row_has_its_person_its_consent_its_receipt_and_its_history(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BLOCK", 2)
    applications = imported(cast, *rows(3))
    assert len({application.applicant_id for application in applications}) == 3
    assert (
        Consent.objects.filter(
            person__in=[application.applicant for application in applications]
        ).count()
        == 3
    )
    assert Message.objects.filter(key__startswith="receipt:").count() == 3
    events = ApplicationEvent.objects.filter(pgh_obj__in=applications)
    steps = events.values_list("state", "pgh_context__metadata__user")
    assert [*steps] == [("submitted", cast["RS1"].pk)] * 3


def test_the_columns_repeat_the_answers_and_a_search_finds_the_row(cast: Cast) -> None:
    application = imported(cast, row(name="أمينة", phone="0699010056"))[0]
    columns = (application.province.iso, application.sector.code, application.outside)  # type: ignore[union-attr]
    assert columns == ("MA-FES", "trade", False)
    assert (
        "امينه" in application.search_text,
        "0003" in application.search_text.split(),
        application.name_key,
    ) == (
        True,
        True,
        "امينه",
    )


def test_somebody_known_is_found_again_and_somebody_who_works_here_is_not(cast: Cast) -> None:
    known = User.objects.create_user(name="Person 0", phone="+212699000000")
    User.objects.filter(pk=cast["RS1"].pk).update(name="Person 1", phone="+212699000001")
    applications = imported(cast, *rows(2))
    assert (applications[0].applicant, applications[1].applicant == cast["RS1"]) == (known, False)


@pytest.mark.parametrize("block", [1, 250])
def test_one_e_mail_goes_to_one_person(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    monkeypatch.setattr(importing, "BLOCK", block)
    lines = [[*each, "Amina@Example.org"] for each in rows(2)]
    applications = imported(cast, *lines, header=[*HEADER, "email"])
    assert [
        application.applicant.email for application in applications if application.applicant
    ] == ["amina@example.org", None]


def test_the_progress_is_told_before_each_block(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BLOCK", 2)
    progress: list[tuple[object, ...]] = []
    monkeypatch.setattr(Parcel, "tell", lambda _parcel, *told: progress.append(told))
    imported(cast, *rows(5))
    assert progress == [
        ("reading",),
        ("checking", 0, 5),
        ("recording", 0, 5),
        ("recording", 2, 5),
        ("recording", 4, 5),
    ]


def test_signs_of_json_in_a_cell_stay_what_they_are(cast: Cast) -> None:
    said = "Miel de thym \U0001f41d \\u0000 \\ 'x' {\"a\": null}"
    name = 'Nn "a" \\u0000 {x}'
    [application] = imported(cast, row(name=name, activity=said))
    assert (application.name, application.answers["activity"]) == (name, said)
