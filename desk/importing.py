"""A sheet that was confirmed becomes applications: block by block, each person once."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

import pghistory
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import translation

from applications.models import Application
from applications.refusals import in_one_go
from core.among import among
from core.garbage import unsearched
from core.numbers import number
from desk.examining import examine, known
from desk.left_out import left_out_sheet
from desk.outcomes import READ
from desk.reading import Choice
from desk.recording import record_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from desk.checking import Ready
    from desk.outcomes import Outcome
    from desk.parcels import Parcel
    from people.models import User
    from programs.models import Stop

BLOCK = 250  # people of one transaction; a sheet that fits is recorded whole or not at all
TERMS, CALLED_OFF = "terms", "called-off"
audit = logging.getLogger("microlabs.audit")


@dataclass(frozen=True)
class Terms:
    """What was confirmed: how the sheet is read, how many people, and whether rows stay out.

    Without a number, however many there are.
    """

    choice: Choice = field(default_factory=Choice)
    people: int | None = None
    leaves_out: bool = False
    language: str = ""  # of the reasons why rows stay out; empty: that of who records

    @classmethod
    def of(cls, sent: Mapping[str, Any]) -> Terms:
        """The terms in a form; what is no number counts for none."""
        language = sent.get("language", "")
        names = dict(settings.LANGUAGES)
        people = number(str(sent.get("people", ""))) or None
        leaves_out = sent.get("leave_out") == "yes"
        return cls(Choice.of(sent), people, leaves_out, language if language in names else "")

    @property
    def told(self) -> dict[str, str]:
        """As a form would send them."""
        leave_out = "yes" if self.leaves_out else ""
        people = str(self.people or "")
        told = {"people": people, "leave_out": leave_out, "language": self.language}
        return self.choice.told | told

    def holds_for(self, outcome: Outcome) -> bool:
        """Whether the sheet is still what was confirmed."""
        is_whole = not outcome.wrong or self.leaves_out
        return is_whole and 0 < outcome.people == (self.people or outcome.people)


def record(parcel: Parcel, *, stop: Stop, by: User, terms: Terms | None = None) -> bool:
    """Make an application of every good row, in blocks. Idempotent; goes on where it was stopped.

    False when the first block is refused, or when the good rows are not as many as were confirmed:
    then nothing is kept. False too when somebody else records the sheet. A row that is refused
    later is left out, with the reason.
    """
    if not parcel.is_kept or parcel.is_recorded:
        return parcel.is_recorded
    agreed = _agreed(parcel, terms or Terms(), language=by.language)
    if agreed is None:
        return False
    outcome = known(parcel, stop, agreed.language, agreed.choice)
    outcome = outcome or examine(parcel, stop, agreed.language, agreed.choice)
    if outcome.refusal or not agreed.holds_for(outcome):
        return called_off(parcel)
    try:
        refused = _write(parcel, outcome, stop=stop, by=by)
    except ValidationError:
        return called_off(parcel)
    except FileNotFoundError:  # somebody else has just recorded it, or called it off
        return parcel.is_recorded
    if refused is not None:
        _end(parcel, outcome, refused)
        recorded = outcome.people - len(refused)
        audit.info("user %s imported %s rows at stop %s", by.pk, recorded, stop.pk)
    return refused is not None


@transaction.atomic
def _agreed(parcel: Parcel, terms: Terms, *, language: str) -> Terms | None:
    """The terms that hold: those that were confirmed first. None when the sheet is not ours."""
    if not parcel.is_ours():
        return None
    first = parcel.note(TERMS)
    if first:
        return Terms.of(first)
    parcel.clear(CALLED_OFF)
    told = {**terms.told, "language": terms.language or language}
    parcel.write(TERMS, {**told, "owner": parcel.owner_id, "stop": parcel.stop_id})
    return Terms.of(told)


def called_off(parcel: Parcel) -> bool:
    """Nothing was recorded: the sheet is looked at and confirmed anew."""
    if parcel.is_kept:
        parcel.clear(TERMS, READ)
        parcel.write(CALLED_OFF, {})
        parcel.hush()
    return parcel.is_recorded


def _write(parcel: Parcel, outcome: Outcome, *, stop: Stop, by: User) -> dict[int, str] | None:
    """Write the rows, and tell why some were refused; None once somebody else writes them.

    Raises ValidationError when the first block is refused, or everybody has to wait.
    """
    refused: dict[int, str] = {}
    for place, block in enumerate(_blocks(outcome.ready)):
        parcel.tell("recording", place * BLOCK, outcome.people)
        try:
            is_ours = _write_block(parcel, block, stop=stop, by=by, read_by=outcome.version_id)
        except ValidationError:
            if place == 0:
                raise
            is_ours = _write_singly(parcel, block, refused, outcome, stop=stop, by=by)
        if not is_ours:
            return None
    return refused


def _write_singly(
    parcel: Parcel,
    block: list[Ready],
    refused: dict[int, str],
    outcome: Outcome,
    *,
    stop: Stop,
    by: User,
) -> bool:
    for row in block:
        try:
            if not _write_block(parcel, [row], stop=stop, by=by, read_by=outcome.version_id):
                return False
        except ValidationError as why:
            if why.code == "busy":
                return False
            refused[row.row] = " ".join(why.messages)
    return True


def _write_block(parcel: Parcel, block: list[Ready], *, stop: Stop, by: User, read_by: int) -> bool:
    """Write those of the block that are not there yet; False when the sheet is not ours."""
    with pghistory.context(user=by.pk), unsearched(), in_one_go():
        if not parcel.is_ours():
            return False
        keys = {row.row: parcel.key(row.row) for row in block}
        there = Application.objects.filter(among("key", keys.values()), stop=stop)
        written = set(there.values_list("key", flat=True))
        rows = [row for row in block if keys[row.row] not in written]
        if rows:
            record_rows(rows, stop=stop, by=by, key=parcel.key, read_by=read_by)
    return True


def _blocks(rows: Iterator[Ready]) -> Iterator[list[Ready]]:
    for first in rows:
        yield [*chain([first], islice(rows, BLOCK - 1))]


def _end(parcel: Parcel, outcome: Outcome, refused: Mapping[int, str]) -> None:
    """Keep what was left out and how many were recorded; then the sheet goes."""
    left = outcome.wrong + len(refused)
    if left:
        with translation.override(outcome.language):
            parcel.put("left-out", left_out_sheet(outcome, refused))
    parcel.write("recorded", {"people": outcome.people - len(refused), "left_out": left})
    default_storage.delete(parcel.path)
    parcel.clear(TERMS, READ, CALLED_OFF)
    parcel.hush()
