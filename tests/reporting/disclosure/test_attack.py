"""Whoever subtracts every page from every other learns of no group smaller than five."""

from collections import Counter
from random import Random

import pytest
import time_machine
from django.utils import timezone

from programs.models import Stop, Theme
from reporting import counts, release
from reporting.disclosure.actions import stops_to_release
from reporting.disclosure.building import Release
from tests.reporting.disclosure.attack import Attack, Key, Truth, truth_of
from tests.reporting.disclosure.many import at, people_at, stop_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
MONTHS = (1, 2, 3)


def lived(seed: int, regions: list[int], *, complementary: bool) -> list[tuple[str, object, int]]:
    """Stops in which people arrive, three releases, and what an attacker makes of them."""
    rng = Random(seed)  # noqa: S311  the same draw each time
    theme = Theme.objects.all()[seed % Theme.objects.count()]
    stops = [stop_of(region, number) for number, region in enumerate(regions)]
    truth: Truth = Counter()
    for month in MONTHS:
        for stop in stops:
            people_at(stop, rng.randrange(4, 90), rng, [theme])
        with time_machine.travel(at(2027, month), tick=False):
            counts.build()
            release.renew()
            loaded = list(
                Stop.objects.filter(slug__startswith="random-").select_related("center__region")
            )
            whole = Release(timezone.localdate(), loaded, True, complementary)  # noqa: FBT003
            whole.write([theme])
            truth += truth_of(theme, timezone.localdate())
    attack = Attack(theme)
    attack.look(loaded)
    return list(attack.recovered(truth))


WORLDS = [
    (seed, regions) for seed, regions in enumerate([[0, 1, 2, 2], [3], [4, 4], [5, 6, 7]] * 2)
]


@pytest.fixture(autouse=True)
def only_these() -> None:
    Stop.objects.all().delete()


@pytest.mark.parametrize(("seed", "regions"), WORLDS)
def test_no_group_below_five_can_be_worked_out_at_twenty_random_stops(
    seed: int, regions: list[int]
) -> None:
    assert lived(seed, regions, complementary=True) == []


def test_these_are_twenty_stops() -> None:
    assert sum(len(regions) for _, regions in WORLDS) == 20


@pytest.mark.parametrize(("seed", "regions", "kind"), [(6, [4, 4], "number"), (11, [1, 2], "step")])
def test_without_complementary_hiding_the_same_attack_succeeds(
    seed: int, regions: list[int], kind: str
) -> None:
    assert {found for found, *_ in lived(seed, regions, complementary=False)} == {kind}


def test_what_the_attack_found_is_no_longer_found() -> None:
    assert lived(11, [1, 2], complementary=True) == []


class KnowsWhoIsShut(Attack):
    """An attacker to whom the calendar of the caravan says where nobody can have applied yet.

    Or where nobody was asked what they need.
    """

    def column(self, key: Key) -> int:
        """A number; 0 at the stops to come."""
        if key not in self.columns and key[0] in {"random-1", "random-2"}:
            self.columns[key] = self.program.column(0.0, 0.0)
        return super().column(key)


@pytest.mark.parametrize(("seed", "applied"), [(1, 0), (6, 0), (13, 60), (17, 60)])
def test_stops_at_which_nobody_can_have_a_need_yet_do_not_seem_to_hide_anybody(
    seed: int, applied: int
) -> None:
    rng = Random(seed)  # noqa: S311  the same draw each time
    theme = Theme.objects.all()[seed % Theme.objects.count()]
    stops = [stop_of(3, 0), stop_of(4 - seed % 2, 1), stop_of(5, 2)]
    people_at(stops[0], rng.randrange(10, 120), rng, [theme])
    for stop in stops[1:]:
        people_at(stop, applied, Random(seed), [])  # noqa: S311
    truth: Truth = Counter()
    for month in (1, 2):
        with time_machine.travel(at(2027, month), tick=False):
            counts.build()
            release.renew()
            day = timezone.localdate()
            Release(day, stops_to_release(), is_whole=True).write([theme])
            truth += truth_of(theme, day)
        people_at(stops[0], rng.randrange(2, 30), rng, [theme])
    attack = KnowsWhoIsShut(theme)
    attack.look(list(Stop.objects.select_related("center__region")))
    assert list(attack.recovered(truth)) == []
