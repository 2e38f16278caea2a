"""What a stop needs before it opens to the public, gathered from every room's `opening.py`.

`preparations(stop)` gives `Preparation`s: what is there, what is missing, the page to change it on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.rooms import offered

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from programs.models import Stop

TEXTS = {  # what the public page and the receipt say, by the names of the form
    "tagline": gettext_lazy("one sentence"),
    "description": gettext_lazy("description"),
    "next_steps": gettext_lazy("what happens after sending"),
}


@dataclass(frozen=True)
class Preparation:
    """One thing that a stop needs. A lower `position` stands higher on the page.

    Without a `url` it is changed on the page that the desk has for its `code`.
    """

    code: str
    name: StrOrPromise
    icon: str
    position: int
    there: str = ""  # what of it is there, in a few words
    missing: str = ""  # what is missing, in a sentence; empty: it is reached
    lacks: tuple[str, ...] = ()  # by their names, what the stop may not open without
    url: str = ""

    @property
    def state(self) -> str:
        """`reached`, `required` before the stop opens, or `missing` and better there."""
        if self.lacks:
            return "required"
        return "missing" if self.missing else "reached"


def preparations_of(stop: Stop) -> list[Preparation]:
    """What every room says that `stop` needs. The stop is whole, no column deferred."""
    gathered = [each for room in offered("opening", "preparations") for each in room(stop)]
    return sorted(gathered, key=lambda each: each.position)


def sentence(stop: Stop) -> str:
    """Why `stop` may not open yet; empty when it may. The stop is whole, no column deferred."""
    names = [name for each in preparations_of(stop) for name in each.lacks]
    if not names:
        return ""
    return _("The stop cannot open yet. Missing: %(what)s.") % {"what": " · ".join(names)}


def preparations(stop: Stop) -> list[Preparation]:
    """Its own columns: days and places, texts in every language, themes, who stands beside it."""
    return [_days(stop), _texts(stop), _themes(stop), _partners(stop)]


def _days(stop: Stop) -> Preparation:
    """When it opens by itself, and how many places it has."""
    names = {"opens": date_format(localtime(stop.opens_at), "SHORT_DATE_FORMAT")}
    names |= {"closes": date_format(localtime(stop.closes_at), "SHORT_DATE_FORMAT")}
    places = ngettext("%(count)d place", "%(count)d places", stop.places) % {"count": stop.places}
    days = _("Applications from %(opens)s to %(closes)s") % names
    there = f"{days} · {places}"
    missing, lacks = "", tuple[str, ...]()
    if stop.closes_at <= now():
        missing = _("The day on which applications close has passed: change it first.")
        lacks = (_("days of the applications"),)
    name = gettext_lazy("Dates and places")
    return Preparation("dates", name, "calendar", 10, there, missing, lacks)


def _texts(stop: Stop) -> Preparation:
    """Each text stands in one language at least; better in all, for everybody reads their own."""
    languages = [code for code, _name in settings.LANGUAGES]
    written = {
        field: [code for code in languages if getattr(stop, f"{field}_{code}")] for field in TEXTS
    }
    lacks = tuple(str(TEXTS[field]) for field, codes in written.items() if not codes)
    empty = sum(len(languages) - len(codes) for codes in written.values())
    missing = ""
    if lacks:
        missing = _("Not written yet: %(what)s.") % {"what": " · ".join(lacks)}
    elif empty:
        missing = ngettext(
            "%(count)d text is missing in one language: people read it in another one.",
            "%(count)d texts are missing in a language: people read them in another one.",
            empty,
        ) % {"count": empty}
    whole = [
        name
        for code, name in settings.LANGUAGES
        if all(code in codes for codes in written.values())
    ]
    name = gettext_lazy("Texts in three languages")
    return Preparation("texts", name, "pencil", 20, " · ".join(whole), missing, lacks)


def _themes(stop: Stop) -> Preparation:
    names = [str(theme) for theme in stop.themes.all()]
    missing = "" if names else _("The public page does not say what the experts help with.")
    return Preparation("themes", gettext_lazy("Themes"), "idea", 30, " · ".join(names), missing)


def _partners(stop: Stop) -> Preparation:
    names = [str(partner) for partner in stop.partners.all()]
    missing = "" if names else _("No institution stands beside this stop yet.")
    return Preparation("partners", gettext_lazy("Partners"), "bank", 90, " · ".join(names), missing)
