"""How the numbers of a stop are called: each has one name, on every page that shows it."""

from django.utils.translation import ngettext, npgettext


def number_name(code: str, count: int) -> str:
    """How a number of a stop is called, as one says it of so many."""
    return {
        "received": ngettext("application received", "applications received", count),
        "places": ngettext("place in all", "places in all", count),
        "free": ngettext("free place", "free places", count),
        "taken": ngettext(
            "has a place or is prepared for one", "have a place or are prepared for one", count
        ),
        "agreed": ngettext("with only yes, not decided", "with only yes, not decided", count),
        "open": ngettext("without a decision", "without a decision", count),
        "prepared": ngettext("decision prepared", "decisions prepared", count),
        "held": npgettext("decisions", "held back", "held back", count),
        "offered": ngettext(
            "place offered, not confirmed yet", "places offered, not confirmed yet", count
        ),
        "participants": ngettext("participant", "participants", count),
        "waiting": ngettext("on the waiting list", "on the waiting list", count),
    }[code]
