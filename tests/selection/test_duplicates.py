"""Files that look alike: listed, compared, joined with a way back, told apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError

from applications.actions import keep, withdraw
from applications.models import Application, Attachment, Move
from messaging.models import Message
from selection.duplicates.merging import merge, tell_all_apart, tell_apart, unmerge
from selection.duplicates.pairs import groups
from selection.models import Distinct, Merge
from tests.selection.crowd import applicant

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from tests.cast import Cast

LIST = "/desk/fes/doubles/"
WHO = {"kind": "project", "name": "Amina Alaoui"}
PAIR = "/desk/fes/doubles/FM-0010/FM-0011/"


def two(cast: Cast, **values: Any) -> tuple[Application, Application]:
    """Amina, who applied twice: once in each alphabet, from two telephones."""
    earlier = {**WHO, "phone": "+212699010010", "locality": "Fès", "activity": "bijoux"}
    first = applicant(cast.stop, 10, name="Amina Alaoui", answers=earlier)
    answers = {
        **WHO,
        "phone": "+212699010011",
        "name": "أمينة العلوي",
        "locality": "فاس",
        "stage": "idea",
    }
    return first, applicant(cast.stop, 11, name="أمينة العلوي", **{"answers": answers, **values})


def fresh(application: Application) -> Application:
    return Application.objects.get(pk=application.pk)


def found(cast: Cast) -> list[tuple[str | None, ...]]:
    rows = groups(cast.stop, cast["RS1"]).rows
    return [tuple(file.reference for file in group.files) for group in rows]


def test_pairs_of_a_stop_stand_once_the_surest_first(cast: Cast) -> None:
    two(cast)
    applicant(cast.stop, 12, name="Salma Tazi", email="s@example.org")
    applicant(cast.stop, 13, name="Salma Tazi", email="S@example.org", person=cast["AP1"])
    applicant(cast.elsewhere, 14, name="Salma Tazi")
    assert found(cast) == [("FM-0012", "FM-0013"), ("FM-0010", "FM-0011")]


@pytest.mark.usefixtures("in_english")
def test_who_is_alike_with_one_of_a_family_stands_in_one_group_with_them(cast: Cast) -> None:
    for number in range(3):
        applicant(cast.stop, 10 + number, name=f"Salma Tazi {number}", phone="+212699010099")
    applicant(cast.stop, 13, name="Salma Tazi 0")
    page = groups(cast.stop, cast["RS1"])
    assert (found(cast), page.rows[0].why, page.pairs) == (
        [("FM-0010", "FM-0011", "FM-0012", "FM-0013")],
        ["the same phone", "the same name"],
        4,
    )


def test_what_differs_in_a_group_is_marked(cast: Cast) -> None:
    two(cast)
    (group,) = groups(cast.stop, cast["RS1"]).rows
    assert group.differs == {"name": True, "phone": True, "email": False, "province_id": False}
    assert cast.client("RV").get(LIST).content.decode().count("data-differs") == 4


def test_a_long_list_of_groups_goes_on_on_the_next_page(cast: Cast) -> None:
    for number in range(22):
        applicant(
            cast.stop, 10 + number, name=f"Salma{number}", phone=f"+2126990300{number // 2:02}"
        )
    pages = [groups(cast.stop, cast["RS1"], page=page) for page in (1, 2)]
    assert [(len(page.rows), page.groups, page.further) for page in pages] == [
        (10, 11, 2),
        (1, 11, 0),
    ]


def test_a_family_is_told_apart_in_one_act_and_proposed_again_in_one(cast: Cast) -> None:
    names = [f"FM-001{number}" for number in range(4)]
    for number in range(4):
        applicant(cast.stop, 10 + number, name="Salma Tazi")
    cast.client("RV").post(f"{LIST}distinctions/", {"file": names})
    apart = (Distinct.objects.count(), found(cast))
    pk = Distinct.objects.values_list("pk", flat=True)[0]
    page = cast.client("RV").get(LIST)
    assert [files for _pair, files in page.context["apart"]] == [names]
    cast.client("RV").post(f"{LIST}distinctions/{pk}/undoing/")
    assert (apart, found(cast)) == ((6, []), [tuple(names)])


def test_those_who_are_not_ticked_stay_proposed(cast: Cast) -> None:
    for number in range(3):
        applicant(cast.stop, 10 + number, name="Salma Tazi")
    cast.client("RV").post(f"{LIST}distinctions/", {"file": ["FM-0010", "FM-0011"]})
    assert (Distinct.objects.count(), groups(cast.stop, cast["RV"]).pairs) == (1, 2)


@pytest.mark.parametrize("files", [2, 5])
def test_a_family_costs_what_a_pair_does(
    cast: Cast, files: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rows = [applicant(cast.stop, 10 + number, name="Salma Tazi") for number in range(files)]
    with django_assert_num_queries(4):
        assert tell_all_apart(rows, by=cast["RV"]) == files * (files - 1) // 2


def test_two_that_are_ticked_in_a_family_are_compared(cast: Cast) -> None:
    for number in range(3):
        applicant(cast.stop, 10 + number, name="Salma Tazi")
    browser = cast.client("RV")
    two_of_them = browser.get(f"{LIST}comparison/", {"file": ["FM-0012", "FM-0010"]})
    all_of_them = browser.get(f"{LIST}comparison/", {"file": ["FM-0010", "FM-0011", "FM-0012"]})
    assert [answer.headers["Location"] for answer in (two_of_them, all_of_them)] == [
        f"{LIST}FM-0010/FM-0012/",
        LIST,
    ]


def test_after_an_act_the_list_goes_on_at_the_next_group(cast: Cast) -> None:
    two(cast)
    form = {"file": ["FM-0010", "FM-0011"], "next": "FM-0020", "page": "2"}
    answer = cast.client("RV").post(f"{LIST}distinctions/", form)
    strange = cast.client("RV").post(f"{LIST}distinctions/", {**form, "next": "//x"})
    assert [each.headers["Location"] for each in (answer, strange)] == [
        f"{LIST}?page=2#FM-0020",
        f"{LIST}?page=2",
    ]


@pytest.mark.parametrize("many", [2, 4])
def test_one_pair_costs_what_six_do(
    cast: Cast, many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(many):
        applicant(cast.stop, 10 + number, name="Salma Tazi")
    browser = cast.client("RV")
    browser.get(LIST)
    with django_assert_num_queries(9):  # of them: whose names RV may read, which files; the stops
        assert browser.get(LIST).status_code == 200


def test_the_joined_file_leaves_and_the_kept_one_takes_what_was_chosen(cast: Cast) -> None:
    first, second = two(cast)
    merge(kept=first, joined=second, taken=["locality", "stage"], by=cast["RS1"])
    kept = fresh(first)
    assert (kept.answers, kept.stage, fresh(second).state) == (
        {**first.answers, "locality": "فاس", "stage": "idea"},
        "idea",
        "merged",
    )


def test_the_move_says_who_joined_it_to_which_file(cast: Cast) -> None:
    first, second = two(cast)
    merge(kept=first, joined=second, by=cast["RS1"])
    assert list(Move.objects.values_list("application", "origin", "target", "by", "why")) == [
        (second.pk, "submitted", "merged", cast["RS1"].pk, "→ FM-0010")
    ]


def test_what_was_joined_can_be_two_files_again(cast: Cast) -> None:
    first, second = two(cast)
    joining = merge(kept=first, joined=second, taken=["locality", "stage"], by=cast["RS1"])
    unmerge(joining, by=cast["RS1"])
    assert (fresh(first).answers, fresh(first).stage, fresh(second).state) == (
        first.answers,
        "",
        "submitted",
    )


def test_taking_it_back_twice_changes_nothing_more(cast: Cast) -> None:
    first, second = two(cast)
    joining = merge(kept=first, joined=second, by=cast["RS1"])
    unmerge(joining, by=cast["RS1"])
    unmerge(joining, by=cast["SU"])
    assert (joining.undone_by, Move.objects.count()) == (cast["RS1"], 2)


def test_an_answer_corrected_since_stays(cast: Cast) -> None:
    first, second = two(cast)
    joining = merge(kept=first, joined=second, taken=["locality", "stage"], by=cast["RS1"])
    keep(fresh(first), answers={"locality": "Sefrou"}, late=True)
    unmerge(joining, by=cast["RS1"])
    assert fresh(first).answers == {**first.answers, "locality": "Sefrou"}


def test_papers_come_along_and_go_back(cast: Cast) -> None:
    first, second = two(cast)
    paper = Attachment.objects.create(
        application=second, question="document", file="x", name="x.pdf", size=1
    )
    joining = merge(kept=first, joined=second, by=cast["RS1"])
    there = (Attachment.objects.get(pk=paper.pk).application, fresh(first).answers["document"])
    unmerge(joining, by=cast["RS1"])
    assert (
        there,
        Attachment.objects.get(pk=paper.pk).application,
        "document" in fresh(first).answers,
    ) == (
        (first, paper.pk),
        second,
        False,
    )


def test_a_telephone_that_was_taken_goes_back_before_its_file_returns(cast: Cast) -> None:
    first, second = two(cast)
    joining = merge(kept=first, joined=second, taken=["name", "phone"], by=cast["RS1"])
    unmerge(joining, by=cast["RS1"])
    assert [
        (application.phone, application.phonetic_key) for application in map(fresh, (first, second))
    ] == [
        ("+212699010010", "VlW VmnA"),
        ("+212699010011", "VlW VmnA"),
    ]


def test_a_file_does_not_return_beside_another_of_the_same_name_and_phone(cast: Cast) -> None:
    first, second = two(cast)
    joining = merge(kept=first, joined=second, by=cast["RS1"])
    keep(fresh(first), answers={"name": second.name, "phone": second.phone}, late=True)
    with pytest.raises(ValidationError) as refused:
        unmerge(joining, by=cast["RS1"])
    assert (refused.value.code, Merge.objects.get().undone_at) == ("twice", None)


@pytest.mark.parametrize("state", ["declined", "withdrawn", "merged"])
def test_only_a_file_about_which_nothing_is_decided_is_joined(cast: Cast, state: str) -> None:
    first, second = two(cast, state=state)
    with pytest.raises(ValidationError) as refused:
        merge(kept=first, joined=second, by=cast["RS1"])
    assert (refused.value.code, fresh(second).state) == ("decided", state)


def test_a_decided_file_stays_as_it_is_when_another_joins_it(cast: Cast) -> None:
    first, second = two(cast)
    Application.objects.filter(pk=first.pk).update(state="declined")
    merge(kept=first, joined=second, by=cast["RS1"])
    with pytest.raises(ValidationError):
        merge(kept=first, joined=cast.neighbour, taken=["locality"], by=cast["RS1"])
    assert [fresh(application).state for application in (first, second, cast.neighbour)] == [
        "declined",
        "merged",
        "submitted",
    ]


def test_files_of_two_stops_are_never_one(cast: Cast) -> None:
    with pytest.raises(ValidationError) as joined:
        merge(kept=cast.application, joined=cast.foreign, by=cast["SU"])
    with pytest.raises(ValidationError) as apart:
        tell_apart(cast.application, cast.foreign, by=cast["SU"])
    assert (joined.value.code, apart.value.code) == ("stops", "stops")


def test_a_pair_told_apart_is_not_proposed_until_it_is_looked_at_again(cast: Cast) -> None:
    first, second = two(cast)
    tell_apart(second, first, by=cast["RV"])
    tell_apart(first, second, by=cast["RS1"])
    apart = found(cast)
    cast.client("RV").post(f"{LIST}distinctions/{Distinct.objects.get().pk}/undoing/")
    assert (apart, found(cast)) == ([], [("FM-0010", "FM-0011")])


def test_a_file_and_itself_are_neither_joined_nor_told_apart(cast: Cast) -> None:
    ways = [f"{LIST}FM-0001/FM-0001/joining/", f"{LIST}distinctions/"]
    answers = [cast.client("RS1").post(way, {"file": ["FM-0001"] * 2}) for way in ways]
    assert (
        [answer.status_code for answer in answers],
        Distinct.objects.count(),
        Merge.objects.count(),
    ) == (
        [302, 302],
        0,
        0,
    )


def test_the_page_proposes_the_joined_answer_where_the_other_file_has_none(cast: Cast) -> None:
    two(cast)
    lines = cast.client("RV").get(PAIR).context["lines"]
    assert {line.code: (line.choosable, line.takes) for line in lines} == {
        "kind": (False, False),
        "name": (True, False),
        "phone": (True, False),
        "locality": (True, False),
        "activity": (False, False),
        "stage": (True, True),
    }


def test_a_manager_joins_by_the_page_and_takes_it_back(cast: Cast) -> None:
    first, _second = two(cast)
    cast.client("RS1").post(
        f"{PAIR}joining/", {"locality": "joined", "stage": "kept", "kind": "joined"}
    )
    joined = fresh(first).answers
    cast.client("RS1").post(f"{LIST}joinings/{Merge.objects.get().pk}/undoing/")
    assert (joined["locality"], "stage" in joined, fresh(first).answers) == (
        "فاس",
        False,
        first.answers,
    )


def test_a_pair_is_joined_in_one_press_and_the_list_goes_on_at_the_next(cast: Cast) -> None:
    first, second = two(cast)
    page = cast.client("RS1").get(LIST).content.decode()
    assert page.count(f'formaction="{PAIR}joining/"') == 1
    answer = cast.client("RS1").post(
        f"{PAIR}joining/", {"at_once": "1", "page": "2", "next": "FM-0020"}
    )
    said = fresh(first).answers
    assert (answer["Location"], fresh(second).state) == (f"{LIST}?page=2#FM-0020", "merged")
    assert (said["name"], said["locality"], said["stage"]) == ("Amina Alaoui", "Fès", "idea")


@pytest.mark.parametrize(
    ("states", "joins"),
    [(("submitted", "declined"), "FM-0011/FM-0010"), (("declined", "declined"), "")],
)
def test_of_a_pair_the_file_that_was_told_something_stays(
    cast: Cast, states: tuple[str, str], joins: str
) -> None:
    for file, state in zip(two(cast), states, strict=True):
        Application.objects.filter(pk=file.pk).update(state=state)
    page = cast.client("RS1").get(LIST).content.decode()
    assert re.findall(r'formaction="/desk/fes/doubles/(.*)/joining/"', page) == (
        [joins] if joins else []
    )


def test_a_reviewer_is_offered_no_joining(cast: Cast) -> None:
    two(cast)
    assert "joining/" not in cast.client("RV").get(LIST).content.decode()


def test_a_reviewer_joins_nothing(cast: Cast) -> None:
    two(cast)
    assert (cast.client("RV").post(f"{PAIR}joining/").status_code, Merge.objects.count()) == (
        403,
        0,
    )


def test_who_withdrew_meanwhile_is_said_on_the_page(cast: Cast) -> None:
    _first, second = two(cast)
    withdraw(second, by=None)
    page = cast.client("RS1").post(f"{PAIR}joining/", follow=True)
    assert [str(message) for message in page.context["messages"]] == [
        "This application can no longer be changed."
    ]


def test_whoever_s_number_was_taken_over_gets_the_new_link_there(cast: Cast) -> None:
    first, second = two(cast)
    merge(kept=first, joined=second, taken=["phone"], by=cast["RS1"])
    assert (fresh(first).token == first.token, Message.objects.get(event="new_link").address) == (
        False,
        second.phone,
    )
