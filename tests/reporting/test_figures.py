"""Counting: the counters equal a plain recount, always; shares add up; pages show them."""

import random
import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
import time_machine
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from applications.models import Application
from people.models import Participation, User
from programs.models import Province, Sector, Stop
from questionnaires.models import Choice, Version
from reporting import counts, figures, release
from reporting.breakdowns import BREAKDOWNS, Breakdown, breakdown
from reporting.figures import shares
from reporting.models import Count, Published
from reporting.populations import PUBLIC, Population
from tests.cast import Cast

State = Application.State


def seeded(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311  chance for a test, no secret


@dataclass
class Crowd:
    """Makes and changes applications at random, by one seed."""

    cast: Cast
    rng: random.Random

    def __post_init__(self) -> None:
        self.provinces = list(Province.objects.select_related("region"))
        self.sectors = list(Sector.objects.all())
        self.ranks = count(Application.objects.count() + 1)

    def apply(self, people: int) -> None:
        version, person = self.cast.application.version, self.cast["AP1"]
        Application.objects.bulk_create(self._one(version, person) for _ in range(people))

    def _one(self, version: Version, person: User | None) -> Application:
        stop = self.rng.choice([self.cast.stop, self.cast.elsewhere])
        province = self.rng.choice([*self.provinces[:30], None])
        states = [State.DRAFT, *[State.SUBMITTED] * 3, State.WITHDRAWN, State.MERGED]
        state = self.rng.choice([*states, State.WAITING, State.DECLINED, State.LAPSED])
        return Application(
            stop=stop,
            version=version,
            applicant=person,
            reference=f"X-{uuid.uuid4().hex[:8]}",
            name="Somebody",
            language="ar",
            state=state,
            rank=next(self.ranks) if state == State.WAITING else None,
            kind=self.rng.choice(Application.Kind.values),
            stage=self.rng.choice([*Application.Stage.values, ""]),
            gender=self.rng.choice([*Application.Gender.values, ""]),
            province=province,
            outside=province is not None and province.region_id != stop.center.region_id,
            sector=self.rng.choice([*self.sectors, None]),
            answers=self._said("area", "urban", "rural")
            | self._said("age_band", "under_25", "from_60", "of a stop"),
            submitted_at=datetime(2026, 10, 1, tzinfo=UTC)
            + timedelta(minutes=self.rng.randrange(60 * 24 * 30)),
        )

    def _said(self, code: str, *values: str) -> dict[str, str | None]:
        """An answer of one of these values, an answer that was emptied, or none."""
        answers: list[dict[str, str | None]] = [{code: value} for value in values]
        return self.rng.choice([*answers, {code: None}, {}])

    def change(self, times: int) -> None:
        rows = list(Application.objects.filter(reference__startswith="X-", participation=None))
        for row in self.rng.sample(rows, min(times, len(rows))):
            match self.rng.randrange(4):
                case 0:
                    row.delete()
                case 1:
                    Application.objects.filter(pk=row.pk).update(state=State.WITHDRAWN)
                case 2:
                    Application.objects.filter(pk=row.pk).update(
                        sector=self.rng.choice(self.sectors)
                    )
                case _:
                    person = User.objects.create_user(name="P", phone=f"+2127401{row.pk:05}")
                    place = Participation.objects.create(stop_id=row.stop_id, person=person)
                    Application.objects.filter(pk=row.pk).update(
                        state=State.CONFIRMED, participation=place
                    )


def recount() -> dict[tuple[object, ...], int]:
    """The same numbers by plain Python."""
    totals: Counter[tuple[object, ...]] = Counter()
    applications = Application.objects.filter(
        state__in=["submitted", "waiting", "declined", "lapsed", "confirmed"]
    )
    for row in applications.select_related("province", "sector"):
        for name, value in values_of(row).items():
            totals[row.stop_id, "applications", name, value] += 1
            if row.state == State.CONFIRMED:
                totals[row.stop_id, "participants", name, value] += 1
    for stop in Stop.objects.all():
        for population in PUBLIC:
            totals[stop.pk, population, "total", ""] += 0
    return dict(totals)


def values_of(row: Application) -> dict[str, str]:
    """What one application is in each breakdown."""
    assert row.submitted_at is not None
    return {
        "total": "",
        "province": row.province.iso if row.province else "-",
        "sector": row.sector.code if row.sector else "-",
        "kind": row.kind,
        "stage": row.stage or "-",
        "gender": row.gender or "-",
        "origin": "outside" if row.outside else "inside",
        "area": row.answers.get("area") or "-",
        "age_band": row.answers.get("age_band") or "-",
        "day": row.submitted_at.date().isoformat(),  # Morocco has kept UTC since 2026-09-20
        "month": f"{row.submitted_at:%Y-%m}",
        "channel": row.channel,
        "campaign": row.campaign or "-",
        "language": row.language,
    }


def counted() -> dict[tuple[object, ...], int]:
    columns = ("stop", "population", "breakdown", "value", "count")
    rows = Count.objects.filter(population__in=PUBLIC)
    return {row[:4]: row[4] for row in rows.values_list(*columns)}


@pytest.mark.parametrize("seed", range(6))
def test_the_counters_equal_a_recount_after_any_changes(cast: Cast, seed: int) -> None:
    crowd = Crowd(cast, seeded(seed))
    for _ in range(4):
        crowd.apply(40)
        crowd.change(25)
        counts.build()
        assert counted() == recount()


def test_counted_from_scratch_the_numbers_are_the_same(cast: Cast) -> None:
    crowd = Crowd(cast, seeded(7))
    crowd.apply(60)
    counts.build()
    crowd.change(30)
    counts.build()
    after_changes = counted()
    Count.objects.all().delete()
    counts.build()
    assert counted() == after_changes


def test_counting_takes_seven_statements_for_any_number_of_stops(cast: Cast) -> None:
    Crowd(cast, seeded(1)).apply(50)
    with CaptureQueriesContext(connection) as queries:
        counts.build()
    assert len(queries) == 9  # between two of a savepoint


def test_a_stop_without_applications_has_figures_of_nobody(cast: Cast) -> None:
    Application.objects.filter(stop=cast.elsewhere).update(state=State.DRAFT)
    counts.build()
    totals = Count.objects.filter(stop=cast.elsewhere, breakdown="total")
    counted = totals.filter(population__in=PUBLIC).order_by("population")
    assert list(counted.values_list("population", "count")) == [
        ("applications", 0),
        ("participants", 0),
    ]


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=90))
def test_shares_add_up_to_exactly_one(numbers: list[int]) -> None:
    thousandths = [round(1000 * share) for share in shares(numbers)]
    assert sum(thousandths) == (1000 if any(numbers) else 0)


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=90))
def test_a_share_is_never_a_thousandth_away_from_the_truth(numbers: list[int]) -> None:
    total = sum(numbers) or 1
    assert all(
        abs(share - count / total) < 0.001
        for share, count in zip(shares(numbers), numbers, strict=True)
    )


