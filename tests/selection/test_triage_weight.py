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
from tests.selection.files_to_judge import TRIAGE, alone, given_to

if TYPE_CHECKING:
    from tests.cast import Cast

STATIC = settings.BASE_DIR / "static"
BUDGET = 18_500  # bytes of the page and of all that it names; 25,000 with heads and counts
NAMED = re.compile(r'(?:href|src)="/static/([^"]+)"')
WHOLE = ("microlabs", "desk", "triage")  # the sheets that the page would load without its own


def cards(cast: Cast) -> list[str]:
    """A card to be judged, with a double; one of which something is asked; a mistake; the end."""
    load_defaults(cast.stop)
    first, asked, _other = alone(cast, 90, 40, 30)
    Application.objects.filter(pk=asked.pk).update(phone=first.phone)
    refresh(cast.stop)
    InformationRequest.objects.create(
        application=asked, questions=["locality"], asked_by=cast["RS1"]
    )
    browser = cast.client("RV")
    pages = [browser.get(f"{TRIAGE}{each.reference}/") for each in (first, asked)]
    pages.append(browser.post(f"{TRIAGE}{first.reference}/verdict/", {"comment": "x" * 2001}))
    browser.post(f"{TRIAGE}{first.reference}/abstention/", {})
    given_to(cast["RS1"], *Application.objects.filter(reviews=None))
    pages.append(browser.get(TRIAGE))
    return [page.content.decode() for page in pages]


def test_a_first_visit_stays_light(cast: Cast) -> None:
    page = cards(cast)[0]
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
    whole = "".join((STATIC / "css" / f"{sheet}.css").read_text() for sheet in WHOLE)
    own = (STATIC / "css" / "card.css").read_text()
    assert [each for each in sorted(names) if is_dressed(each, whole) > is_dressed(each, own)] == []


def is_dressed(name: str, sheet: str) -> bool:
    """Whether a rule of the sheet begins or ends with this name."""
    return (
        re.search(
            rf"(?:^|[,{{}}]){re.escape(name)}(?![\w-])|{re.escape(name)}(?![\w-])[^,{{ ]*[,{{]",
            sheet,
        )
        is not None
    )
