"""What the figures divide people by: one row a breakdown.

A breakdown is added by adding its row: the masks of the database's grouping, the pages, the public
tables and their protection follow.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from core.language import said_day
from programs.models import Province, Sector, Theme
from reporting.populations import Population
from reporting.suppression import REST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from django_stubs_ext import StrOrPromise

TOTAL, NOT_GIVEN = "total", "-"
OTHERS, NOT_SAID = _("Others"), _("Not said")


@dataclass(frozen=True)
class Breakdown:
    """How people divide by one property.

    `key` is SQL over a row of applications, by which the database groups; `value` is SQL that gives
    the value of a group from `{key}`, with what `join` brings, and is never NULL. `names` names the
    values in the active language.
    A breakdown is public for one population at most, so that no two tables can be subtracted.
    """

    code: str
    head: StrOrPromise
    title: StrOrPromise
    how: StrOrPromise  # the sentence of its definition
    key: str
    value: str = "coalesce(nullif({key}, ''), %(not_given)s)"
    join: str = ""
    names: Callable[[], Mapping[str, str]] = dict
    name: Callable[[str], str] = str  # of a value that `names` does not know
    rest: StrOrPromise = OTHERS
    not_given: StrOrPromise = NOT_SAID
    public_for: Population | None = None
    delicate: bool = False  # about a need, an outcome, a refusal: no table may tell it of everybody
    optional: bool = True  # whether a person may have no value
    # Rows stand in the order of `names`, then of their values; else the largest first.
    in_order: bool = False
    of_person: bool = True  # else of what is counted itself, whose `theme` is there
    # Rows are first counted by all of one word at once: few values that meet in few combinations.
    counted_with: str = ""  # none: by itself

    @property
    def column(self) -> str:
        """What the key is called inside the count."""
        return f"by_{self.code}"

    def labels(self) -> Callable[[str], str]:
        """The name of each value in the active language. One query at most."""
        names = {REST: str(self.rest), NOT_GIVEN: str(self.not_given), **self.names()}
        return lambda value: names.get(value) or self.name(value)

    def ordered(self, counts: Mapping[str, int], label: Callable[[str], str]) -> list[str]:
        """The values of a table in the order of its rows; those without their own row last."""
        if self.in_order:
            order = {value: place for place, value in enumerate(self.names())}
            return sorted(
                counts,
                key=lambda value: (value in {REST, NOT_GIVEN}, order.get(value, len(order)), value),
            )
        return sorted(counts, key=lambda value: (value == REST, -counts[value], label(value)))

    def most_values(self) -> int:
        """How many different values a person can have, "not said" included."""
        return len(self.names()) + self.optional


def _fixed(choices: Iterable[tuple[str, StrOrPromise]]) -> Callable[[], Mapping[str, str]]:
    """The names of values that the code knows."""
    return lambda: {value: str(label) for value, label in choices}


AGES = [
    ("under_25", _("Under 25")),
    ("from_25", _("25 to 34")),
    ("from_35", _("35 to 44")),
    ("from_45", _("45 to 59")),
    ("from_60", _("60 and over")),
]
# Of what was never sent: when it was begun.
ARRIVED = "(coalesce(submitted_at, created_at) AT TIME ZONE %(zone)s)::date"
BREAKDOWNS = [
    Breakdown(
        code="province",
        head=_("Province"),
        title=_("Provinces and prefectures"),
        how=_("By the province or prefecture that each person gave."),
        key="province_id",
        value="coalesce(place.iso, %(not_given)s)",
        join="LEFT JOIN programs_province AS place ON place.id = {key}",
        names=lambda: {province.iso: str(province) for province in Province.objects.all()},
        rest=_("Other provinces"),
        public_for=Population.APPLICATIONS,
        counted_with="place",
    ),
    Breakdown(
        code="origin",
        head=_("Inside or outside the region"),
        title=_("Inside and outside the region"),
        how=_("By whether that province belongs to the region of the stop."),
        key="outside",
        value="CASE WHEN {key} THEN 'outside' WHEN NOT {key} THEN 'inside' ELSE %(not_given)s END",
        names=_fixed([("inside", _("From the region")), ("outside", _("From elsewhere"))]),
        counted_with="place",
    ),
    Breakdown(
        code="area",
        head=_("Town or countryside"),
        title=_("In town and in the countryside"),
        how=_("By where each person said to live. Answering this question was optional."),
        key="left(answers ->> 'area', 40)",
        names=_fixed([("urban", _("In town")), ("rural", _("In the countryside"))]),
        public_for=Population.APPLICATIONS,
        counted_with="self",
    ),
    Breakdown(
        code="sector",
        head=_("Activity"),
        title=_("Activities"),
        how=_("By the main activity that each person gave."),
        key="sector_id",
        value="coalesce(sector.code, %(not_given)s)",
        join="LEFT JOIN programs_sector AS sector ON sector.id = {key}",
        names=lambda: {sector.code: str(sector) for sector in Sector.objects.all()},
        rest=_("Other activities"),
        public_for=Population.PARTICIPANTS,
        counted_with="place",
    ),
    Breakdown(
        code="kind",
        head=_("Kind"),
        title=_("Projects and enterprises"),
        how=_("By what each person said to be at the moment of applying."),
        key="kind",
        names=_fixed(Application.Kind.choices),
        public_for=Population.APPLICATIONS,
        optional=False,
        counted_with="self",
    ),
    Breakdown(
        code="stage",
        head=_("Stage"),
        title=_("How far the project is"),
        how=_("By how far the project was at the moment of applying."),
        key="stage",
        names=_fixed(Application.Stage.choices),
        public_for=Population.APPLICATIONS,
        counted_with="self",
    ),
    Breakdown(
        code="gender",
        head=_("Gender"),
        title=_("Women and men"),
        how=_("Answering this question was optional."),
        key="gender",
        names=_fixed(Application.Gender.choices),
        public_for=Population.APPLICATIONS,
        counted_with="self",
    ),
    Breakdown(
        code="age_band",
        head=_("Age"),
        title=_("Ages"),
        how=_(
            "By the age that each person gave at the moment of applying. "
            "Answering this question was optional."
        ),
        key="left(answers ->> 'age_band', 40)",
        names=_fixed(AGES),
        public_for=Population.APPLICATIONS,
        in_order=True,
        counted_with="self",
    ),
    Breakdown(
        code="day",
        head=_("Day"),
        title=_("Day by day"),
        how=_("By the day on which the application arrived, in Morocco."),
        key=ARRIVED,
        value="coalesce({key}::text, %(not_given)s)",
        name=lambda value: said_day(date_format(date.fromisoformat(value))),
        in_order=True,
        counted_with="time",
    ),
    Breakdown(
        code="month",
        head=_("Month"),
        title=_("Month by month"),
        how=_("By the month in which the application arrived, in Morocco."),
        key=f"date_part('year', {ARRIVED}) * 100 + date_part('month', {ARRIVED})",
        value="coalesce(left({key}::text, 4) || '-' || right({key}::text, 2), %(not_given)s)",
        name=lambda value: date_format(date.fromisoformat(f"{value}-01"), "YEAR_MONTH_FORMAT"),
        in_order=True,
        counted_with="time",
    ),
    Breakdown(
        code="channel",
        head=_("Way"),
        title=_("Ways of applying"),
        how=_("By the way on which the application reached the center."),
        key="channel",
        names=_fixed(Application.Channel.choices),
        optional=False,
        counted_with="way",
    ),
    Breakdown(
        code="campaign",
        head=_("Came by"),
        title=_("Posters, pages and partners"),
        how=_("By what the link called itself over which each person came."),
        key="campaign",
        not_given=_("By no named link"),
        counted_with="way",
    ),
    Breakdown(
        code="language",
        head=_("Language"),
        title=_("Languages"),
        how=_("By the language in which each person applied."),
        key="language",
        names=_fixed(settings.LANGUAGES),
        optional=False,
        counted_with="way",
    ),
    Breakdown(
        code="theme",
        head=_("Theme"),
        title=_("Themes"),
        how=_("By the theme of each workshop, session and need."),
        key="theme",
        value="coalesce(subject.code, %(not_given)s)",
        join="LEFT JOIN programs_theme AS subject ON subject.id = {key}",
        names=lambda: {theme.code: str(theme) for theme in Theme.objects.all()},
        rest=_("Other themes"),
        delicate=True,
        of_person=False,
        optional=False,
    ),
]


def bundles() -> list[list[Breakdown]]:
    """The breakdowns, those together that are counted together."""
    found: dict[str, list[Breakdown]] = {}
    for each in BREAKDOWNS:
        found.setdefault(each.counted_with or each.code, []).append(each)
    return [*found.values()]


def breakdown(code: str) -> Breakdown:
    """The breakdown with this code. Raises `KeyError`."""
    return {each.code: each for each in BREAKDOWNS}[code]


def public_for(population: str) -> list[Breakdown]:
    """The breakdowns by which everybody may see this population divided."""
    return [each for each in BREAKDOWNS if each.public_for == population]
