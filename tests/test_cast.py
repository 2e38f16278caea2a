"""The cast is who it says it is."""

import pytest

from applications.models import Application
from programs.models import Province
from questionnaires.compiled_forms import compiled_form
from questionnaires.models import Version
from tests.cast import CODES, Cast


def test_there_are_thirteen_kinds_of_people() -> None:
    assert len(CODES) == 13


@pytest.mark.parametrize(
    ("code", "files"),
    [("RV", 2), ("RS1", 2), ("RS2", 1), ("NS", 0), ("EX1", 0), ("PI", 0), ("AP1", 0), ("SU", 3)],
)
def test_each_works_on_the_files_of_their_own_center(cast: Cast, code: str, files: int) -> None:
    assert Application.objects.in_charge_of(cast[code]).count() == files


def test_whoever_was_deactivated_is_nobody_even_while_signed_in(cast: Cast) -> None:
    answer = cast.client("XX").get("/my/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/login/?next=/my/")


def test_staff_without_second_factor_reach_only_the_page_that_sets_it_up(cast: Cast) -> None:
    answer = cast.client("NM").get("/admin/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/2fa/")


@pytest.mark.parametrize("again", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_the_ground_is_there_again_after_a_test_with_transactions(again: int) -> None:
    assert (again, Province.objects.count(), Version.objects.count()) == (again, 75, 2)


def test_the_file_of_the_applicant_is_complete(cast: Cast) -> None:
    assert compiled_form(cast.application.version_id, "en").missing(cast.application.answers) == {}
