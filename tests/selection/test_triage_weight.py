"""The triage on a telephone: what a first visit brings, and that its own sheet dresses it whole."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING

from django.conf import settings

from applications.models import Application
from selection.models import InformationRequest
from selection.review.criteria import load_defaults
from selection.review.prescore import refresh
from tests.kept import once
from tests.selection.files_to_judge import TRIAGE, alone, given_to

if TYPE_CHECKING:
    from tests.cast import Cast

STATIC = settings.BASE_DIR / "static"
BUDGET = 18_500  # bytes of the page and of all that it names; 25,000 with heads and counts
NAMED = re.compile(r'(?:href|src)="/static/([^"]+)"')
WHOLE = ("microlabs", "desk", "triage")  # the sheets that the page would load without its own


@once
def waiting(cast: Cast) -> list[Application]:
    """A card to be judged, with a double; one of which something is asked; a third."""
    load_defaults(cast.stop)
    first, asked, other = alone(cast, 90, 40, 30)
    Application.objects.filter(pk=asked.pk).update(phone=first.phone)
    refresh(cast.stop)
    InformationRequest.objects.create(
        application=asked, questions=["locality"], asked_by=cast["RS1"]
    )
    return [first, asked, other]


def cards(cast: Cast) -> list[str]:
    """The two, a mistake, the end."""
    first, asked, _other = waiting(cast)
    browser = cast.client("RV")
    pages = [browser.get(f"{TRIAGE}{each.reference}/") for each in (first, asked)]
    pages.append(browser.post(f"{TRIAGE}{first.reference}/verdict/", {"comment": "x" * 2001}))
    browser.post(f"{TRIAGE}{first.reference}/abstention/", {})
    given_to(cast["RS1"], *Application.objects.filter(reviews=None))
    pages.append(browser.get(TRIAGE))
    return [page.content.decode() for page in pages]


def test_a_first_visit_stays_light(cast: Cast) -> None:
    first = waiting(cast)[0]
    page = cast.client("RV").get(f"{TRIAGE}{first.reference}/").content.decode()
    files = [(STATIC / path).read_bytes() for path in NAMED.findall(page)]
    weight = sum(len(gzip.compress(each)) for each in (page.encode(), *files))
    assert (len(files), weight <= BUDGET) == (3, True), weight


def test_its_own_sheet_dresses_whatever_its_pages_name(cast: Cast) -> None:
    names = set()
    for page in cards(cast):
        names |= {
            f".{each}" for found in re.findall(r'class="([^"]*)"', page) for each in found.split()
        }
        names |= {f"#{each}" for each in re.findall(r' id="([\w-]+)"', page)}
        names |= {f"[{each}" for each in re.findall(r" (data-[\w-]+)", page)}
    whole = dressed("".join((STATIC / "css" / f"{sheet}.css").read_text() for sheet in WHOLE))
    own = dressed((STATIC / "css" / "card.css").read_text())
    assert sorted(names & whole - own) == []


def dressed(sheet: str) -> set[str]:
    """The names with which a rule of the sheet begins, or that its last part has."""
    first = re.findall(r"(?:^|[,{}])([.#\[][\w-]+)", sheet)
    last = (re.findall(r"[.#\[][\w-]+", part) for part in re.findall(r"[^,{ ]+(?=[,{])", sheet))
    return {*first, *(name for part in last for name in part)}
