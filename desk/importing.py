"""A sheet on its way in: kept under a random name, checked, then recorded whole or not at all.

Its URL is signed: it names the sheet, the stop and the member of staff who sent it, and ends after
an hour.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4, uuid5

import pghistory
from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.http import Http404
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from applications.models import Application
from applications.refusals import in_one_go
from core.numbers import number
from core.pages import refusal
from desk.checking import Check, check
from desk.columns import headers, reader
from desk.left_out import left_out_sheet
from desk.reading import Choice, Reading, read_sheet
from desk.recording import record_rows
from questionnaires.compiled_forms import current_version
from questionnaires.models import Questionnaire

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping

    from people.models import User
    from programs.models import Stop

SALT = "desk.importing"
FOLDER = "imports"
SESSION, MOST_REMEMBERED = "sheets", 5
KEPT_SECONDS = 3600
TOLD_SECONDS = 120  # then the worker is taken for lost, and the page asks to confirm again
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
    def of(cls, sent: Mapping[str, str]) -> Terms:
        """The terms in a form; what is no number counts for none."""
        language = sent.get("language", "")
        known = language if language in dict(settings.LANGUAGES) else ""
        people = number(sent.get("people", "")) or None
        return cls(Choice.of(sent), people, sent.get("leave_out") == "yes", known)

    def holds_for(self, checked: Check) -> bool:
        """Whether the sheet is still what was confirmed."""
        is_whole = not checked.problems or self.leaves_out
        return is_whole and 0 < len(checked.ready) == (self.people or len(checked.ready))


@dataclass(frozen=True)
class Parcel:
    """One uploaded sheet of one member of staff, for one stop."""

    pk: UUID
    owner_id: int
    stop_id: int

    @property
    def path(self) -> str:
        """Where it is kept."""
        return f"{FOLDER}/{self.pk.hex}"

    @property
    def address(self) -> str:
        """What stands in its URL, signed."""
        return signing.dumps([self.pk.hex, self.owner_id, self.stop_id], salt=SALT, compress=True)

    @property
    def left_out_path(self) -> str:
        """Where the rows are kept that were not recorded."""
        return f"{self.path}-left-out"

    @property
    def left_out(self) -> bytes | None:
        """The rows that were left out of a recorded sheet, as XLSX; None when there are none."""
        if not default_storage.exists(self.left_out_path):
            return None
        with default_storage.open(self.left_out_path) as kept:
            return bytes(kept.read())

    @property
    def is_kept(self) -> bool:
        """Whether the sheet is still there."""
        return default_storage.exists(self.path)

    def key(self, place: int) -> UUID:
        """The idempotency key of the row at `place`: the same sheet records it once."""
        return uuid5(self.pk, str(place))

    @property
    def is_recorded(self) -> bool:
        """Whether its rows are applications by now; it is all of them or none."""
        return Application.objects.filter(stop=self.stop_id, key=self.key(0)).exists()

    @property
    def progress(self) -> tuple[int, int]:
        """How many rows of how many have been written so far; (0, 0) when nothing is going on."""
        done, total = cache.get(f"import:{self.pk}") or (0, 0)
        return done, total

    def tell(self, done: int, total: int) -> None:
        """Show the progress to the page that waits for it."""
        cache.set(f"import:{self.pk}", (done, total), TOLD_SECONDS)

    def is_ours(self) -> bool:
        """Whether nobody else records it, until the end of the transaction."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_try_advisory_xact_lock(hashtext('imports'), hashtext(%s))", [self.pk.hex]
            )
            return bool(cursor.fetchone()[0]) and not self.is_recorded

    def read(self, stop: Stop, choice: Choice) -> Reading:
        """The people of the sheet, read as it was chosen. Raises ValidationError('sheet')."""
        try:
            with default_storage.open(self.path) as kept:
                data = kept.read()
        except FileNotFoundError as gone:
            raise refusal(_("This sheet is no longer kept. Please send it again.")) from gone
        version = current_version(Questionnaire.Purpose.CANDIDACY, stop)
        return read_sheet(data, choice, known=headers(version.pk), reader=reader(version.pk))

    def examine(self, stop: Stop, language: str, choice: Choice) -> Check:
        """What the sheet would become, told in `language`. Raises ValidationError('sheet')."""
        version = current_version(Questionnaire.Purpose.CANDIDACY, stop)
        with translation.override(language):
            sheet = self.read(stop, choice)
            return check(sheet, stop=stop, version_id=version.pk, language=language)


