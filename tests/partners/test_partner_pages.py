"""The page of a partner: read by a team before everybody; its agenda elsewhere, no cookie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from partners.models import Profile
from partners.offers import actions
from tests.pages import content_of
from tests.partners.arranged import bank, door, offer_of, taking_part
from workshops.models import Workshop
from workshops.planning.actions import publish

if TYPE_CHECKING:
    from tests.cast import Cast

PUBLIC = "/fes/partners/bank/"
OWN = "/partner/pages/fes/bank/"
DESK = "/desk/fes/partners/pages/bank/"
EMBEDDED = "/embed/bank/fes/agenda/"
WORDS = {"words_en": "ZZC credit for crafts", "themes": ["financing"]}
LARGEST = 14 * 1024


def frame_of(answer: Any) -> str:
    """Who may show an answer in a frame."""
    policy = str(answer.headers["Content-Security-Policy"])
    return next(part for part in policy.split("; ") if part.startswith("frame-ancestors"))


def test_everybody_reads_a_page_once_the_team_has_read_it(cast: Cast) -> None:
    sent = cast.client("PI").post(OWN, {**WORDS, "hosts": "www.bank.ma"})
    assert sent.status_code == 302
    assert "ZZC credit" not in content_of(cast.client().get(PUBLIC))
    assert "Pages of partners to be read" in content_of(cast.client("RS1").get("/desk/"))
    assert "ZZC credit" in content_of(cast.client("RS1").get(DESK))
    cast.client("RS1").post(DESK, {**WORDS, "hosts": "www.bank.ma"})
    page = content_of(cast.client().get(PUBLIC))
    assert ("ZZC credit" in page, "Financing" in page) == (True, True)
    profile = Profile.objects.get()
    assert (profile.proposed, profile.proposed_at, profile.hosts) == ({}, None, ["www.bank.ma"])


def test_what_was_proposed_can_be_set_aside(cast: Cast) -> None:
    cast.client("PI").post(OWN, WORDS)
    for _turn in range(2):
        assert cast.client("RS1").post(f"{DESK}refusal/").status_code == 302
    profile = Profile.objects.get()
    assert (profile.proposed, profile.words_en or "") == ({}, "")


@pytest.mark.parametrize(
    "hosts",
    [
        "*.bank.ma",
        "bank.ma:8000",
        "'self'",
        "bank.ma/page",
        "javascript:x",
        "bank",
        "a.ma; script-src *",
        "\n".join(f"s{number}.ma" for number in range(9)),
    ],
)
def test_only_names_of_sites_may_show_the_agenda(cast: Cast, hosts: str) -> None:
    answer = cast.client("PI").post(OWN, {**WORDS, "hosts": hosts})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["hosts"])
    assert "ZZC credit" in content_of(answer)


def test_an_address_is_read_as_the_name_of_its_site(cast: Cast) -> None:
    cast.client("PI").post(OWN, {"hosts": "https://www.Bank.ma/\nbank.ma، www.bank.ma"})
    assert Profile.objects.get().proposed["hosts"] == ["www.bank.ma", "bank.ma"]


@pytest.mark.parametrize("address", [EMBEDDED, f"{EMBEDDED}?lang=fr"])
def test_the_agenda_elsewhere_keeps_nothing_of_its_visitor(cast: Cast, address: str) -> None:
    Profile.objects.create(partner=bank(), center=cast.stop.center, hosts=["www.bank.ma"])
    browser = cast.browser()
    browser.cookies.clear()
    answer = browser.get(address)
    assert (answer.status_code, dict(answer.cookies)) == (200, {})
    assert "X-Frame-Options" not in answer.headers
    assert frame_of(answer) == "frame-ancestors https://www.bank.ma"
    assert len(answer.content) < LARGEST


def test_without_named_sites_nobody_shows_the_agenda(cast: Cast) -> None:
    assert frame_of(cast.client().get(EMBEDDED)) == "frame-ancestors 'none'"
    assert frame_of(cast.client().get(PUBLIC)) == "frame-ancestors 'none'"


def test_the_agenda_shows_published_workshops_and_the_page_those_of_the_partner(
    cast: Cast,
) -> None:
    words = {"title_ar": "ملف القرض", "title_fr": "Crédit", "title_en": "ZZC loan file"}
    made = actions.accept(offer_of(cast.stop), words, by=cast["RS1"])
    assert made.workshop is not None
    pages = (PUBLIC, EMBEDDED)
    assert ["ZZC loan" in cast.client().get(page).content.decode() for page in pages] == [False] * 2
    publish(Workshop.objects.get(), by=cast["RS1"])
    assert ["ZZC loan" in cast.client().get(page).content.decode() for page in pages] == [True] * 2


def test_a_partner_of_another_stop_has_no_page_here(cast: Cast) -> None:
    assert cast.client().get("/souss/partners/bank/").status_code == 404
    assert cast.client().get("/embed/bank/souss/agenda/").status_code == 404
    assert cast.client("PI").get("/partner/pages/souss/bank/").status_code == 404


def test_the_line_to_copy_leads_to_the_agenda(cast: Cast) -> None:
    page = content_of(cast.client("PI").get(OWN))
    assert "/embed/bank/fes/agenda/&quot; width=&quot;100%&quot;" in page


def test_what_a_participant_opens_is_light(cast: Cast) -> None:
    door(taking_part(cast))
    browser = cast.client("AP1")
    browser.get("/fes/me/partners/")  # the first page carries the looks beside
    pages = ("/fes/me/partners/", "/fes/me/partners/bank/", "/fes/me/who/", PUBLIC)
    sizes = [len(browser.get(page).content) for page in pages]
    sizes.append(len(browser.post("/fes/me/partners/bank/code/").content))
    assert max(sizes) <= LARGEST