def test_a_figure_says_what_it_counts(cast: Cast) -> None:
    counts.build()
    address = reverse("reporting:desk-stop-figures", args=["fes"])
    page = cast.client("RS1", "en").get(address, {"by": "province"})
    assert page.context["tables"][0].notes == (
        (
            "Counts the applications that were sent and not withdrawn;"
            " files that were joined count once. "
            "By the province or prefecture that each person gave."
        ),
    )


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("AN", 302),
        ("AP1", 403),
        ("EX1", 403),
        ("PI", 403),
        ("RV", 200),
        ("RS1", 200),
        ("RS2", 404),
        ("NS", 200),
    ],
)
def test_every_count_of_a_stop_is_for_its_staff_and_the_national_coordination(
    cast: Cast, code: str, status: int
) -> None:
    counts.build()
    assert (
        cast.client(code).get(reverse("reporting:desk-stop-figures", args=["fes"])).status_code
        == status
    )


@pytest.mark.parametrize(
    ("code", "stops"), [("RS1", ["fes"]), ("RS2", ["souss"]), ("NS", ["fes", "souss"])]
)
def test_staff_chooses_among_the_stops_it_may_read(cast: Cast, code: str, stops: list[str]) -> None:
    page = cast.client(code).get(reverse("reporting:desk-figures"))
    assert sorted(stop.slug for stop in page.context["stops"]) == stops


@pytest.mark.parametrize("code", ["AN", "AP1", "PI", "RS2"])
def test_everybody_reads_the_public_figures(cast: Cast, code: str) -> None:
    assert cast.client(code).get(reverse("reporting:figures", args=["fes"])).status_code == 200


