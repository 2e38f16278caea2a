"""Certificates of attendance: what stands on them, their paper, and which names no font can draw.

Nothing of the paper is stored: what stands on it and its moment make the same bytes again.
"""

from __future__ import annotations

import json
import unicodedata
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile, ZipInfo

import segno
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext, override

from core.links import absolute
from core.typesetting import NoLetterError, lasting, readable
from workshops.models import Arrival, Certificate
from workshops.models.after import new_key
from workshops.seats.links import CERTIFICATE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from people.models import User
    from workshops.models import Workshop

DATA = Path(__file__).parent / "data"
PAPER, NAMES = DATA / "certificate.typ", DATA / "names.typ"
MASK = 2  # of the code: trying all eight would take as long as drawing the page
CAME = gettext_noop("took part in the workshop")
CHECK = gettext_noop("To verify: scan the code, or open this address")


def name_of(arrival: Arrival) -> str:
    """Who is meant: the person of the seat, its second, or a walk-in."""
    if arrival.seat is None:
        return arrival.name
    return arrival.seat.companion_name if arrival.second else arrival.seat.participation.person.name


def link_of(key: str) -> str:
    """The whole URL by which anybody verifies a certificate."""
    return absolute(f"{CERTIFICATE}{key}/")


def present_at(workshop: Workshop) -> list[Arrival]:
    """Those who were there, as they are named."""
    rows = workshop.arrivals.present().select_related("seat__participation__person")
    return sorted(rows, key=lambda arrival: arrival.pk)


def unwritable(names: Sequence[str]) -> list[str]:
    """Those of `names` with a letter that none of our fonts has: said before anything is made."""
    try:
        lasting(NAMES, {"names": json.dumps(names)}, made_at=timezone.now())
    except NoLetterError:
        if len(names) == 1:
            return list(names)
        half = len(names) // 2
        return [*unwritable(names[:half]), *unwritable(names[half:])]
    return []


@transaction.atomic
def make_certificates(workshop: Workshop, *, by: User) -> tuple[int, list[str]]:
    """Give everybody who was there a certificate, once; how many are new, and who gets none.

    Whoever has one keeps it as it is. A name that no font has waits until it is written otherwise.
    """
    missing = [row for row in present_at(workshop) if not hasattr(row, "certificate")]
    bad = set(unwritable([name_of(row) for row in missing])) if missing else set()
    words = words_of(workshop)
    made = [_new(row, words, by) for row in missing if name_of(row) not in bad]
    Certificate.objects.bulk_create(made, ignore_conflicts=True)
    return len(made), sorted(bad)


def _new(arrival: Arrival, words: dict[str, Any], by: User) -> Certificate:
    key = new_key()
    own = {"name": name_of(arrival), "link": link_of(key)}
    person = arrival.seat.participation.person if arrival.seat and not arrival.second else None
    return Certificate(
        workshop_id=arrival.workshop_id,
        arrival=arrival,
        person=person,
        key=key,
        words={**words, **own},
        by=by,
    )


def words_of(workshop: Workshop) -> dict[str, Any]:
    """What stands on every certificate of a workshop, in Arabic and French."""
    words: dict[str, Any] = {"number": f"{workshop.stop.slug}/{workshop.number}"}
    for language in ("ar", "fr"):
        with override(language):
            day = date_format(timezone.localtime(workshop.starts_at).date(), "DATE_FORMAT")
            minutes = ngettext("%(minutes)s minute", "%(minutes)s minutes", workshop.minutes)
            words |= {
                f"center_{language}": workshop.stop.center.name,
                f"title_{language}": workshop.title,
                f"when_{language}": f"{day} · {minutes % {'minutes': workshop.minutes}}",
                f"words_{language}": _(CAME),
                f"check_{language}": _(CHECK),
            }
    return words


def paper_of(certificates: Iterable[Certificate]) -> bytes:
    """One PDF with a page for each, for good and read aloud; 9 ms of CPU a page."""
    rows = list(certificates)
    sheets = [_sheet(row) for row in rows]
    told = {
        "sheets": json.dumps(sheets, ensure_ascii=False, sort_keys=True),
        "title": f"Attestation de présence · {rows[0].words['title_fr']}",
        "author": str(rows[0].words["center_fr"]),
    }
    return readable(PAPER, told, made_at=max(row.made_at for row in rows))


def _sheet(row: Certificate) -> dict[str, Any]:
    drawn = BytesIO()
    code = segno.make(row.words["link"], error="m", mask=MASK, micro=False)
    code.save(drawn, kind="svg", omitsize=True, border=2, xmldecl=False, light="#fff")
    name = row.words["name"]
    strong = next((unicodedata.bidirectional(c) for c in name if c.isalpha()), "L")
    rtl = strong in {"R", "AL"}
    return {**row.words, "rtl": rtl, "code": drawn.getvalue().decode()}


def zipped(certificates: Iterable[Certificate]) -> bytes:
    """A PDF for each in one file, named by their order: the same certificates, the same bytes."""
    kept = BytesIO()
    with ZipFile(kept, "w") as folder:
        for number, row in enumerate(certificates, 1):
            moment = timezone.localtime(row.made_at).timetuple()[:6]
            info = ZipInfo(f"{number:03}-{row.key}.pdf", moment)
            folder.writestr(info, paper_of([row]))
    return kept.getvalue()
