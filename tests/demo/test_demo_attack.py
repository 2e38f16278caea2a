"""The demonstration is read page by page, file by file, and subtracted: nobody can be found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from unittest.mock import patch

import pytest
import pytest_django
from django.db import connection, transaction
from django.utils import timezone, translation

from core import counts as own
from needs.models import Need
from people.models import User
from people.roles import Role
from programs.models import Partner, Stop, Theme
from reporting import counts, release
from reporting.disclosure.actions import stops_to_release
from reporting.disclosure.building import Release
from reporting.models import Cell, Published
from tests.demo.attack import Reader, Subtraction
from tests.demo.test_recounted import browser_of
from tests.reporting.disclosure.attack import MANY, Key, Truth, truth_of
from tests.reporting.disclosure.many import people_at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
SEED = 3  # by which complementary hiding has something to hide
PLAIN = {"total", "province", "sector", "kind", "stage"}
SOURCES = {"page", "csv", "xlsx", "frame", "api", "quarter", "bulletin", "open data"}
FIRST_WITHOUT = "tanger-tetouan-al-hoceima"  # where nobody is asked for needs before the last month


@dataclass
class World:
    """Three releases of the demonstration, all that is to be read of them, and what is so."""

    stops: list[Stop]
    reader: Reader
    truth: dict[Theme, Truth]


@pytest.fixture(scope="module")
def world(
    request: pytest.FixtureRequest,
    demo: str,  # noqa: ARG001
    django_db_blocker: pytest_django.DjangoDbBlocker,
) -> Iterator[World]:
    """The caravan goes on, once for all who only read what came of it."""
    counted_here = patch.object(own, "another_connection", lambda: nullcontext(connection))
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        translation.override("en"),
        counted_here,
    ):
        yield going_on(complementary=request.param)
        transaction.set_rollback(True)


def going_on(*, complementary: bool) -> World:
    """People arrive at every stop between one release and the next."""
    Cell.objects.all().delete()
    User.objects.update(language="en")
    Stop.objects.update(is_announced=True)
    stops = list(Stop.objects.select_related("center__region").order_by("pk"))
    for stop in stops:
        stop.partners.set(Partner.objects.all())
    themes = list(Theme.objects.filter(partners__isnull=False).distinct())
    truth: dict[Theme, Truth] = {theme: Counter() for theme in themes}
    rng, today = Random(SEED), timezone.localdate()  # noqa: S311  the same draw each time
    days = [today - timedelta(days=31 * back) for back in (2, 1, 0)]
    national = User.objects.filter(memberships__role=Role.NATIONAL)[0]
    reader = Reader(stops, browser_of(national), days)
    for day in days:
        counts.build()
        release.renew()
        empty = Stop.objects.exclude(applications__needs__isnull=False)
        reader.shut |= {(slug, day) for slug in empty.values_list("slug", flat=True)}
        there = stops_to_release()
        Release(day, there, is_whole=True, complementary=complementary).write(themes)
        for theme, so_far in truth.items():
            so_far.update(truth_of(theme, day))
        for stop in stops:
            people_at(stop, rng.randrange(4, 90), rng, themes)
        if day == days[0]:
            Need.objects.filter(application__stop__slug=FIRST_WITHOUT).delete()
    reader.read(Partner.objects.all(), User.objects.filter(memberships__role=Role.PARTNER))
    return World(stops, reader, truth)


# Beside the first that needs the same world, which takes a third of a minute to build.
@pytest.mark.parametrize("world", [True], indirect=True)
def test_every_page_and_file_shows_what_plain_sql_counts_rounded_down_to_five(world: World) -> None:
    themes = {theme.code: people for theme, people in world.truth.items()}
    slugs = {stop.slug for stop in world.stops}
    shown = {
        (theme, key): (least, most)
        for (theme, key), (least, most) in world.reader.bands.items()
        if most < MANY and key[0] in slugs and key[2] in PLAIN
    }
    so = {
        (theme, key): (themes[theme][key] // 5 * 5, themes[theme][key] // 5 * 5 + 4)
        for theme, key in shown
    }
    assert shown == so
    assert len(shown) > 30


@pytest.mark.parametrize(
    ("world", "complementary"), [(True, True), (False, False)], indirect=["world"]
)
def test_nobody_is_found_in_the_demonstration_unless_complementary_hiding_is_off(
    world: World,
    complementary: bool,  # noqa: FBT001  pytest's
) -> None:
    found: list[tuple[str, Key, int]] = []
    for theme, people in world.truth.items():
        attack = Subtraction(theme, reader=world.reader)
        attack.look(world.stops)
        found += attack.recovered(people)
    ways = {name: times > 5 for name, times in world.reader.sources.items()}
    assert ways == dict.fromkeys(SOURCES, True)
    assert world.reader.applied.items() <= _public(world.stops).items()
    assert (found == []) is complementary, found[:5]


def _public(stops: list[Stop]) -> dict[tuple[str, ...], int]:
    """Every line of a table that everybody sees, as the attack knows it."""
    lines = Published.objects.filter(stop__in=stops)
    columns = ("stop__slug", "population", "breakdown", "value", "count")
    return {(*line,): count for *line, count in lines.values_list(*columns)}
