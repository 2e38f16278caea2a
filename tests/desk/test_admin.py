"""The staff's list and files: whose they are, what happened to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications.models import Application

if TYPE_CHECKING:
    from tests.cast import Cast

LIST = "/admin/applications/application/"


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """The cast with one application at each stop."""
    Application.objects.exclude(pk__in=[cast.application.pk, cast.foreign.pk]).delete()
    return cast


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


def statements(cast: Cast, address: str) -> int:
    """How many statements a page costs once the process is warm."""
    client = cast.client("RS1")
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(address)
    return len(queries)


def test_the_address_of_a_file_in_the_admin_leads_to_its_page(cast: Cast) -> None:
    at = f"{LIST}{cast.application.pk}/"
    found = [cast.client("RV").get(f"{at}{page}/")["Location"] for page in ("change", "history")]
    assert found == ["/desk/fes/applications/FM-0001/"] * 2
