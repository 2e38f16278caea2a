"""Stops with people whose needs are drawn at random, some of them alone of their sort."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import TypeVar

from django.utils import timezone

from applications.models import Application
from needs.models import Need
from people.models import User
from programs.models import Center, Program, Province, Sector, Stop, Theme
from questionnaires.compiled_forms import current_version

T = TypeVar("T")
KINDS = [*Application.Kind]
STAGES = [*Application.Stage, ""]


def stop_of(region_number: int, number: int) -> Stop:
    """An open stop of one of the regions, which may have several."""
    center = Center.objects.select_related("region").order_by("pk")[region_number]
    now = timezone.now()
    return Stop.objects.create(
        program=Program.objects.get(slug="microlabs-solutions"),
        center=center,
        slug=f"random-{number}",
        name_ar=f"محطة {number}",
        name_fr=f"Étape {number}",
        name_en=f"Random {number}",
        prefix="".join(chr(65 + (number // 26**place) % 26) for place in range(4)),
        opens_at=now - timedelta(days=40),
        closes_at=now + timedelta(days=20),
        starts_on=date(2027, 1, 15),
        ends_on=date(2027, 3, 15),
        places=360,
    )


def people_at(stop: Stop, size: int, rng: Random, themes: list[Theme]) -> None:
    """As many more people, each with some needs; values far apart in how frequent they are."""
    applicant = User.objects.order_by("pk").first() or User.objects.create(
        name="Nobody", email="nobody@example.org"
    )
    version = current_version("candidacy", stop)
    places, sectors = places_of(stop), [*Sector.objects.all(), None]
    first = stop.applications.count()
    made = Application.objects.bulk_create(
        Application(
            stop=stop,
            version=version,
            applicant=applicant,
            state=Application.State.SUBMITTED,
            reference=f"{stop.prefix}-{first + number}",
            submitted_at=timezone.now(),
            name="Somebody",
            kind=picked(rng, KINDS),
            stage=picked(rng, STAGES),
            province=picked(rng, places),
            sector=picked(rng, sectors),
        )
        for number in range(size)
    )
    often = {theme: rng.choice([0.05, 0.2, 0.5, 0.8, 0.97]) for theme in themes}
    Need.objects.bulk_create(
        Need(application=application, theme=theme, level=60)
        for application in made
        for theme in themes
        if rng.random() < often[theme]
    )


def places_of(stop: Stop) -> list[Province | None]:
    """Those of its region, one from elsewhere, and none."""
    return [
        *Province.objects.filter(region=stop.center.region).order_by("hcp"),
        Province.objects.exclude(region=stop.center.region).order_by("hcp")[0],
        None,
    ]


def picked(rng: Random, values: Sequence[T]) -> T:
    """One of them, the first ones more often."""
    return values[min(int(rng.expovariate(0.6)), len(values) - 1)]


def at(year: int, month: int) -> datetime:
    """The morning of a release."""
    return datetime(year, month, 1, 4, 40, tzinfo=timezone.get_current_timezone())
