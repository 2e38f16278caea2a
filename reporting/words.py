"""What the figures are called, what exactly they count, and the names of their lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from programs.models import Province, Sector
from reporting.counts import NOT_GIVEN
from reporting.models import Count
from reporting.suppression import REST

Population, Breakdown = Count.Population, Count.Breakdown

UNITS = {Population.APPLICATIONS: _("Applications"), Population.PARTICIPANTS: _("Participants")}
HEADLINES = {Population.APPLICATIONS: _("applications received"), Population.PARTICIPANTS: _("participants")}
WHO = {
    Population.APPLICATIONS: _(
        "Counts the applications that were sent and not withdrawn; files that were joined count once."
    ),
    Population.PARTICIPANTS: _("Counts the people whose application was accepted and who take part."),
}
TITLES = {
    Breakdown.PROVINCE: _("Provinces and prefectures"),
    Breakdown.ORIGIN: _("Inside and outside the region"),
    Breakdown.SECTOR: _("Activities"),
    Breakdown.KIND: _("Projects and enterprises"),
    Breakdown.STAGE: _("How far the project is"),
    Breakdown.GENDER: _("Women and men"),
    Breakdown.DAY: _("Day by day"),
}
HOW = {
    Breakdown.PROVINCE: _("By the province or prefecture that each person gave."),
    Breakdown.ORIGIN: _("By whether that province belongs to the region of the stop."),
    Breakdown.SECTOR: _("By the main activity that each person gave."),
    Breakdown.KIND: _("By what each person said to be at the moment of applying."),
    Breakdown.STAGE: _("By how far the project was at the moment of applying."),
    Breakdown.GENDER: _("Answering this question was optional."),
    Breakdown.DAY: _("By the day on which the application arrived, in Morocco."),
}
THE_REST = {Breakdown.PROVINCE: _("Other provinces"), Breakdown.SECTOR: _("Other activities")}


def labels(breakdown: str) -> Callable[[str], str]:
    """The name of each line of `breakdown`, in the language of the moment. One query at most."""
    names: Mapping[str, str] = {}
    if breakdown == Breakdown.PROVINCE:
        names = {province.iso: str(province) for province in Province.objects.all()}
    elif breakdown == Breakdown.SECTOR:
        names = {sector.code: str(sector) for sector in Sector.objects.all()}
    elif breakdown == Breakdown.DAY:
        return lambda value: date_format(date.fromisoformat(value))
    else:
        names = {value: str(label) for value, label in CHOICES[Breakdown(breakdown)]}
    special = {REST: str(THE_REST.get(Breakdown(breakdown), _("Others"))), NOT_GIVEN: gettext("Not said")}
    return lambda value: special.get(value) or names.get(value, value)


CHOICES = {
    Breakdown.KIND: Application.Kind.choices,
    Breakdown.STAGE: Application.Stage.choices,
    Breakdown.GENDER: Application.Gender.choices,
    Breakdown.ORIGIN: [("inside", _("From the region")), ("outside", _("From elsewhere"))],
}


def definition(population: str, breakdown: str) -> str:
    """What exactly a table counts, in sentences to be printed under it."""
    return pgettext("two sentences", "%(who)s %(how)s") % {
        "who": WHO[Population(population)],
        "how": HOW[Breakdown(breakdown)],
    }
