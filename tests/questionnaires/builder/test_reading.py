"""The pages of the builder: who reads them, in which language, at what cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.questionnaires.builder.writing import at, form_at

if TYPE_CHECKING:
    from questionnaires.models import Version
    from tests.cast import Cast

pytestmark = pytest.mark.django_db


def pages_of(version: Version) -> list[str]:
    return [
        "/desk/forms/",
        form_at(version),
        form_at(version, "preview", "ar"),
        at(version, "kind"),
        form_at(version, "publication"),
    ]


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_manager_opens_every_page(cast: Cast, own: Version, language: str) -> None:
    browser = cast.client("RS1", language)
    assert [browser.get(address).status_code for address in pages_of(own)] == [200] * 5


@pytest.mark.parametrize("code", ["RV", "NS"])
def test_other_staff_read_a_form_and_change_nothing(cast: Cast, own: Version, code: str) -> None:
    browser = cast.client(code)
    assert [browser.get(address).status_code for address in pages_of(own)] == [200] * 3 + [403] * 2


def test_a_form_of_another_center_does_not_exist(cast: Cast, own: Version) -> None:
    browser = cast.client("RS2")
    assert [browser.get(address).status_code for address in pages_of(own)[1:]] == [404] * 4