@pytest.mark.parametrize(
    ("code", "shown"), [("AN", False), ("PI", False), ("RS1", True), ("RS2", False), ("NS", True)]
)
def test_the_public_page_leads_those_who_may_to_every_count(
    cast: Cast,
    code: str,
    shown: bool,  # noqa: FBT001  Django calls it so
) -> None:
    page = cast.client(code).get(reverse("reporting:figures", args=["fes"])).content.decode()
    assert ("/desk/fes/figures/" in page) == shown


def test_a_line_that_has_no_name_is_called_as_it_is_written() -> None:
    assert breakdown("kind").labels()("unheard of") == "unheard of"


def test_before_enough_people_have_applied_there_are_no_public_figures(cast: Cast) -> None:
    counts.build()
    release.renew()
    assert cast.client().get("/fes/figures/").context["figures"].tables == ()


def test_the_public_reads_of_which_night_figures_are_and_never_the_minute_of_a_change(
    cast: Cast,
) -> None:
    Crowd(cast, seeded(3)).apply(300)
    counts.build()
    minute, night = timezone.now() - timedelta(hours=5, minutes=7), timezone.now()
    Count.objects.update(counted_at=minute)
    with time_machine.travel(night, tick=False):
        release.renew()
    assert {*Published.objects.values_list("counted_at", flat=True)} == {night}


def test_a_public_page_costs_the_same_for_one_line_and_for_many(cast: Cast) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            cast.client().get("/fes/figures/")
        return len(queries)

    Crowd(cast, seeded(3)).apply(300)
    counts.build()
    release.renew()
    few = cost()
    Crowd(cast, seeded(4)).apply(600)
    counts.build()
    release.renew()
    assert (few, cost()) == (
        3,
        3,
    )  # the stop, the counts, the names of provinces; no activity is public yet


def test_ages_stand_in_their_order_and_who_did_not_say_comes_last() -> None:
    counts = {"-": 90, "from_60": 3, "under_25": 1, "from_25": 40, "": 5, "of a stop": 2}
    assert breakdown("age_band").ordered(counts, str) == [
        "under_25",
        "from_25",
        "from_60",
        "of a stop",
        "",
        "-",
    ]


@pytest.mark.usefixtures("db", "in_english")
def test_ages_and_areas_are_those_that_the_form_offers() -> None:
    offered = {code: [each.code for each in question_of(code)] for code in ("age_band", "area")}
    assert {code: list(breakdown(code).names()) for code in offered} == offered
    assert list(breakdown("age_band").names().values()) == [
        each.label for each in question_of("age_band")
    ]


def question_of(code: str) -> list[Choice]:
    """What the house's own form offers as answers."""
    return list(
        Choice.objects.filter(
            question__code=code, question__section__version__questionnaire__purpose="candidacy"
        )
    )


LANGUAGES = Breakdown(
    code="tongue",
    head="Language",
    title="Languages",
    how="By the language in which one applied.",
    key="language",
    names=lambda: {"ar": "Arabic", "fr": "French"},
    public_for=Population.APPLICATIONS,
    optional=False,
)


def test_a_breakdown_is_one_row_of_one_table(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [*BREAKDOWNS[:3], LANGUAGES, *BREAKDOWNS[3:]]
    for module in ("breakdowns", "figures", "release", "statistics.report"):
        monkeypatch.setattr(f"reporting.{module}.BREAKDOWNS", rows)
    Crowd(cast, seeded(5)).apply(200)
    Application.objects.filter(
        pk__in=Application.objects.filter(stop=cast.stop).values("pk")[:20]
    ).update(language="fr")
    counts.build()
    release.renew()
    rest = dict(
        Count.objects.exclude(breakdown__in=["tongue", "theme"])
        .values_list("breakdown")
        .annotate(models.Sum("count"))
    )
    spoken = Count.objects.filter(stop=cast.stop, population="applications", breakdown="tongue")
    total = Count.objects.get(stop=cast.stop, population="applications", breakdown="total").count
    assert sum(spoken.values_list("count", flat=True)) == total
    assert {code: sum_of for code, sum_of in rest.items() if sum_of != rest["total"]} == {}
    address = reverse("reporting:desk-stop-figures", args=["fes"])
    page = cast.client("RS1", "en").get(address, {"by": "tongue"})
    table = page.context["tables"][0]
    assert (table.title, sorted(row.label for row in table.lines)) == (
        "Applications: Languages",
        ["Arabic", "French"],
    )
    totals = {table.breakdown: table.total for table in figures.public_figures(cast.stop).tables}
    assert totals["tongue"] == total
