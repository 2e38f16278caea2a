"""The staff's list and files: whose they are, how they are found, what happened to them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applications.mails import write_receipt
from applications.models import Application
from people.names import name_key, phonetic_key
from programs.models import Province

if TYPE_CHECKING:
    from tests.cast import Cast

LIST = "/admin/applications/application/"


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """The cast with one application at each stop."""
    Application.objects.exclude(pk__in=[cast.application.pk, cast.foreign.pk]).delete()
    return cast


def minutes_before(cast: Cast, number: int) -> datetime:
    """`number` minutes before the first application of the cast was received."""
    received = Application.objects.values_list("submitted_at", flat=True).get(
        pk=cast.application.pk
    )
    assert received is not None
    return received - timedelta(minutes=number)


def another(cast: Cast, number: int, **changes: object) -> Application:
    """One more application at Fès, received `number` minutes before the first."""
    name = str(changes.pop("name", f"Person {number}"))
    application = Application.objects.get(pk=cast.application.pk)
    application.pk, application.token, application.key = (
        None,
        f"token-{number}",
        f"00000000-0000-0000-0000-{number:012}",
    )
    application.reference, application.name, application.name_key = (
        f"FM-{1000 + number}",
        name,
        name_key(name),
    )
    application.phone = f"+2126990100{number:02}"
    application.submitted_at = minutes_before(cast, number)
    application.phonetic_key = phonetic_key(name)
    application.search_text = application.searchable_text
    for field, value in changes.items():
        setattr(application, field, value)
    application._state.adding = True  # noqa: SLF001  Django's own way to copy a row
    application.save()
    return application


def shown(cast: Cast, query: str = "", code: str = "RS1") -> list[str]:
    """The file numbers on the list that this person sees after asking for this."""
    params = dict(parse_qsl(query))
    response = cast.client(code).post(LIST, params, follow=True)
    assert response.status_code == 200
    return [line.reference for line in response.context["lines"]]


def test_the_list_holds_the_files_of_the_own_center_only(cast: Cast) -> None:
    assert (shown(cast), shown(cast, code="RS2")) == (["FM-0001"], ["SM-0001"])


@pytest.mark.parametrize("code", ["AP1", "EX1", "PI"])
def test_whoever_is_not_staff_does_not_see_that_there_is_an_admin(cast: Cast, code: str) -> None:
    assert cast.client(code).get(LIST).status_code == 404


def test_national_staff_have_no_files(cast: Cast) -> None:
    url = f"{LIST}{cast.application.pk}/change/"
    assert [cast.client("NS").get(page).status_code for page in (LIST, url)] == [403, 403]


def test_another_center_s_file_does_not_exist(cast: Cast) -> None:
    assert cast.client("RS2").get(f"{LIST}{cast.application.pk}/change/").status_code == 404


def test_a_file_is_read_and_never_edited_by_form(cast: Cast) -> None:
    address = f"{LIST}{cast.application.pk}/change/"
    before = Application.objects.values().get(pk=cast.application.pk)
    fields = {field.name: "1" for field in Application._meta.concrete_fields}  # noqa: SLF001  every field there is
    status = (
        cast.client("RS1")
        .post(address, {**fields, "id": "9", "user": "1", "is_staff": "1"})
        .status_code
    )
    assert (status, Application.objects.values().get(pk=cast.application.pk)) == (405, before)


@pytest.mark.parametrize("path", ["add/", "1/delete/"])
def test_nothing_is_added_or_deleted_in_the_admin(cast: Cast, path: str) -> None:
    assert cast.client("RS1").get(LIST + path).status_code in {403, 404}


def test_drafts_are_shown_only_when_asked_for_and_without_a_name(cast: Cast) -> None:
    another(cast, 1, state="draft", submitted_at=None, reference=None)
    response = cast.client("RS1").get(f"{LIST}?state=draft")
    assert (shown(cast), [line.name for line in response.context["lines"]]) == (["FM-0001"], [""])


def test_a_search_among_drafts_does_not_tell_who_began_one(cast: Cast) -> None:
    another(cast, 1, state="draft", submitted_at=None, reference=None)
    rows = [shown(cast, f"state=draft&q={words}") for words in ("0699010001", "0699010099")]
    assert rows == [[""], [""]]


@pytest.mark.parametrize("words", ["0002", "fm 0002", "FM-0002"])
def test_a_file_is_found_by_its_number_alone(cast: Cast, words: str) -> None:
    application = Application(
        stop=cast.stop, reference="FM-0002", name="Amina", phone="+212699010002", answers={}
    )
    another(cast, 2, reference="FM-0002", search_text=application.searchable_text)
    assert shown(cast, f"q={words}") == ["FM-0002"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("stop=fes", ["FM-0001", "FM-1001"]),
        ("stop=souss", []),
        ("sector=trade", ["FM-0001", "FM-1001"]),
        ("province=MA-MEK", ["FM-1001"]),
        ("kind=cooperative", ["FM-1001"]),
        ("state=withdrawn", ["FM-1001"]),
        ("channel=phone", ["FM-1001"]),
        ("kind=nonsense", []),
        ("since=2020-01-01&until=2020-12-31", []),
        ("since=2020-01-01", ["FM-0001", "FM-1001"]),
    ],
)
def test_each_filter_narrows_the_list(cast: Cast, query: str, expected: list[str]) -> None:
    meknes = Province.objects.get(iso="MA-MEK")
    Application.objects.filter(pk=cast.application.pk).update(
        province=Province.objects.get(iso="MA-FES")
    )
    another(cast, 1, kind="cooperative", state="withdrawn", channel="phone", province=meknes)
    assert shown(cast, query) == expected


@pytest.mark.parametrize(
    "words",
    [
        "تعاونيه الامل",
        "تعاونية الأمل",
        "الأَمَل",
        "امل",
        "FM-1001",
        "fm-1001",
        "0699010001",
        "+212699010001",
        "٠٦٩٩٠١٠٠٠١",
        "اثيلي",
    ],
)
def test_a_search_finds_any_spelling(cast: Cast, words: str) -> None:
    another(cast, 1, name="تعاونيّة الأمل أمل Éthily اثيلي")
    assert shown(cast, urlencode({"q": words})) == ["FM-1001"]


@pytest.mark.parametrize("words", ["ethily", "ÉTHI", "eth"])
def test_a_search_ignores_accents_and_takes_the_beginning_of_a_word(cast: Cast, words: str) -> None:
    another(cast, 1, name="Éthily")
    assert shown(cast, f"q={words}") == ["FM-1001"]


@pytest.mark.parametrize(
    "words", ["'", "a' | 'b", "\\", ":*", "!", "&", "(", "' || 1 --", "a:b", "%00"]
)
def test_a_search_is_never_an_operator(cast: Cast, words: str) -> None:
    assert cast.client("RS1").post(LIST, {"q": words}, follow=True).status_code == 200


def test_pages_are_walked_forwards_and_back_without_losing_or_repeating_a_file(cast: Cast) -> None:
    for number in range(1, 120):
        another(cast, number, submitted_at=minutes_before(cast, number // 3))
    client, query = cast.client("RS1"), ""
    seen: list[str] = []
    first: list[str] = []
    while True:
        context = client.get(f"{LIST}{query}").context
        page = [line.reference for line in context["lines"]]
        first = first or page
        seen += page
        if not context["next_url"]:
            break
        query = context["next_url"]
    while context["previous_url"]:
        context = client.get(f"{LIST}{context['previous_url']}").context
    assert (len(seen), len(set(seen)), [line.reference for line in context["lines"]]) == (
        120,
        120,
        first,
    )


@pytest.mark.parametrize("place", ["x", "_", "9999999999999999999999_1", "1_x", "-1_-1"])
def test_a_place_that_is_none_still_shows_a_list(cast: Cast, place: str) -> None:
    assert cast.client("RS1").get(LIST, {"after": place}).status_code == 200


def statements(cast: Cast, address: str) -> int:
    """How many statements a page costs once the process is warm."""
    client = cast.client("RS1")
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(address)
    return len(queries)


def test_the_list_costs_the_same_for_one_row_for_three_and_for_more_than_a_page(cast: Cast) -> None:
    costs = [statements(cast, LIST)]
    for numbers in (range(1, 3), range(3, 60)):
        for number in numbers:
            another(cast, number)
        costs.append(statements(cast, LIST))
    assert costs == [13, 13, 13]  # one of them asks for the stops of the menu


def test_a_file_costs_the_same_after_one_change_and_after_three(cast: Cast) -> None:
    address = f"{LIST}{cast.application.pk}/change/"
    changes = Application.objects.filter(pk=cast.application.pk)
    changes.update(answers={"name": "One"})
    one = statements(cast, address)
    changes.update(answers={"name": "Two"})
    changes.update(answers={"name": "Three"}, state="withdrawn", withdrawn_at=timezone.now())
    assert statements(cast, address) == one


def test_the_history_says_what_became_what(cast: Cast) -> None:
    changes = Application.objects.filter(pk=cast.application.pk)
    changes.update(answers={"name": "One"})
    changes.update(answers={"name": "Two"}, state="withdrawn", withdrawn_at=timezone.now())
    response = cast.client("RS1").get(f"{LIST}{cast.application.pk}/change/")
    newest = response.context["history"][0]
    assert [(one.before, one.after) for one in newest.differences] == [
        ("Received", "Withdrawn"),
        ("One", "Two"),
    ]


def test_a_file_leads_to_its_neighbours_of_the_same_stop(cast: Cast) -> None:
    older, oldest = another(cast, 1), another(cast, 2)
    context = cast.client("RS1").get(f"{LIST}{older.pk}/change/").context
    assert (context["newer"].pk, context["older"].pk) == (cast.application.pk, oldest.pk)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "state=submitted",
        "province=MA-FES",
        "sector=trade",
        "kind=cooperative",
        "channel=phone",
        "q=person",
    ],
)
def test_every_filter_of_the_list_is_answered_by_an_index(cast: Cast, query: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        with CaptureQueriesContext(connection) as queries:
            cast.client("RS1").post(LIST, dict(parse_qsl(query)), follow=True)
        asked = [q["sql"] for q in queries if 'FROM "applications_application"' in q["sql"]]
        plans = []
        for sql in asked:
            cursor.execute("EXPLAIN " + sql)
            plans += [line for (line,) in cursor.fetchall()]
    assert [line for line in plans if "Seq Scan on applications_application" in line] == []


def test_a_word_that_very_many_have_gives_the_same_list(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    another(cast, 1, name="Amina One")
    another(cast, 2, name="Amina Two")
    few = shown(cast, "q=amina")
    monkeypatch.setattr("core.keyset.CAP", 1)
    assert (few, shown(cast, "q=amina")) == (["FM-1001", "FM-1002"], ["FM-1001", "FM-1002"])


def test_a_file_says_what_was_written_to_its_person_and_when(cast: Cast) -> None:
    write_receipt(cast.application)
    write_receipt(cast.foreign)
    page = cast.client("RV").get(f"/admin/applications/application/{cast.application.pk}/change/")
    letters = [
        (str(occasion), letter.address, letter.state)
        for occasion, letter in page.context["letters"]
    ]
    assert letters == [("Receipt of an application", cast.application.phone, "new")]
