"""The pages of the desk, read by axe: in Arabic on a phone, in French on a desk computer."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from applications.actions import keep
from programs.models import Stop
from tests.browser.conftest import DESK, PHONE, Open
from tests.browser.test_candidacy_axe import faults
from tests.browser.test_every_page import enter
from tests.cast import Cast
from tests.desk.sheets import row, sheet

LIST = "/desk/fes/applications/"


def addresses(cast: Cast) -> list[str]:
    """The list, a file with a history, keying in, correcting, imports, exports, the desk."""
    keep(cast.application, answers={"locality": "صفرو"})
    pages = [
        LIST,
        f"{LIST}?kind=cooperative",
        "/desk/fes/applications/FM-0001/",
        "/desk/fes/applications/FM-0001/opinions/",
        "/desk/tasks/",
        f"{LIST}?filtering=1&sort=name",
        "/desk/applications/views/?at=fes",
        "/desk/applications/labels/",
        "/desk/",
        "/desk/fes/new/",
    ]
    pages += [
        "/desk/fes/files/FM-0001/",
        "/desk/fes/import/",
        "/desk/exports/new/",
        f"/desk/exports/{cast.export.pk}/",
    ]
    for text in (sheet(row()), sheet(row(phone="12", stage="rêve"))):
        sent = SimpleUploadedFile("sheet.csv", text.encode())
        pages.append(
            cast.client("RS1").post("/desk/fes/import/", {"sheet": sent}).headers["Location"]
        )
    return [*pages, "/admin/reporting/export/"]


@pytest.mark.parametrize(
    ("language", "size"), [("ar", PHONE), ("fr", DESK)], ids=["ar 360", "fr 1280"]
)
def test_axe_finds_nothing_on_any_page(
    live_cast: Cast, opened: Open, language: str, size: dict[str, object]
) -> None:
    Stop.objects.filter(pk=live_cast.elsewhere.pk).update(state="closed")
    context = opened(language, **size)
    enter(context, live_cast, "RS1")
    wrong = {}
    page = context.new_page()
    for address in addresses(live_cast):
        page.goto(address)
        wrong[address] = faults(page)
    assert {address: list_of for address, list_of in wrong.items() if list_of} == {}
