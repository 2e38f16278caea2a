"""The words of a bulletin: its numbers, what exactly they count, the heads of its paper."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, npgettext, pgettext_lazy

from reporting.populations import Population

WHAT = {
    "workshops": _("Counts the workshops that took place, online or on the spot."),
    "sessions": _(
        "Counts the sessions that participants and experts held, one-on-one or at a table."
    ),
    "partners": _("Counts the institutions that stand beside the stop."),
}
FINAL, INTERIM = _("End-of-stop bulletin"), _("Interim bulletin")
STEPS = {
    Population.STARTED: _("Applications begun"),
    Population.APPLICATIONS: _("Applications sent"),
    Population.DECIDED: _("Applications decided"),
    Population.PARTICIPANTS: _("People accompanied"),
    Population.ATTENDED: _("Came to a workshop"),
    Population.COACHED: _("Met an expert"),
    Population.ANSWERED: _("Had a question answered"),
    Population.FINANCED: _("Found financing"),
}
FUNNEL = _(
    "Each step counts people once. A step is left out where it, or what it differs by from "
    "another, is about fewer than five people. Steps are counted when the bulletin is made."
)
NEEDS = _("Needs by theme")
HOW_NEEDS = _(
    "Counts, of the applications that were sent, the people who need support on each theme; one "
    "person may need it on several."
)
ATTENDANCE = _(
    "Counts the people who were there. A workshop to which fewer than five people came "
    "shows no number."
)
MASKED = _(
    "Lines of fewer than five people are put together, so that nobody can be recognised. "
    "Shares are of everybody in the table."
)
HEADS = {  # what the paper and the page print above their parts
    "numbers": _("The stop in numbers"),
    "partners": _("Beside the stop"),
    "follows": _("What follows"),
    "definitions": _("What is counted"),
    "funnel": _("From the application to the result"),
    "workshops": _("Workshops and who came"),
    "report": pgettext_lazy("bulletin", "Report"),
    "day": _("Day"),
    "title": _("Workshop"),
    "theme": _("Theme"),
    "came": _("People who came"),
    "few": _("fewer than five"),
    "step": _("Step"),
    "count": pgettext_lazy("how many", "Number"),
    "share": _("Share"),
    "none": _("Nothing was held yet."),
}


def things(code: str, count: int) -> str:
    """What stands under a number of things: as one says it of so many."""
    return {
        "workshops": ngettext("workshop held", "workshops held", count),
        "sessions": ngettext("session with an expert", "sessions with an expert", count),
        "partners": npgettext("under a figure", "partner", "partners", count),
    }[code]
