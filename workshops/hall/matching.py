"""Who of ours is meant by the people of a report: by address, by name, by what was said before."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from people.names import name_key, phonetic_key
from workshops.hall.arrivals import arrive
from workshops.hall.report_files import Attended
from workshops.models import Arrival, ArrivalState, ReportName, Seat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from people.models import User
    from workshops.models import Workshop

NOBODY, WALK_IN = "nobody", "walk-in"
SALT = "workshops.hall.report"
AN_HOUR = 3600  # seconds for which a preview may be confirmed
# "Amina (iPhone)", "iPhone (Amina El Fassi)": what Zoom and Teams add to a name, or a name to it.
ADDED = re.compile(r"(?P<before>[^()]+)\((?P<within>[^()]+)\)\s*")
SPACE = UUID("5b0b1a55-0f4e-4a86-9f5e-0f3c1d7a2c11")  # keys of walk-ins of reports


@dataclass(frozen=True)
class Match:
    """One person of a report, and the seat that is theirs; `known` when nobody need be asked."""

    said: Attended
    seat: Seat | None = None
    known: bool = False


def match(workshop: Workshop, people: Iterable[Attended]) -> list[Match]:
    """Find each person's seat: three statements, whatever the report holds."""
    seats = list(_seats(workshop))
    by_email = {seat.participation.person.email: seat for seat in seats}
    by_name, by_sound = defaultdict(list), defaultdict(list)
    for seat in seats:
        by_name[name_key(seat.participation.person.name)].append(seat)
        by_sound[seat.participation.person.phonetic_key].append(seat)
    by_place = {seat.participation_id: seat for seat in seats}
    remembered = ReportName.objects.filter(stop=workshop.stop_id)
    said_before = dict(remembered.values_list("key", "participation"))
    matches = []
    for said in people:
        place = said_before.get(said.key)
        found = by_name.get(said.key) or _of_parts(said, name_key, by_name)
        if said.email and said.email.lower() in by_email:
            matches.append(Match(said, by_email[said.email.lower()], known=True))
        elif said.key in said_before and (place is None or place in by_place):
            matches.append(Match(said, by_place[place] if place else None, known=True))
        elif len(found) == 1:
            matches.append(Match(said, found[0], known=True))
        else:
            matches.append(Match(said, _by_sound(said, by_sound)))
    return matches


def _by_sound(said: Attended, by_sound: Mapping[str, Sequence[Seat]]) -> Seat | None:
    """Whoever's name sounds the same, to be confirmed; None where that may be two people."""
    found = by_sound.get(phonetic_key(said.name)) or _of_parts(said, phonetic_key, by_sound)
    return found[0] if len(found) == 1 else None


def _of_parts(
    said: Attended, key: Callable[[str], str], seats: Mapping[str, Sequence[Seat]]
) -> Sequence[Seat]:
    """The seats of a name that stands before or within brackets."""
    parts = ADDED.fullmatch(said.name)
    found = [seat for part in parts.groups() for seat in seats.get(key(part), ())] if parts else []
    return [*{seat.pk: seat for seat in found}.values()]


def _seats(workshop: Workshop) -> Iterable[Seat]:
    rows = workshop.seats.filter(state=Seat.State.SEATED)
    return rows.select_related("participation__person").order_by("position")


def signed(people: Sequence[Attended]) -> str:
    """The people of a report as the preview carries them: nothing of it is stored before."""
    rows = [[each.name, each.email, each.minutes] for each in people]
    return signing.dumps(rows, salt=SALT, compress=True)


def unsigned(carried: str) -> list[Attended]:
    """The people that a preview carried. Raises ValidationError('report')."""
    try:
        rows = signing.loads(carried, salt=SALT, max_age=AN_HOUR)
    except signing.BadSignature as forged:
        sentence = _("This preview is too old. Please send the report again.")
        raise ValidationError(sentence, code="report") from forged
    return [Attended(*row) for row in rows]


@transaction.atomic
def keep(
    workshop: Workshop, people: Sequence[Attended], chosen: Mapping[int, str], *, by: User
) -> int:
    """Mark everybody of a report present, and remember what was chosen by hand; all or nothing.

    `chosen` says by the place in the report which seat is meant, `nobody`, or `walk-in`. How many
    were there. Raises ValidationError('who') where somebody is neither found nor chosen.
    """
    seats = {str(seat.pk): seat for seat in _seats(workshop)}
    came, walk_ins = set[int](), 0  # whoever comes under two names came once
    for at, each in enumerate(match(workshop, people)):
        who = chosen.get(at, "")
        seat = each.seat if each.known else seats.get(who)
        if not each.known and who == WALK_IN:
            walk_ins += _walk_in(workshop, each.said, by)
            continue
        if not each.known and seat is None and who != NOBODY:
            raise ValidationError(
                _("Please say who this is: %(name)s") % {"name": each.said.name}, code="who"
            )
        if not each.known:
            _remember(workshop, each.said, seat)
        if seat and arrive(seat, Arrival.How.REPORT):
            came.add(seat.pk)
    return len(came) + walk_ins


def _walk_in(workshop: Workshop, said: Attended, by: User) -> bool:
    key = uuid5(SPACE, f"{workshop.pk}:{said.key}")
    came = {"state": ArrivalState.PRESENT, "how": Arrival.How.REPORT, "by": by}
    new = Arrival(workshop=workshop, key=key, name=said.name, **came)
    Arrival.objects.bulk_create([new], ignore_conflicts=True)
    return True


def _remember(workshop: Workshop, said: Attended, seat: Seat | None) -> None:
    place = seat.participation_id if seat else None
    ReportName.objects.update_or_create(
        stop_id=workshop.stop_id, key=said.key, defaults={"participation_id": place}
    )
