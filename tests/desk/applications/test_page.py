"""The page of the list: tabs, chips, columns, views, labels; what stays unnamed for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, parse_qsl

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applications.models import Application
from desk.models import Label, Labelling, Responsible, SavedView
from messaging.models import Message
from needs.models import Need
from people.models import Membership
from programs.models import Province, Theme
from selection.models import Decision, Review
from selection.review.criteria import load_defaults
from tests.desk.many import another, others
from tests.kept import once
from tests.selection.crowd import applicant
from tests.selection.judging import rules

if TYPE_CHECKING:
    from tests.cast import Cast

LIST, EVERY = "/desk/fes/applications/", "/desk/applications/"
ALL_COLUMNS = [
    *("phone", "kind", "province", "labels", "responsible", "needs", "score"),
    *("verdicts", "decision", "contact"),
]


@pytest.fixture
def files(cast: Cast) -> list[Application]:
    """Three files at Fès: received, waiting to be decided, withdrawn; and a draft."""
    return [cast.application, *two(cast)]


@once
def two(cast: Cast) -> list[Application]:
    """The files but the first, and the draft."""
    Application.objects.exclude(pk__in=[cast.application.pk, cast.foreign.pk]).delete()
    gone = {"state": "withdrawn", "withdrawn_at": timezone.now()}
    drafted = {"state": "draft", "submitted_at": None, "reference": None}
    more = [another(cast, 1, kind="cooperative"), another(cast, 2, **gone)]
    another(cast, 3, **drafted)
    return more


def page(cast: Cast, query: str = "", code: str = "RS1", address: str = LIST) -> Any:
    return cast.client(code).get(f"{address}{query}").context


def shown(cast: Cast, query: str = "", code: str = "RS1") -> list[str]:
    return [line.reference for line in page(cast, query, code)["lines"]]


def choose(cast: Cast, *columns: str, code: str = "RS1") -> None:
    cast.client(code).post("/desk/applications/columns/?at=fes", {"column": columns})


def tabs(context: Any) -> dict[str, str]:
    return {tab.name: tab.shown for tab in context["tabs"]}


def test_each_state_is_a_tab_with_how_many_files_it_holds(
    cast: Cast, files: list[Application]
) -> None:
    whole, narrowed = page(cast), page(cast, "?kind=cooperative")
    assert (tabs(whole), tabs(narrowed), len(files)) == (
        {"All": "3", "Received": "2", "Withdrawn": "1", "Being filled in": "1"},
        {"All": "1", "Received": "1"},
        3,
    )
    url = next(tab.url for tab in narrowed["tabs"] if tab.name == "Received")
    assert dict(parse_qsl(url[1:])) == {"kind": "cooperative", "state": "submitted"}


def test_tabs_count_no_further_than_a_thousand(
    cast: Cast, files: list[Application], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("tabs", "listing"):
        monkeypatch.setattr(f"desk.applications.{module}.CAP", 1)
    whole = page(cast)
    assert (tabs(whole), whole["count"], whole["more_than"], len(files)) == (
        {"All": "1+", "Received": "1+", "Withdrawn": "1", "Being filled in": "1"},
        1,
        True,
        3,
    )


@pytest.mark.usefixtures("files")
def test_a_filter_is_a_chip_that_is_taken_off_alone(cast: Cast) -> None:
    chips = page(cast, "?kind=cooperative&channel=web&sort=name")["chips"]
    assert [(chip.label, chip.value) for chip in chips] == [
        ("Kind", "Cooperative"),
        ("Channel", "On the web"),
    ]
    assert parse_qs(chips[0].url[1:]) == {"channel": ["web"], "sort": ["name"]}


@pytest.mark.usefixtures("files")
def test_words_are_a_chip_and_stand_in_no_address(cast: Cast) -> None:
    answer = cast.client("RS1").post(f"{LIST}?kind=cooperative", {"q": "Person"}, follow=True)
    chip = answer.context["chips"][0]
    assert (chip.value, "Person" in answer.request["QUERY_STRING"], chip.url) == (
        "Person",
        False,
        "?kind=cooperative",
    )


def dress(cast: Cast, files: list[Application]) -> None:
    """The first file has something in every column."""
    first = files[0]
    load_defaults(cast.stop)
    label = Label.objects.create(center=cast.stop.center, name="Urgent", colour="red")
    Labelling.objects.create(label=label, application=first)
    Responsible.objects.create(application=first, person=cast["RV"])
    Need.objects.create(application=first, theme=Theme.objects.all()[0], level=60)
    Decision.objects.create(application=first, outcome="accept", by=cast["RS1"])
    Review.objects.create(
        application=first, reviewer=cast["SU"], verdict="yes", judged_at=timezone.now()
    )
    Message.objects.create(
        key="dressed",
        channel="sms",
        address=first.phone,
        person=first.applicant,
        stop=cast.stop,
        language="ar",
        body="ZZC",
        sent_at=timezone.now(),
    )


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("label={label}", ["FM-0001"]),
        ("decision=accept", ["FM-0001"]),
        ("decision=open", ["FM-1001"]),
        ("assigned=nobody", ["FM-1001", "FM-1002"]),
        ("assigned={person}", ["FM-0001"]),
        ("assigned=me", []),
        ("contact=never", ["FM-1001", "FM-1002"]),
        ("contact=7", ["FM-1001", "FM-1002"]),
        ("label=0", []),
        ("decision=nonsense", []),
    ],
)
def test_what_the_team_knows_narrows_the_list(
    cast: Cast, files: list[Application], query: str, expected: list[str]
) -> None:
    Application.objects.exclude(pk=files[0].pk).update(applicant=cast["AP2"])
    dress(cast, files)
    asked = query.format(label=Label.objects.get().pk, person=cast["RV"].pk)
    assert shown(cast, f"?{asked}") == expected


def test_columns_are_chosen_and_kept_for_one_person(cast: Cast, files: list[Application]) -> None:
    dress(cast, files)
    choose(cast, *ALL_COLUMNS)
    context = page(cast)
    cells = {str(label): str(cell) for label, cell in context["lines"][0].cells}
    assert list(context["shows"]) == [
        *("reference", "name", "phone", "kind", "province", "labels", "responsible", "needs"),
        *("score", "verdicts", "decision", "contact", "state", "received"),
    ]
    assert (cells["Looked after by"], "Urgent" in cells["Labels"], cells["Needs"]) == (
        "ZZC RV Name",
        True,
        str(Theme.objects.all()[0].name),
    )
    assert ("Yes" in cells["Verdicts"], "Accept" in cells["Decision"]) == (True, True)
    assert list(page(cast, code="SU")["shows"]) == [
        *("reference", "name", "phone", "kind", "province", "labels", "state", "received")
    ]


def test_a_reviewer_sees_neither_decisions_nor_scores_nor_what_others_judged(
    cast: Cast, files: list[Application]
) -> None:
    dress(cast, files)
    choose(cast, *ALL_COLUMNS, code="RV")
    context = page(cast, code="RV")
    cells = {str(label): str(cell) for label, cell in context["lines"][0].cells}
    secret = {"score", "decision"} & {code for code, _name, _on in context["offered"]}
    assert (secret, cells["Verdicts"], "decision" in context["shows"]) == (set(), "", False)
    assert shown(cast, "?decision=accept", "RV") == []


def statements(cast: Cast, query: str, code: str) -> int:
    cast.client(code).get(f"{LIST}{query}")
    with CaptureQueriesContext(connection) as queries:
        cast.client(code).get(f"{LIST}{query}")
    return len(queries)


@pytest.mark.parametrize("code", ["RS1", "RV"])
def test_every_column_costs_the_same_for_one_row_and_for_many(
    cast: Cast, files: list[Application], code: str
) -> None:
    dress(cast, files)
    choose(cast, *ALL_COLUMNS, code=code)
    one = statements(cast, "?kind=cooperative", code)
    others(cast, range(4, 60), kind="cooperative")
    assert statements(cast, "?kind=cooperative", code) == one


def test_who_works_for_several_stops_reads_them_together_or_each_alone(
    cast: Cast, files: list[Application]
) -> None:
    only = cast.client("RS1").get(f"{EVERY}?kind=cooperative")
    Membership.objects.create(user=cast["RS1"], role="manager", center=cast.elsewhere.center)
    together = page(cast, address=EVERY)
    assert only["Location"] == f"{LIST}?kind=cooperative"
    assert {line.reference for line in together["lines"]} == {
        *(file.reference for file in files),
        "SM-0001",
    }
    assert "stop" in together["shows"]
    narrowed = page(cast, "?stop=souss", address=EVERY)["lines"]
    assert [line.reference for line in narrowed] == ["SM-0001"]


def test_the_old_address_leads_to_the_stop_with_its_filters(cast: Cast) -> None:
    old, client = "/admin/applications/application/", cast.client("RS1")
    queries = ("", "?stop=fes", "?stop=fes&state=submitted&q=Amina", "?stop=souss")
    assert [client.get(f"{old}{query}")["Location"] for query in queries] == [
        EVERY,
        LIST,
        f"{LIST}?state=submitted",
        f"{EVERY}?stop=souss",
    ]


def save(cast: Cast, code: str = "RS1", query: str = "", **values: str) -> SavedView:
    cast.client(code).post(f"/desk/applications/views/?at=fes{query}", {"name": "Mine", **values})
    return SavedView.objects.latest("pk")


@pytest.mark.usefixtures("files")
def test_a_view_is_a_link_to_the_list_as_it_was(cast: Cast) -> None:
    view = save(cast, query="&kind=cooperative&sort=name&words=xyz")
    answer = cast.client("RS1").get(f"/desk/applications/views/{view.pk}/", follow=True)
    assert view.query == {"kind": "cooperative", "sort": "name"}
    lines = [line.reference for line in answer.context["lines"]]
    assert (answer.context["view"], lines) == (view, ["FM-1001"])


def test_the_team_has_what_is_shared_with_it_and_nobody_else(cast: Cast) -> None:
    own, shared = save(cast), save(cast, shared="on")
    seen = {
        code: [view.pk for view in page(cast, code=code)["views"]] for code in ("RS1", "RV", "SU")
    }
    links = [
        cast.client(code).get(f"/desk/applications/views/{view.pk}/").status_code
        for view in (own, shared)
        for code in ("RV", "RS2")
    ]
    assert (seen, links) == (
        {"RS1": [own.pk, shared.pk], "RV": [shared.pk], "SU": [shared.pk]},
        [404, 404, 302, 404],
    )


def test_a_view_is_renamed_and_removed_by_its_owner_or_a_manager(cast: Cast) -> None:
    shared, theirs = save(cast, shared="on"), save(cast, "RV", shared="on")
    at = "/desk/applications/views/{}/name/".format
    refused = cast.client("RV").post(at(shared.pk), {"name": "Taken"}).status_code
    allowed = cast.client("RS1").post(at(theirs.pk), {"name": "Ours"}).status_code
    cast.client("RS1").post(f"/desk/applications/views/{shared.pk}/deletion/")
    assert (refused, allowed) == (403, 302)
    assert list(SavedView.objects.values_list("name", flat=True)) == ["Ours"]


def test_a_label_s_name_is_there_once_whatever_its_letters(cast: Cast) -> None:
    center = cast.stop.center_id
    sent = [
        {"center": center, "name": name, "colour": "blue"} for name in ("Urgent", " URGENT ", "")
    ]
    codes = [
        cast.client("RV").post("/desk/applications/labels/", each).status_code for each in sent
    ]
    assert (codes, [each.name for each in Label.objects.all()]) == ([302, 422, 422], ["Urgent"])


@pytest.mark.parametrize("name", ["\u200b", "\u202e \u2066"])
def test_a_name_of_which_nothing_is_seen_is_none(cast: Cast, name: str) -> None:
    sent = {"name": name, "colour": "blue", "center": cast.stop.center_id}
    browser = cast.client("RS1")
    codes = [
        browser.post(f"/desk/applications/{page}/?at=fes", sent).status_code
        for page in ("labels", "views")
    ]
    assert (codes, Label.objects.count(), SavedView.objects.count()) == ([422, 422], 0, 0)


def test_another_center_s_labels_are_not_there(cast: Cast) -> None:
    label = Label.objects.create(center=cast.stop.center, name="Urgent")
    theirs = cast.client("RS2").get("/desk/applications/labels/").context["labels"]
    answer = cast.client("RS2").post(f"/desk/applications/labels/{label.pk}/deletion/")
    assert (list(theirs), answer.status_code) == ([], 404)


def test_the_list_tells_a_blind_reviewer_no_name_in_any_column_order_or_filter(
    cast: Cast, files: list[Application]
) -> None:
    dress(cast, files)
    applicant(cast.stop, 77, name="ZZC AAA Name")
    choose(cast, *ALL_COLUMNS, code="RV")
    usual = shown(cast, code="RV")
    named = page(cast, "?sort=name", "RV")
    before = [line.name for line in named["lines"]]
    rules(cast.stop, blind=True)
    queries = ["", "?sort=name", "?sort=-name", "?assigned=nobody", "?filtering=1"]
    texts = [cast.client("RV").get(f"{LIST}{query}").content.decode() for query in queries]
    told = {
        word
        for text in texts
        for file in [*files, Application.objects.get(name="ZZC AAA Name")]
        for word in (file.name, file.phone[4:], str(file.name_key))
        if word in text
    }
    orders = [shown(cast, query, "RV") for query in ("?sort=name", "?sort=-name")]
    heads = [head.url for head in page(cast, code="RV")["headings"] if head.name == "Name"]
    assert (sorted(before) == before, told, orders, heads) == (True, set(), [usual, usual], [""])


def test_a_blind_reviewer_finds_the_place_of_no_file_by_its_name(
    cast: Cast, files: list[Application]
) -> None:
    rules(cast.stop, blind=True)
    after = f"?sort=name&after={files[1].pk}"
    assert shown(cast, after, "RV") == shown(cast, "", "RV")


def test_the_filter_of_provinces_begins_with_those_of_the_region(cast: Cast) -> None:
    page = cast.client("RS1").get(f"{LIST}?filtering=1")
    offered = [iso for iso, _name in page.context["filters"].fields["province"].choices if iso]
    own = set(cast.stop.center.region.provinces.values_list("iso", flat=True))
    assert set(offered[: len(own)]) == own
    assert len(offered) == Province.objects.count()
