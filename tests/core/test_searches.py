"""What staff look for is a name or a number: it stands in no address, and in no readable cache."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from people.models import Participation
from tests.cast import message_to

if TYPE_CHECKING:
    from tests.cast import Cast

FILES, PEOPLE, MESSAGES = (
    "/desk/fes/applications/",
    "/admin/people/user/",
    "/admin/messaging/message/",
)
LISTS = [FILES, PEOPLE, MESSAGES]


@pytest.fixture(autouse=True)
def somebody(cast: Cast) -> None:
    Participation.objects.create(stop=cast.stop, person=cast["AP1"])
    message_to(cast.application)


def found(cast: Cast, address: str, code: str = "RS1") -> int:
    """How many rows are on a list."""
    context = cast.client(code).get(address).context
    return len(context["lines"]) if "lines" in context else len(context["cl"].result_list)


@pytest.mark.parametrize("address", LISTS)
def test_the_words_leave_the_address_and_still_narrow_the_list(cast: Cast, address: str) -> None:
    kept = cast.client("RS1").post(address, {"q": "ZZC nobody has this name"})["Location"]
    assert ("ZZC" in kept, "nobody" in kept, found(cast, kept), found(cast, address) > 0) == (
        False,
        False,
        0,
        True,
    )


@pytest.mark.parametrize("address", LISTS)
def test_words_in_an_address_are_not_looked_for(cast: Cast, address: str) -> None:
    answer = cast.client("RS1").get(f"{address}?q=ZZC+nobody", follow=True)
    links = [
        link
        for link in answer.content.decode().split('href="')
        if "nobody" in link.partition('"')[0]
    ]
    assert (answer.status_code, links, "nobody" in answer.request["QUERY_STRING"]) == (
        200,
        [],
        False,
    )


@pytest.mark.parametrize("address", LISTS)
def test_no_link_of_a_found_list_carries_the_words(cast: Cast, address: str) -> None:
    page = cast.client("RS1").post(address, {"q": "0699000001"}, follow=True).content.decode()
    assert [
        link for link in page.split('href="')[1:] if "0699000001" in link.partition('"')[0]
    ] == []


@pytest.mark.parametrize("address", LISTS)
def test_a_reference_of_somebody_else_s_search_finds_no_words(cast: Cast, address: str) -> None:
    kept = cast.client("RS1").post(address, {"q": "ZZC nobody has this name"})["Location"]
    assert found(cast, kept, "RV") > 0


def test_a_session_keeps_the_words_unreadable_and_the_last_twenty_only(cast: Cast) -> None:
    client = cast.client("RS1")
    for number in range(22):
        client.post(FILES, {"q": f"Fatima {number}"})
    kept = client.session["searches"]
    assert (len(kept), "Fatima" in str(kept)) == (20, False)


def test_filters_without_a_name_stay_in_the_address_as_a_bookmark(cast: Cast) -> None:
    kept = cast.client("RS1").post(FILES, {"q": "", "kind": "self_employed", "stop": "fes"})[
        "Location"
    ]
    assert (kept, found(cast, kept)) == (f"{FILES}?stop=fes&kind=self_employed", 2)


def test_the_words_stay_while_a_filter_of_the_people_s_list_is_left(cast: Cast) -> None:
    kept = cast.client("RS1").post(f"{MESSAGES}?state__exact=new&p=1", {"q": "FM-0001"})["Location"]
    assert (kept.startswith(f"{MESSAGES}?state__exact=new&words="), "p=1" in kept) == (True, False)
