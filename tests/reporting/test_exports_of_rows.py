"""Seats, sessions and needs of a stop as files: all of its rows, in the words of the reader."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from applications.models import Application
from coaching.models import Booking, Report, SessionOpinion
from needs.models import Need
from people.models import Participation
from programs.models import Theme
from reporting.models import Export
from reporting.tasks import make_export
from selection.models import Recusal, Selection
from tests.coaching.arranged import make_booking, make_expert, make_slot
from tests.kept import once
from tests.reporting.test_exports import lines, xlsx
from tests.rows_workshops_public import workshop_of
from workshops.models import Arrival, Opinion, Seat

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from tests.cast import Cast

ROWS = ["seats", "sessions", "needs"]


@once
def taking_part(cast: Cast) -> None:
    """AP1 does, with a seat, a session and a need; no export yet."""
    Export.objects.all().delete()
    place = Participation.objects.create(stop=cast.stop, person=cast["AP1"])
    Application.objects.filter(pk=cast.application.pk).update(
        state="confirmed", participation=place
    )
    workshop = workshop_of(cast, cast.stop)
    seat = Seat.objects.create(
        workshop=workshop,
        participation=place,
        state="seated",
        position=1,
        count=2,
        companion_name="=Samira",
        companion_phone="+212661000777",
    )
    Arrival.objects.create(workshop=workshop, seat=seat, state="present", how="sheet")
    Arrival.objects.create(workshop=workshop, seat=seat, second=True, state="absent", how="sheet")
    Opinion.objects.create(seat=seat, face=3)
    at = timezone.now() - timedelta(days=2)
    session = make_booking(
        make_slot(make_expert(cast.stop), cast.stop, at=at), place, state=Booking.State.HELD
    )
    Report.objects.create(booking=session, outcome="held")
    SessionOpinion.objects.create(booking=session, face=2)
    theme = Theme.objects.get(code="digital")
    Need.objects.create(application=cast.application, theme=theme, level=80)


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """The cast, where AP1 takes part."""
    taking_part(cast)
    return cast


def ask(cast: Cast, rows: str, code: str = "RS1", language: str = "en", **data: Any) -> Export:
    """The file of these rows at Fès, made."""
    address = f"/desk/fes/exports/{rows}/"
    answer = cast.client(code, language).post(address, {"format": "csv", **data})
    assert answer.status_code == 302
    export = Export.objects.latest("created_at")
    make_export(str(export.pk))
    export.refresh_from_db()
    return export


def table(export: Export) -> dict[str, str]:
    """The only row of a file, by its headings."""
    head, row = lines(export)
    return dict(zip(head, row, strict=True))


def test_a_seat_says_whose_it_is_whether_they_came_and_what_they_thought(cast: Cast) -> None:
    row = table(ask(cast, "seats"))
    start = timezone.localtime(workshop_of(cast, cast.stop).starts_at)
    assert [row[each] for each in ("Number", "Workshop", "Day and hour", "File number")] == [
        "1",
        "Workshop 1",
        f"{start:%Y-%m-%d %H:%M}",
        "FM-0001",
    ]
    assert [row[each] for each in ("Name", "Phone", "Second person", "Their phone")] == [
        cast["AP1"].name,
        cast["AP1"].phone,
        "'=Samira",
        "+212661000777",
    ]
    said = ("State", "Attendance", "Attendance of the second person", "Opinion")
    assert [row[each] for each in said] == ["Registered", "Present", "Absent", "It helped me"]


def test_a_session_says_who_met_whom_and_what_became_of_it(cast: Cast) -> None:
    row = table(ask(cast, "sessions"))
    told = ("Expert", "How", "File number", "State", "Report", "Opinion")
    assert [row[each] for each in told] == [
        "Expert 1",
        "By telephone",
        "FM-0001",
        "Held",
        "It took place",
        "It was all right",
    ]


def test_a_session_stays_in_the_file_when_its_person_has_left(cast: Cast) -> None:
    Booking.objects.update(participation=None, person=None)
    row = table(ask(cast, "sessions"))
    assert [row[each] for each in ("Expert", "Name", "File number")] == ["Expert 1", "", ""]


def test_a_need_says_how_much_and_what_became_of_it(cast: Cast) -> None:
    row = table(ask(cast, "needs", language="fr"))
    told = ("Dossier", "Thématique", "Importance, sur 100", "État du besoin")
    assert [row[each] for each in told] == ["FM-0001", "Numérique", "80", "Ouvert"]


@pytest.mark.parametrize(
    ("rows", "column", "heads"),
    [
        ("seats", "entered", ["تاريخ التسجيل", "Inscrit le", "Registered on"]),
        ("sessions", "made", ["تاريخ الحجز", "Réservée le", "Booked on"]),
        ("needs", "changed", ["تاريخ التغيير", "Modifié le", "Changed on"]),
    ],
)
def test_a_moment_has_a_heading_that_says_so(
    cast: Cast, rows: str, column: str, heads: list[str]
) -> None:
    made = [ask(cast, rows, language=code, columns=[column]) for code in ("ar", "fr", "en")]
    assert [lines(each)[0][0] for each in made] == heads


@pytest.mark.parametrize("rows", ROWS)
def test_the_sheet_of_an_arabic_reader_runs_from_right_to_left(cast: Cast, rows: str) -> None:
    page = xlsx(ask(cast, rows, language="ar", format="xlsx"))
    assert (page.sheet_view.rightToLeft, page.max_row) == (True, 2)
    assert (
        page.title
        == {
            "seats": "مقاعد الورشات",
            "sessions": "جلسات مع الخبراء",
            "needs": "الحاجات",
        }[rows]
    )


def test_the_ticked_columns_alone_are_in_the_file_and_are_ticked_again(cast: Cast) -> None:
    export = ask(cast, "seats", columns=["reference", "came"])
    assert lines(export) == [["File number", "Attendance"], ["FM-0001", "Present"]]
    form = cast.client("RS1").get("/desk/fes/exports/seats/").context["form"]
    assert (form.initial["columns"], form.initial["format"]) == (["reference", "came"], "csv")


@pytest.mark.parametrize("rows", ROWS)
def test_what_is_not_understood_is_refused_and_nothing_is_made(cast: Cast, rows: str) -> None:
    address = f"/desk/fes/exports/{rows}/"
    statuses = [
        cast.client("RS1").post(address, data).status_code
        for data in ({"format": "pdf"}, {"format": "csv", "columns": "password"})
    ]
    assert (statuses, Export.objects.count()) == ([422, 422], 0)


@pytest.mark.parametrize("rows", ROWS)
def test_rights_that_were_lost_meanwhile_give_an_empty_file(cast: Cast, rows: str) -> None:
    cast.client("RS1").post(f"/desk/fes/exports/{rows}/", {"format": "xlsx"})
    cast["RS1"].memberships.all().delete()
    export = Export.objects.get()
    make_export(str(export.pk))
    export.refresh_from_db()
    assert (export.state, export.total, export.stops) == ("ready", 0, [])


@pytest.mark.parametrize("rows", ROWS)
def test_whoever_is_kept_off_a_file_finds_no_row_of_it(cast: Cast, rows: str) -> None:
    Recusal.objects.create(application=cast.application, reader=cast["RV"], by=cast["RS1"])
    assert [ask(cast, rows, code).total for code in ("RV", "RS1")] == [0, 1]


def test_whoever_reads_without_names_gets_needs_without_names(cast: Cast) -> None:
    Selection.objects.update_or_create(stop=cast.stop, defaults={"blind": True})
    Application.objects.filter(pk=cast.application.pk).update(state="submitted", participation=None)
    row = table(ask(cast, "needs", "RV"))
    assert [row[each] for each in ("File number", "Name", "Phone")] == ["FM-0001", "", ""]


@pytest.mark.parametrize("rows", ROWS)
def test_the_page_says_how_far_the_file_is_and_leads_back(cast: Cast, rows: str) -> None:
    export = ask(cast, rows)
    page = cast.client("RS1").get(f"/desk/exports/{export.pk}/")
    assert (page.context["other"], page.context["waiting"]) == (
        f"/desk/fes/exports/{rows}/",
        False,
    )


@pytest.mark.parametrize(
    ("page", "rows"), [("workshops", "seats"), ("coaching", "sessions"), ("needs", "needs")]
)
def test_the_pages_of_the_desk_lead_to_their_file(cast: Cast, page: str, rows: str) -> None:
    html = cast.client("RS1").get(f"/desk/fes/{page}/").content.decode()
    main = html[html.index("<main") :]
    assert main.count(f'href="/desk/fes/exports/{rows}/"') == 1


@pytest.mark.parametrize("rows", ROWS)
def test_a_file_costs_the_same_statements_for_one_row_and_for_three(
    cast: Cast, rows: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for export in (ask(cast, rows), _more(cast, rows)):
        export.state = Export.State.WAITING
        export.save()
        with django_assert_num_queries(STATEMENTS[rows]):
            make_export(str(export.pk))


STATEMENTS = {"seats": 11, "sessions": 11, "needs": 12}


def _more(cast: Cast, rows: str) -> Export:
    """The same file with three rows."""
    place = cast.application.participation or Participation.objects.get()
    for number, theme in enumerate(Theme.objects.exclude(code="digital")[:2], start=2):
        Need.objects.create(application=cast.application, theme=theme, level=10)
        Seat.objects.create(
            workshop=workshop_of(cast, cast.stop, number),
            participation=place,
            state="seated",
            position=1,
        )
        at = timezone.now() - timedelta(days=number + 2)
        make_booking(make_slot(make_expert(cast.stop, number), cast.stop, at=at), place)
    export = ask(cast, rows)
    assert export.total == 3
    return export
