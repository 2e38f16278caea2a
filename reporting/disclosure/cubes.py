"""The tables that partners may see: whom they count, by what, and which lines each of them has.

The lines of a table are the same whatever was counted: a line that appears would tell of somebody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from programs.models import Province, Region
from reporting.breakdowns import NOT_GIVEN, breakdown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django_stubs_ext import StrOrPromise

TOTAL, RELEASES, ELSEWHERE = "total", "releases", "elsewhere"
PEOPLE = _("People with this need")
AMOUNTS = {  # value: from how many dirhams on
    "under_20k": 0,
    "from_20k": 20_000,
    "from_50k": 50_000,
    "from_100k": 100_000,
    "from_300k": 300_000,
}


@dataclass(frozen=True)
class Cube:
    """One table of each theme.

    `key` is SQL over an application, its place and the center of its stop; `names` gives the lines
    for a region, or for the country, in the active language.
    """

    code: str
    head: StrOrPromise
    title: StrOrPromise
    how: StrOrPromise  # the sentence of its definition
    names: Callable[[Region | None], Mapping[str, str]]
    key: str = ""
    unit: StrOrPromise = PEOPLE
    is_money: bool = False
    public: str = ""  # the breakdown by which everybody sees how many applied


def _provinces(region: Region | None) -> dict[str, str]:
    within = Province.objects.filter(region=region) if region else Province.objects.none()
    return {
        **{province.iso: str(province) for province in within},
        ELSEWHERE: gettext("From elsewhere"),
        NOT_GIVEN: gettext("Not said"),
    }


def _regions(_region: Region | None) -> dict[str, str]:
    return {region.iso: str(region) for region in Region.objects.all()}


def _named(code: str) -> Callable[[Region | None], Mapping[str, str]]:
    """The values of a breakdown of the figures, and those who did not say."""
    return lambda _region: {**breakdown(code).names(), NOT_GIVEN: gettext("Not said")}


def _amounts(_region: Region | None) -> dict[str, str]:
    return {
        "under_20k": gettext("Under 20,000 DH"),
        "from_20k": gettext("20,000 to 49,999 DH"),
        "from_50k": gettext("50,000 to 99,999 DH"),
        "from_100k": gettext("100,000 to 299,999 DH"),
        "from_300k": gettext("300,000 DH and more"),
        NOT_GIVEN: gettext("Not said"),
    }


def _as_figures(code: str, **about: Any) -> Cube:
    """A table by a breakdown of the figures: its head, its definition, its lines unless said."""
    by = breakdown(code)
    return Cube(code=code, head=by.head, how=by.how, **{"names": _named(code), **about})


CUBES = (
    Cube(
        code="region",
        head=_("Region"),
        title=_("By region"),
        how=_("By the region of the stop at which they applied."),
        names=_regions,
    ),
    _as_figures(
        "province",
        title=_("By province and prefecture"),
        names=_provinces,
        key="CASE WHEN place.id IS NULL THEN '-' WHEN place.region_id = center.region_id "
        "THEN place.iso ELSE 'elsewhere' END",
        public="province",
    ),
    _as_figures("sector", title=_("By activity"), key="coalesce(sector.code, '-')"),
    _as_figures(
        "kind",
        title=_("By kind of project or enterprise"),
        key="coalesce(nullif(sent.kind, ''), '-')",
        public="kind",
    ),
    _as_figures(
        "stage",
        title=_("By how far the project is"),
        key="coalesce(nullif(sent.stage, ''), '-')",
        public="stage",
    ),
    Cube(
        code="amount",
        head=_("Amount"),
        title=_("By the amount that is looked for"),
        how=_("By the amount in dirhams that each person wrote, where the form asks for one."),
        names=_amounts,
        key="CASE "
        + " ".join(
            f"WHEN asked.amount >= {least} THEN '{value}'"
            for value, least in reversed(AMOUNTS.items())
        )
        + " ELSE '-' END",
    ),
    Cube(
        code="mean",
        head=_("Kind"),
        title=_("The mean amount that is looked for"),
        how=_("Of those who wrote an amount, by what they said to be."),
        names=_named("kind"),
        unit=_("Dirhams on average"),
        is_money=True,
    ),
)
COUNTED = tuple(cube for cube in CUBES if cube.key)


def cube(code: str) -> Cube:
    """The cube with this code. Raises `KeyError`."""
    return {each.code: each for each in CUBES}[code]


def definition(how: StrOrPromise) -> str:
    """What exactly a table counts, in sentences to be printed under it."""
    who = gettext(
        "Counts the people who applied, did not withdraw, and have a need on this theme: "
        "by the questions that they answered, or as the team put it right."
    )
    return pgettext("two sentences", "%(who)s %(how)s") % {"who": who, "how": how}


def rule(cube: Cube | None = None) -> str:
    """By which numbers are hidden and rounded, in sentences to be printed under each table."""
    if cube and cube.is_money:
        return gettext(
            "So that nobody can be recognised: a mean is shown of ten people or more, rounded down "
            "to a multiple of 5,000 DH, from 100,000 DH on of 50,000 DH. It is not shown where one "
            "person asks for more than half of all the money, or two people for more than three "
            "quarters."
        )
    return gettext(
        "So that nobody can be recognised: numbers are rounded down to a multiple of five; those "
        "below five are not shown, nor are those from which one of them could be worked out, "
        "even with the tables of earlier months, of other stops and of the country. "
        "Lines may therefore not add up."
    )
