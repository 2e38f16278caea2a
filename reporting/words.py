"""What the figures are called, and what exactly they count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from applications.number_names import number_name
from reporting.populations import Population

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

    from reporting.breakdowns import Breakdown

VISITED, OPENED = "visited", "opened"  # what is counted of pages, not of people
UNITS = {Population.APPLICATIONS: _("Applications"), Population.PARTICIPANTS: _("Participants")}
NAMED: dict[str, str] = {
    Population.APPLICATIONS: "received",
    Population.PARTICIPANTS: "participants",
}
WHO: Mapping[str, StrOrPromise] = {
    VISITED: _(
        "Counts how often the page of the stop was opened, machines left out. No cookie is set and "
        "nobody is recognised: whoever comes twice counts twice. Visits stand in memory for at "
        "most a minute before they are written down; if the memory is lost, so is that minute."
    ),
    OPENED: _(
        "Counts in the same way how often the first page of the form was opened. "
        "Whoever goes on with what they began is not counted again."
    ),
    Population.STARTED: _(
        "Counts the applications that were begun: sent, withdrawn or still unfinished. "
        "What nobody touches for 60 days is deleted, and then counts no longer."
    ),
    Population.APPLICATIONS: _(
        "Counts the applications that were sent and not withdrawn; "
        "files that were joined count once."
    ),
    Population.DECIDED: _(
        "Counts those of these applications whose decision was published: "
        "accepted, on the waiting list or declined."
    ),
    Population.PARTICIPANTS: _(
        "Counts the people whose application was accepted and who take part."
    ),
    Population.ATTENDED: _("Counts the participants who came to at least one workshop."),
    Population.COACHED: _("Counts the participants who had at least one session with an expert."),
    Population.ANSWERED: _(
        "Counts the participants of whom at least one question was answered: in a workshop, "
        "or in their conversation by a person."
    ),
    Population.FINANCED: _(
        "Counts the participants of whom a partner has said that it finances them."
    ),
}
GAPS: Mapping[str, StrOrPromise] = {
    Population.APPLICATIONS: _("begun and not sent, or withdrawn"),
    Population.DECIDED: _("wait for a decision"),
    Population.PARTICIPANTS: _("decided, and declined, waiting for a place or not yet confirmed"),
    Population.ATTENDED: _("came to no workshop until now"),
    Population.COACHED: _("had no session with an expert until now"),
    Population.ANSWERED: _("had no question answered until now"),
    Population.FINANCED: _("no partner has said until now that it finances them"),
}


def headline(population: Population, count: int) -> str:
    """How a population is called under its number, as one says it of so many."""
    return number_name(NAMED[population], count)


def definition(population: Population, breakdown: Breakdown) -> str:
    """What exactly a table counts, in sentences to be printed under it."""
    return two_sentences(WHO[population], breakdown.how)


def two_sentences(who: StrOrPromise, how: StrOrPromise) -> str:
    """One sentence behind the other, as the language of the page has them."""
    return pgettext("two sentences", "%(who)s %(how)s") % {"who": who, "how": how}
