"""Everyone's first page after signing in shows what concerns them, and nothing of others."""

import json
import re

import pytest

from tests.cast import Cast

MESSAGES = ["/desk/conversations/", "/desk/messages/by-hand/", "/desk/messages/queue/"]
DESK = ["/desk/", "/desk/figures/"]


def links(cast: Cast, code: str) -> list[str]:
    """Where the content of one's first page leads."""
    page = cast.client(code).get("/my/").content.decode()
    content = page[page.index("<main") : page.index("</main>")]
    return re.findall(r'href="([^"]+)"', content)


def test_an_applicant_finds_the_own_application(cast: Cast) -> None:
    assert links(cast, "AP1")[0] == cast.application.get_absolute_url()


def test_an_applicant_finds_only_the_own_application(cast: Cast) -> None:
    assert cast.foreign.get_absolute_url() not in links(cast, "AP1")


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("RS1", ["/admin/", "/desk/", "/desk/figures/", "/fes/figures/"]),
        ("RS2", ["/admin/", "/desk/", "/desk/figures/", "/souss/figures/"]),
        ("NS", ["/admin/", "/desk/figures/", "/fes/figures/", "/souss/figures/"]),
        ("PI", ["/fes/figures/"]),
        ("EX1", ["/fes/figures/"]),
    ],
)
def test_a_role_finds_its_doors(cast: Cast, code: str, found: list[str]) -> None:
    assert sorted(link for link in links(cast, code) if link.endswith(("/figures/", "/admin/", "/desk/"))) == found


@pytest.mark.parametrize(
    ("code", "found"),
    [("RS1", [*MESSAGES, *DESK]), ("RV", [*MESSAGES, *DESK]), ("NS", ["/desk/messages/queue/", "/desk/figures/"])],
)
def test_the_first_page_of_the_admin_leads_to_the_desk(cast: Cast, code: str, found: list[str]) -> None:
    page = cast.client(code).get("/admin/").content.decode()
    assert re.findall(r'href="(/desk/[^"]*)"', page) == found


def test_a_copy_of_the_data_holds_ones_own(cast: Cast) -> None:
    kept = json.loads(cast.client("AP1").get("/account/me/data/").content)
    assert (kept["person"]["name"], [each["reference"] for each in kept["applications"]]) == (
        "ZZC AP1 Name",
        ["FM-0001"],
    )


def test_a_copy_of_the_data_holds_nobody_elses(cast: Cast) -> None:
    assert "AP2" not in cast.client("AP1").get("/account/me/data/").content.decode()


def test_a_visitor_signs_in_first(cast: Cast) -> None:
    assert cast.client().get("/my/").headers["location"] == "/account/login/?next=/my/"
