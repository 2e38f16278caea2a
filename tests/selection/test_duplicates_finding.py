"""Which files look as if they were of one person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from people.names import kept_email
from selection.duplicates.finding import twins_of
from selection.models import Distinct
from tests.selection.crowd import applicant

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from applications.models import Application
    from tests.cast import Cast


def alikes(application: Application) -> list[tuple[str | None, tuple[str, ...]]]:
    return [(twin.application.reference, twin.alike) for twin in twins_of(application)]


@pytest.mark.parametrize(
    ("values", "reasons"),
    [
        ({"name": "أمينة العلوي"}, ("phonetic_key",)),
        ({"name": "AMINA  alaoui"}, ("name",)),
        ({"name": "Alaoui Amina"}, ("phonetic_key",)),
        ({"name": "Salma Tazi", "phone": "+212699010010"}, ("phone",)),
        ({"name": "Salma Tazi", "email": "Amina@Example.org"}, ("email",)),
        ({"name": "Amina El Alaoui"}, ("name",)),
        ({"name": "Amina-Alaoui"}, ("name",)),
        ({"name": "Alaoui Amina", "phone": "+212699010010"}, ("phone", "phonetic_key")),
        ({"name": "Amine Alaoui"}, None),
        ({"name": "Salma Tazi"}, None),
    ],
)
def test_a_twin_says_what_is_alike(
    cast: Cast, values: dict[str, Any], reasons: tuple[str, ...] | None
) -> None:
    first = applicant(
        cast.stop,
        10,
        name="Amina Alaoui",
        email="amina@example.org",
        search_text=kept_email("amina@example.org"),
    )
    values = {"search_text": kept_email(values.get("email", "")), **values}
    applicant(cast.stop, 11, person=cast["AP1"], **values)
    assert alikes(first) == ([("FM-0011", reasons)] if reasons else [])


def test_a_first_name_alone_is_nobody_s(cast: Cast) -> None:
    first = applicant(cast.stop, 10, name="Amina")
    applicant(cast.stop, 11, name="Amina")
    assert alikes(first) == []


def test_the_surest_twin_comes_first(cast: Cast) -> None:
    first = applicant(cast.stop, 10, name="Amina Alaoui")
    applicant(cast.stop, 11, name="Alaoui Amina", phone=first.phone, state="declined")
    applicant(cast.stop, 12, name="Amina El Alaoui")
    assert [twin.application.reference for twin in twins_of(first)] == ["FM-0011", "FM-0012"]


@pytest.mark.parametrize(
    "change",
    [{"state": "withdrawn"}, {"state": "merged"}, {"submitted_at": None, "state": "draft"}],
)
def test_who_is_no_longer_or_not_yet_there_is_no_twin(cast: Cast, change: dict[str, Any]) -> None:
    first = applicant(cast.stop, 10, name="Amina Alaoui")
    applicant(cast.stop, 11, name="Amina Alaoui", **change)
    assert alikes(first) == []


def test_another_stop_is_another_matter(cast: Cast) -> None:
    first = applicant(cast.stop, 10, name="Amina Alaoui")
    applicant(cast.elsewhere, 11, name="Amina Alaoui", phone=first.phone)
    assert alikes(first) == []


def test_two_people_stay_two_people(cast: Cast) -> None:
    first, second = (applicant(cast.stop, number, name="Amina Alaoui") for number in (10, 11))
    Distinct.objects.create(first=first, second=second, by=cast["RS1"])
    assert (alikes(first), alikes(second)) == ([], [])


@pytest.mark.parametrize("many", [1, 3])
def test_one_twin_costs_what_three_do(
    cast: Cast, many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = applicant(cast.stop, 10, name="Amina Alaoui")
    for number in range(many):
        applicant(cast.stop, 11 + number, name="Amina Alaoui")
    with django_assert_num_queries(2):
        assert len(twins_of(first)) == many
