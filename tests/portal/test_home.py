"""Everyone's first page after signing in shows what concerns them, and nothing of others."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applications.models import Application
from needs.models import Diagnosis, Need
from people.models import Participation, User
from programs.models import Stop, Theme
from selection.models import Decision, Review
from tests.cast import Cast
from tests.coaching.arranged import make_booking, make_expert, make_slot
from tests.pages import content_of
from tests.workshops.planned import make_participation

MOMENT = datetime(2026, 11, 23, 12, tzinfo=UTC)

WAITING = [
    "/desk/conversations/",
    "/desk/conversations/unread/",
    *["/desk/fes/triage/"] * 2,
    "/desk/fes/second-looks/",
    "/desk/fes/seats/",
]
OF_MANAGERS = [  # and decisions, files without a reader, looks that another center answers
    *WAITING[:4],
    *("/desk/fes/decisions/", "/desk/fes/reviewing/files/"),
    *["/desk/fes/second-looks/"] * 2,
    WAITING[-1],
    *("/desk/figures/", "/desk/stops/new/"),  # alarms of the night; a stop begun here
]
AT_ONCE = ["/desk/fes/applications/", "/desk/fes/new/", "/desk/tasks/"]
HALL = ["/desk/fes/workshops/absences/"]
COACHING = ["/desk/fes/coaching/"]
COACHING += [f"/desk/fes/coaching/{page}/" for page in ("requests", "experts", "calls")]
PARTNERS = ["/desk/fes/partners/offers/", "/desk/fes/partners/pages/"]
MESSAGES = ["/desk/messages/queue/", "/desk/messages/by-hand/"]


def links(cast: Cast, code: str) -> list[str]:
    """Where the content of one's first page leads."""
    page = cast.client(code).get("/my/").content.decode()
    content = page[page.index("<main") : page.index("</main>")]
    return re.findall(r'href="([^"]+)"', content)


def test_an_applicant_finds_the_own_application(cast: Cast) -> None:
    assert links(cast, "AP1")[0] == cast.application.get_absolute_url()


def test_whoever_takes_part_finds_what_is_next(cast: Cast) -> None:
    place = Participation.objects.create(person=cast["AP1"], stop=cast.stop)
    own = Application.objects.filter(pk=cast.application.pk)
    own.update(state=Application.State.CONFIRMED, participation=place)
    assert "/fes/me/" in links(cast, "AP1")


def test_an_expert_who_meets_people_finds_their_day_first(cast: Cast) -> None:
    assert "/expert/" not in links(cast, "EX1")
    expert = make_expert(cast.stop, user=cast["EX1"])
    assert links(cast, "EX1")[0] == "/expert/"
    page = content_of(cast.client("EX1").get("/my/"))
    assert "No session is coming." in page
    place = make_participation(cast.stop, 1)
    at = make_slot(expert, cast.stop, at=timezone.now() + timedelta(days=1))
    make_booking(at, place)
    page = content_of(cast.client("EX1").get("/my/"))
    assert (place.person.name in page, "No session is coming." in page) == (True, False)


def test_an_expert_finds_the_workshops_that_they_lead(cast: Cast) -> None:
    found = links(cast, "EX1")
    led, figures = (found.index(each) for each in ("/account/me/workshops/", "/fes/figures/"))
    assert led < figures  # their own things, then the figures of the stops under their head


def test_an_applicant_finds_only_the_own_application(cast: Cast) -> None:
    assert cast.foreign.get_absolute_url() not in links(cast, "AP1")


@pytest.mark.parametrize("code", ["RS1", "PI", "EX1", "NS"])
def test_a_stop_of_which_nobody_may_know_yet_is_named_on_no_first_page(
    cast: Cast, code: str
) -> None:
    Stop.objects.filter(pk=cast.stop.pk).update(state="prepared", is_announced=False)
    assert "/fes/figures/" not in links(cast, code)


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
    assert (
        sorted(
            link for link in links(cast, code) if link.endswith(("/figures/", "/admin/", "/desk/"))
        )
        == found
    )


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("RS1", [*OF_MANAGERS, *MESSAGES, *AT_ONCE, *HALL, *COACHING, *PARTNERS]),
        ("RV", [*WAITING, *MESSAGES, *AT_ONCE, *HALL, *COACHING, *PARTNERS]),
        ("NS", ["/desk/figures/", "/desk/fes/figures/", "/desk/souss/figures/"]),
    ],
)
def test_the_first_page_of_the_desk_leads_to_what_may_wait(
    cast: Cast, code: str, found: list[str]
) -> None:
    page = content_of(cast.client(code).get("/desk/"))
    assert sorted(set(re.findall(r'href="(/desk/[^"?]*)"', page))) == sorted(set(found))


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


def test_a_place_that_is_offered_says_until_when(cast: Cast) -> None:
    Application.objects.filter(pk=cast.application.pk).update(state="accepted", confirm_by=MOMENT)
    page = cast.client("AP1").get("/my/").content.decode()
    assert re.findall(r"<p>(Please say[^<]+)</p>", page) == [
        "Please say until 23 November 2026, 12:00 whether you take it."
    ]


def diagnosed_and_declined(application: Application, by: User) -> None:
    Diagnosis.objects.create(
        application=application,
        version=application.version,
        answers={"phone": "no"},
        language="ar",
        scores={"digital": 75},
        finished_at=MOMENT,
    )
    theme = Theme.objects.get(code="digital")
    Need.objects.create(
        application=application, theme=theme, level=75, changed_by=by, reason="ZZC for the team"
    )
    Decision.objects.create(
        application=application,
        outcome="decline",
        reasons=["maturity"],
        note="ZZC",
        by=by,
        published_at=MOMENT,
    )


def test_a_copy_of_the_data_holds_what_was_found_and_decided_about_ones_file(cast: Cast) -> None:
    diagnosed_and_declined(cast.application, cast["RS1"])
    kept = json.loads(cast.client("AP1").get("/account/me/data/").content)
    assert (kept["diagnoses"][0]["scores"], kept["needs"][0]["level"], kept["decisions"]) == (
        {"digital": 75},
        75,
        [
            {
                "application__reference": "FM-0001",
                "outcome": "decline",
                "reasons": ["maturity"],
                "published_at": "2026-11-23T12:00:00Z",
            }
        ],
    )


def test_a_copy_of_the_data_holds_no_note_of_the_team(cast: Cast) -> None:
    application = cast.application
    Need.objects.create(
        application=application,
        theme=Theme.objects.get(code="digital"),
        level=75,
        changed_by=cast["RS1"],
        reason="ZZC why",
    )
    Review.objects.create(
        application=application,
        reviewer=cast["RV"],
        verdict="no",
        comment="ZZC weak",
        judged_at=MOMENT,
    )
    page = cast.client("AP1").get("/account/me/data/").content.decode()
    assert [words for words in ("ZZC why", "ZZC weak", "verdict") if words in page] == []


def test_a_decision_that_is_not_published_is_in_no_copy_of_the_data(cast: Cast) -> None:
    Decision.objects.create(application=cast.application, outcome="accept", by=cast["RS1"])
    assert json.loads(cast.client("AP1").get("/account/me/data/").content)["decisions"] == []


def test_a_copy_of_the_data_costs_the_same_for_one_file_and_for_three(cast: Cast) -> None:
    browser = cast.client("AP1")

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            browser.get("/account/me/data/")
        return len(queries)

    browser.get("/account/me/data/")
    one = cost()
    Application.objects.filter(pk__in=[cast.neighbour.pk, cast.foreign.pk]).update(
        applicant=cast["AP1"]
    )
    assert (one, cost()) == (32, 32)
