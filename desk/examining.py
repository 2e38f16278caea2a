"""A sheet is kept, then looked at: at once when it is light, else in the background."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import translation

from core.garbage import unsearched
from core.spreadsheets import refuse_unreadable, weight
from desk.checking import check
from desk.columns import headers, reader
from desk.doubles import likely_doubles
from desk.outcomes import Line, about, keep_refusal, keep_rows, kept_outcome
from desk.parcels import Parcel
from desk.reading import Choice, read_sheet
from questionnaires.compiled_forms import current_version
from questionnaires.models import Questionnaire

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desk.checking import Check
    from desk.outcomes import Outcome
    from desk.reading import Reading
    from people.models import User
    from programs.models import Stop

LIGHT = 512 * 1024  # bytes unpacked: some hundred people, read while somebody waits


def receive(data: bytes, *, stop: Stop, owner: User) -> Parcel:
    """Keep a sheet, before it is read. Raises ValidationError('sheet') for what is none."""
    refuse_unreadable(data)
    parcel = Parcel(uuid4(), owner.pk, stop.pk)
    default_storage.save(parcel.path, ContentFile(data))
    if is_light(data):
        try:
            read(parcel, stop, Choice())
        except ValidationError:
            default_storage.delete(parcel.path)
            raise
    return parcel


def is_light(data: bytes) -> bool:
    """Whether a sheet is read while somebody waits for the page; so is one that is none."""
    try:
        return weight(data) <= LIGHT
    except ValidationError:
        return True


def read(parcel: Parcel, stop: Stop, choice: Choice) -> Reading:
    """The people of the sheet, read as it was chosen. Raises ValidationError('sheet')."""
    version = current_version(Questionnaire.Purpose.CANDIDACY, stop)
    return read_sheet(parcel.data, choice, known=headers(version.pk), reader=reader(version.pk))


def known(parcel: Parcel, stop: Stop, language: str, choice: Choice) -> Outcome | None:
    """What was found out about the sheet; None when nobody has looked at it so."""
    version = current_version(Questionnaire.Purpose.CANDIDACY, stop)
    return kept_outcome(parcel, choice, language=language, version_id=version.pk)


def looked_at(parcel: Parcel, stop: Stop, language: str, choice: Choice) -> Outcome | None:
    """What the sheet would become; None when that is found out in the background first."""
    outcome = known(parcel, stop, language, choice)
    if outcome is None and is_light(parcel.data):
        return examine(parcel, stop, language, choice)
    return outcome


def examine(parcel: Parcel, stop: Stop, language: str, choice: Choice) -> Outcome:
    """Find out what the sheet would become, told in `language`, and keep it. Safe to run twice."""
    version = current_version(Questionnaire.Purpose.CANDIDACY, stop).pk
    told = {"version_id": version, "language": language}
    with translation.override(language), parcel.worked_on("reading"), unsearched():
        try:
            sheet = read(parcel, stop, choice)
        except ValidationError as unreadable:
            nothing = {"parcel": parcel, "choice": choice, **told}
            return keep_refusal(nothing, unreadable.messages[0], choice)
        facts = about(parcel, sheet, **told)
        try:
            checked = check(
                sheet,
                stop=stop,
                version_id=version,
                language=language,
                tell=lambda done: parcel.tell("checking", done, len(sheet.rows)),
                key=parcel.key,
            )
        except ValidationError as incomplete:
            return keep_refusal(facts, incomplete.messages[0], choice)
        return keep_rows(facts, checked, _lines(sheet, checked, stop, version), choice)


def _lines(sheet: Reading, checked: Check, stop: Stop, version_id: int) -> Iterator[Line]:
    score = cache(reader(version_id).score)  # the cells of a sheet say the same few words
    doubles = likely_doubles(checked.ready, stop)
    wrong = checked.wrong
    ready = {row.row: row for row in checked.ready}
    places = {place for several in checked.places.values() for place in several}
    for number, cells in sheet.rows:
        good = ready.get(number)
        yield Line(
            number,
            cells,
            good.answers if good else None,
            good.consents if good else [],
            [(problem.column, problem.sentence) for problem in wrong.get(number, ())],
            doubles.get(number, []),
            any(score(cells[at]) < 0 for at in places if at < len(cells)),
        )
