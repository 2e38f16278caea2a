"""What the figures are called, and what exactly they count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from applications.number_names import NUMBERS
from reporting.populations import PUBLIC, Population

if TYPE_CHECKING:
    from reporting.breakdowns import Breakdown

UNITS = {Population.APPLICATIONS: _("Applications"), Population.PARTICIPANTS: _("Participants")}
NAMED: dict[str, str] = {
    Population.APPLICATIONS: "received",
    Population.PARTICIPANTS: "participants",
}
HEADLINES = {population: NUMBERS[NAMED[population]] for population in PUBLIC}
WHO = {
    Population.APPLICATIONS: _(
        "Counts the applications that were sent and not withdrawn; "
        "files that were joined count once."
    ),
    Population.PARTICIPANTS: _(
        "Counts the people whose application was accepted and who take part."
    ),
}


def definition(population: Population, breakdown: Breakdown) -> str:
    """What exactly a table counts, in sentences to be printed under it."""
    return pgettext("two sentences", "%(who)s %(how)s") % {
        "who": WHO[population],
        "how": breakdown.how,
    }
