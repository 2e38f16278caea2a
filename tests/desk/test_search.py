"""The search of the desk: files, people and stops, by name, phone or number, in any spelling."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications.looking import by_index, looked_for, within
from applications.models import Application
from desk.searching import search
from people.models import Participation
from people.typed import Wanted
from tests.selection.crowd import applicant

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from people.models import User
    from programs.models import Stop
    from tests.cast import Cast

SEARCH = "/desk/search/"


def filed(stop: Stop, number: int, name: str, person: User | None = None) -> Application:
    """A file with the words by which it is found."""
    application = applicant(stop, number, name=name, person=person)
    Application.objects.filter(pk=application.pk).update(search_text=application.searchable_text)
    return application


def many_more(application: Application, many: int = 1000) -> None:
    """Copy a file `many` times, each with its own number and telephone; tell the planner."""
    own: dict[str | None, str] = {
        "token": "'many' || n",
        "key": "gen_random_uuid()",
        "reference": "'X-' || n",
    }
    own |= {
        "phone": "'+2127' || lpad(n::text, 8, '0')",
        "search_text": "'person x-' || n",
        "name_key": "n::text",
    }
    names = [
        f.column
        for f in Application._meta.concrete_fields  # noqa: SLF001
        if not f.primary_key and not f.generated
    ]
    values = ", ".join(own.get(name, str(name)) for name in names)
    with connection.cursor() as cursor:
        copied = (
            f"SELECT {values} FROM applications_application"  # noqa: S608
            ", generate_series(1, %s) AS n WHERE id = %s"
        )
        cursor.execute(
            f"INSERT INTO applications_application ({', '.join(map(str, names))}) {copied}",
            [many, application.pk],
        )
        cursor.execute("SELECT gin_clean_pending_list('application_search')")
        cursor.execute("ANALYZE applications_application")
        # The index swells by files that were rolled back, until reading all seems cheaper than it.
        cursor.execute("SET LOCAL enable_seqscan = off")


def found(cast: Cast, words: str, code: str = "RS1") -> list[str | None]:
    return [application.reference for application in search(cast[code], words).rows("files")]


@pytest.mark.parametrize(
    "words",
    [
        "فاطمة",
        "فاطمه الزهراء",
        "FM-0010",
        "0010",
        "06 99 01 00 10",
        "+212699010010",
        "0699010010",
        "الزَّهْراء",
    ],
)
def test_a_file_is_found_by_name_phone_or_number(cast: Cast, words: str) -> None:
    filed(cast.stop, 10, "فاطمة الزهراء")
    filed(cast.stop, 11, "Salma Tazi")
    assert found(cast, words) == ["FM-0010"]


def test_a_name_is_found_as_it_sounds_in_the_other_alphabet(cast: Cast) -> None:
    filed(cast.stop, 10, "فاطمة الزهراء العلوي")
    answer = search(cast["RS1"], "Fatima-Ezzahra El Alaoui")
    assert (
        [application.reference for application in answer.rows("files")],
        [application.reference for application in answer.rows("alike")],
    ) == (
        [],
        ["FM-0010"],
    )


def test_a_file_is_not_shown_twice(cast: Cast) -> None:
    filed(cast.stop, 10, "Salma Tazi")
    answer = search(cast["RS1"], "salma tazi")
    assert (
        [application.reference for application in answer.rows("files")],
        answer.rows("alike"),
    ) == (
        ["FM-0010"],
        [],
    )


def test_files_of_another_region_are_not_found(cast: Cast) -> None:
    filed(cast.elsewhere, 10, "Salma Tazi")
    answer = search(cast["RS1"], "Salma Tazi")
    assert (answer.shown == [], found(cast, "salma", "RS2"), found(cast, "salma", "SU")) == (
        True,
        ["SM-0010"],
        ["SM-0010"],
    )


def test_who_has_not_sent_is_not_found(cast: Cast) -> None:
    Application.objects.filter(pk=filed(cast.stop, 10, "Salma Tazi").pk).update(
        state="draft", submitted_at=None
    )
    assert search(cast["RS1"], "Salma Tazi").shown == []


def test_the_newest_twenty_are_shown_and_that_there_are_more(cast: Cast) -> None:
    for number in range(10, 31):
        filed(cast.stop, number, "Salma Tazi")
    answer = search(cast["RS1"], "salma")
    assert (len(answer.rows("files")), answer.rows("files")[0].reference, answer.more) == (
        20,
        "FM-0030",
        True,
    )


def test_an_old_file_is_found_beyond_the_newest(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("applications.search.RECENT", 1)
    for number in (10, 11):
        filed(cast.stop, number, "Salma Tazi")
    assert found(cast, "salma") == ["FM-0011", "FM-0010"]


def test_people_are_found_where_they_work_or_take_part(cast: Cast) -> None:
    Participation.objects.create(stop=cast.stop, person=cast["AP2"])
    names = [person.name for person in search(cast["RS1"], "zzc name").rows("people")]
    assert names == [
        f"ZZC {code} Name" for code in ("AP2", "EX1", "EX2", "NM", "PI", "RS1", "RV", "XX")
    ]


@pytest.mark.parametrize("words", ["fes", "محطه fes", "Étape", "stop FES", "FM"])
def test_a_stop_is_found_by_its_name_in_any_language(cast: Cast, words: str) -> None:
    assert [stop.slug for stop in search(cast["RS1"], words).rows("stops")] == ["fes"]


@pytest.mark.parametrize("words", ["salma", "سلمى", "0699010010", "06.99.01", "FM-0010"])
def test_words_and_phones_are_answered_by_an_index(cast: Cast, words: str) -> None:
    filed(cast.stop, 10, "Salma Tazi")
    many_more(cast.application)
    rows = Application.objects.filter(stop=cast.stop, submitted_at__isnull=False)
    plan = by_index(looked_for(rows, words)).explain()
    used = re.findall("application_(phone|search)", plan)
    assert (used, "Seq Scan" in plan) == (["phone"] if words.isdecimal() else ["search"], False)


def test_words_are_looked_for_by_their_index_whatever_is_guessed_of_the_stop(cast: Cast) -> None:
    filed(cast.stop, 10, "Salma Tazi")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    rows = Application.objects.filter(within([cast.stop]), submitted_at__isnull=False)
    plan = by_index(looked_for(rows, "salma")).explain()
    assert ("application_search" in plan, re.findall(r"Index Cond: .*stop_id", plan)) == (True, [])


def test_files_that_are_found_are_read_by_their_keys_without_their_stops(cast: Cast) -> None:
    filed(cast.stop, 10, "Salma Tazi")
    with CaptureQueriesContext(connection) as statements:
        search(cast["RS1"], "salma tazi")
    by_keys = 'WHERE "applications_application"."id" IN ('
    read = [each["sql"] for each in statements if by_keys in each["sql"]]
    assert ["JOIN" in sql for sql in read] == [False]


@pytest.mark.parametrize(
    ("words", "asked"), [("salma tazi", 1), ("sulma tuzu", 1), ("zalma daji", 2)]
)
def test_names_that_are_only_near_are_asked_for_where_nothing_else_is_found(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, words: str, asked: int
) -> None:
    monkeypatch.setattr("applications.search.RECENT", 1)
    for number in (10, 11):
        filed(cast.stop, number, "Salma Tazi")
    with CaptureQueriesContext(connection) as statements:
        search(cast["RS1"], words)
    assert sum("'~" in each["sql"] for each in statements) == asked


def test_of_digits_written_apart_none_is_looked_for_as_a_beginning() -> None:
    asked = "('060077':* | '06' & '00' & '77')"
    assert Wanted("06 00 77").begun == SearchQuery(asked, config="simple", search_type="raw")


@pytest.mark.parametrize("words", ["FM-0010", " fm-0010", "FM-٠٠١٠"])
def test_a_whole_number_finds_its_own_file_alone(cast: Cast, words: str) -> None:
    filed(cast.stop, 10, "Salma Tazi")
    named_so = filed(cast.stop, 11, "Salma Tazi")
    Application.objects.filter(pk=named_so.pk).update(search_text="fm 0010 salma tazi")
    assert found(cast, words) == ["FM-0010"]


@pytest.mark.parametrize("many", [1, 3])
def test_one_file_costs_what_three_do(
    cast: Cast, many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(many):
        filed(cast.stop, 10 + number, "Salma Tazi")
    assert cast["RV"].roles == {"reviewer"}  # the frame of a page has asked for them
    with django_assert_num_queries(6):
        assert len(search(cast["RV"], "salma tazi").rows("files")) == many


def test_the_words_stay_out_of_the_address(cast: Cast) -> None:
    filed(cast.stop, 10, "Salma Tazi")
    sent = cast.client("RS1").post(SEARCH, {"q": "Salma"})
    page = cast.client("RS1").get(sent.headers["Location"])
    references = [application.reference for application in page.context["found"].rows("files")]
    assert ("alma" in sent.headers["Location"], references) == (False, ["FM-0010"])


@pytest.mark.parametrize("words", ["", "   ", "'", "\\", "& | !", ":*"])
def test_odd_words_find_nothing_and_break_nothing(cast: Cast, words: str) -> None:
    assert cast.client("RS1").post(SEARCH, {"q": words}, follow=True).status_code == 200