def receive(data: bytes, *, stop: Stop, owner: User) -> Parcel:
    """Keep a sheet. Raises ValidationError('sheet') when it cannot be read."""
    version = current_version(Questionnaire.Purpose.CANDIDACY, stop)
    read_sheet(data, known=headers(version.pk), reader=reader(version.pk))
    parcel = Parcel(uuid4(), owner.pk, stop.pk)
    default_storage.save(parcel.path, ContentFile(data))
    return parcel


def parcel_at(address: str, *, stop: Stop, owner: User) -> Parcel:
    """The sheet that `owner` sent to `stop` within the hour. Raises Http404 for any other."""
    try:
        pk, owner_id, stop_id = signing.loads(address, salt=SALT, max_age=KEPT_SECONDS)
    except signing.BadSignature as forged:
        raise Http404 from forged
    if (owner_id, stop_id) != (owner.pk, stop.pk):
        raise Http404
    return Parcel(UUID(pk), owner_id, stop_id)


def record(parcel: Parcel, *, stop: Stop, by: User, terms: Terms | None = None) -> bool:
    """Make an application of every good row in one go.

    False, and nothing kept, when a row is refused, or when the good rows are not as many as were
    confirmed. Idempotent.
    """
    if not parcel.is_kept or parcel.is_recorded:
        return parcel.is_recorded
    terms = terms or Terms()
    language = terms.language or by.language
    try:
        checked = parcel.examine(stop, language, terms.choice)
        if not terms.holds_for(checked):
            raise refusal(_("The sheet is no longer what was confirmed."))
        with pghistory.context(user=by.pk), in_one_go():
            if not parcel.is_ours():
                return False
            record_rows(
                checked.ready,
                stop=stop,
                by=by,
                key=parcel.key,
                tell=lambda done: parcel.tell(done, len(checked.ready)),
            )
    except ValidationError:
        parcel.tell(0, 0)
        return False
    parcel.tell(0, 0)
    audit.info("user %s imported %s rows at stop %s", by.pk, len(checked.ready), stop.pk)
    if checked.problems:
        with translation.override(language):
            left_out = left_out_sheet(parcel.read(stop, terms.choice), checked)
        default_storage.save(parcel.left_out_path, ContentFile(left_out))
    default_storage.delete(parcel.path)
    return True


@dataclass(frozen=True)
class Waiting:
    """A sheet that was sent and is not recorded yet."""

    address: str
    stop: str  # its slug
    since: datetime


def remember(session: MutableMapping[str, Any], parcel: Parcel, *, stop: Stop) -> None:
    """Keep in the session that a sheet was sent, for the desk to remind of it."""
    sent = [[parcel.address, stop.slug, timezone.now().isoformat()], *session.get(SESSION, [])]
    session[SESSION] = sent[:MOST_REMEMBERED]


def waiting_sheets(session: Mapping[str, Any], user: User) -> list[Waiting]:
    """The sheets of this session that are kept, the oldest first; a recorded one is not."""
    sent = [
        Waiting(address, slug, datetime.fromisoformat(when))
        for address, slug, when in session.get(SESSION, [])
    ]
    return sorted(
        (sheet for sheet in sent if _is_waiting(sheet, user)), key=lambda sheet: sheet.since
    )


def _is_waiting(sheet: Waiting, user: User) -> bool:
    try:
        pk, owner_id, stop_id = signing.loads(sheet.address, salt=SALT, max_age=KEPT_SECONDS)
    except signing.BadSignature:
        return False
    return bool(owner_id == user.pk) and Parcel(UUID(pk), owner_id, stop_id).is_kept


def forget_parcels() -> None:
    """Delete the sheets that nobody confirmed within the hour."""
    if not default_storage.exists(FOLDER):
        return
    oldest = timezone.now() - timedelta(seconds=KEPT_SECONDS)
    for name in default_storage.listdir(FOLDER)[1]:
        path = f"{FOLDER}/{name}"
        if default_storage.get_modified_time(path) < oldest:
            default_storage.delete(path)
