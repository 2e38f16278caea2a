"""The staff's list: whose files it holds, how they are found, what a page of it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications.models import Application
from programs.models import Province
from tests.desk.many import another, others

if TYPE_CHECKING:
    from tests.cast import Cast

LIST = "/desk/fes/applications/"


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """The cast with one application at each stop."""
    Application.objects.exclude(pk__in=[cast.application.pk, cast.foreign.pk]).delete()
    return cast


def shown(cast: Cast, query: str = "", code: str = "RS1") -> list[str]:
    """The file numbers on the list that this person sees after asking for this."""
    params = dict(parse_qsl(query))
    response = cast.client(code).post(LIST, params, follow=True)
    assert response.status_code == 200
    return [line.reference for line in response.context["lines"]]


def test_the_list_holds_the_files_of_the_own_center_only(cast: Cast) -> None:
    theirs = cast.client("RS2").get("/desk/applications/", follow=True)
    own = [line.reference for line in theirs.context["lines"]]
    assert (shown(cast), own, cast.client("RS2").get(LIST).status_code) == (
        ["FM-0001"],
        ["SM-0001"],
        404,
    )


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
        ("sector=trade", ["FM-0001", "FM-1001"]),
        ("province=MA-MEK", ["FM-1001"]),
        ("kind=cooperative", ["FM-1001"]),
        ("state=withdrawn", ["FM-1001"]),
        ("channel=phone", ["FM-1001"]),
        ("kind=nonsense", []),
        ("since=2020-01-01&until=2020-12-31", []),
        ("since=2020-01-01", ["FM-0001", "FM-1001"]),
        ("since=0001-01-01&until=9999-12-31", ["FM-0001", "FM-1001"]),
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
    others(cast, range(1, 120), together=3)
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
        others(cast, numbers)
        costs.append(statements(cast, LIST))
    assert costs == [7, 7, 7]


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


@pytest.mark.parametrize("days", [("0001-01-01", "9999-12-31"), ("9999-12-31", "0001-01-01")])
def test_the_first_and_the_last_day_that_can_be_written_are_days(
    cast: Cast, days: tuple[str, str]
) -> None:
    found = shown(cast, urlencode({"since": days[0], "until": days[1]}))
    assert found == (["FM-0001"] if days[0] < days[1] else [])
