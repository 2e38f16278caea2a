"""A sheet on its way in: kept under a random name, with what was found out about it beside it.

Its URL is signed: it names the sheet, the stop and the member of staff who sent it, and ends after
an hour. Beside the sheet lie what it would become, what was confirmed, and the rows left out.
"""

from __future__ import annotations

import json
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from django.core import signing
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from core.pages import refusal
from people.access import staff, stop_in_charge

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, MutableMapping

    from django.http import HttpRequest

    from people.models import User
    from programs.models import Stop

SALT = "desk.importing"
FOLDER = "imports"
SESSION, MOST_REMEMBERED = "sheets", 5
KEPT_SECONDS = 3600
PROMISED_SECONDS = 24 * 3600  # a confirmed sheet waits so long for a worker
TOLD_SECONDS = 120  # then the worker is taken for lost, and the page offers to go on


@dataclass(frozen=True)
class Progress:
    """How far the background is with a sheet. Without a `total`, nobody knows how long it takes."""

    phase: str  # "waiting", "reading", "checking" or "recording"
    done: int = 0
    total: int = 0
    told_at: float = 0.0

    @property
    def is_lost(self) -> bool:
        """Whether nothing was heard for so long that nobody works on it any more."""
        return timezone.now().timestamp() - self.told_at > TOLD_SECONDS


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
    def is_kept(self) -> bool:
        """Whether the sheet is still there."""
        return default_storage.exists(self.path)

    @property
    def data(self) -> bytes:
        """The file as it was sent. Raises ValidationError('sheet') when it is no longer kept."""
        try:
            with default_storage.open(self.path) as kept:
                return bytes(kept.read())
        except FileNotFoundError as lost:
            raise refusal(_("This sheet is no longer kept. Please send it again.")) from lost

    def key(self, row: int) -> UUID:
        """The idempotency key of a `row` of the file: the same sheet records it once."""
        return uuid5(self.pk, str(row))

    def put(self, name: str, data: bytes) -> None:
        """Lay something beside the sheet, in the place of what lay there: whole, or not at all."""
        written = default_storage.save(f"{self.beside(name)}.new", ContentFile(data))
        Path(default_storage.path(written)).replace(default_storage.path(self.beside(name)))

    def beside(self, name: str) -> str:
        """Where something about the sheet is kept."""
        return f"{self.path}-{name}"

    def note(self, name: str) -> dict[str, Any] | None:
        """What was written down beside the sheet; None when there is nothing, or half of it."""
        with (
            suppress(FileNotFoundError, ValueError),
            default_storage.open(self.beside(name)) as kept,
        ):
            written: dict[str, Any] = json.loads(kept.read())
            return written
        return None

    def write(self, name: str, note: Mapping[str, Any]) -> None:
        """Write something down beside the sheet."""
        self.put(name, json.dumps(note, ensure_ascii=False).encode())

    def take_away(self, name: str) -> bool:
        """Whether something was written down beside the sheet, which is now forgotten."""
        was_there = default_storage.exists(self.beside(name))
        default_storage.delete(self.beside(name))
        return was_there

    def clear(self, *names: str) -> None:
        """Take away what lies beside the sheet under these beginnings of a name."""
        for name in default_storage.listdir(FOLDER)[1]:
            if name.startswith(tuple(f"{self.pk.hex}-{begin}" for begin in names)):
                default_storage.delete(f"{FOLDER}/{name}")

    @property
    def left_out(self) -> bytes | None:
        """The rows that were left out of a recorded sheet, as XLSX; None when there are none."""
        with suppress(FileNotFoundError), default_storage.open(self.beside("left-out")) as kept:
            return bytes(kept.read())
        return None

    @property
    def is_recorded(self) -> bool:
        """Whether all its people are applications by now."""
        return self.note("recorded") is not None

    @property
    def progress(self) -> Progress | None:
        """How far the background is; None when nothing is going on."""
        told = cache.get(f"import:{self.pk}")
        return Progress(*told) if told else None

    def tell(self, phase: str, done: int = 0, total: int = 0) -> None:
        """Show the progress to the page that waits for it."""
        told = (phase, done, total, timezone.now().timestamp())
        cache.set(f"import:{self.pk}", told, PROMISED_SECONDS)

    @contextmanager
    def worked_on(self, phase: str) -> Iterator[None]:
        """Tell that the background is at it, and at once when it stumbles."""
        self.tell(phase)
        try:
            yield
        except BaseException:
            cache.set(f"import:{self.pk}", (phase, 0, 0, 0.0), PROMISED_SECONDS)
            raise
        self.hush()

    def hush(self) -> None:
        """Nothing is going on any more."""
        cache.delete(f"import:{self.pk}")

    def is_ours(self) -> bool:
        """Whether nobody else records it, until the end of the transaction."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_try_advisory_xact_lock(hashtext('imports'), hashtext(%s))", [self.pk.hex]
            )
            return bool(cursor.fetchone()[0]) and self.is_kept


def parcel_at(address: str, *, stop: Stop, owner: User) -> Parcel:
    """The sheet that `owner` sent to `stop` within the hour. Raises Http404 for any other."""
    try:
        pk, owner_id, stop_id = signing.loads(address, salt=SALT, max_age=KEPT_SECONDS)
    except signing.BadSignature as forged:
        raise Http404 from forged
    if (owner_id, stop_id) != (owner.pk, stop.pk):
        raise Http404
    return Parcel(UUID(pk), owner_id, stop_id)


def opened(request: HttpRequest, stop: str, address: str) -> tuple[User, Stop, Parcel]:
    """Who asks, the stop, and their sheet. Raises Http404 for anybody else's."""
    user = staff(request)
    at = stop_in_charge(user, stop)
    return user, at, parcel_at(address, stop=at, owner=user)


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
    """Delete what nobody confirmed within the hour, and the promised that no worker could keep."""
    promised = {parcel.pk.hex for parcel in promised_parcels()}
    for name in _names():
        kept = PROMISED_SECONDS if name.split("-")[0] in promised else KEPT_SECONDS
        path = f"{FOLDER}/{name}"
        with suppress(FileNotFoundError):  # a recording that ends takes its files away itself
            if default_storage.get_modified_time(path) < timezone.now() - timedelta(seconds=kept):
                default_storage.delete(path)


def promised_parcels() -> list[Parcel]:
    """The sheets that were confirmed and are not recorded to their end."""
    found = []
    for name in _names():
        pk, _dash, what = name.partition("-")
        terms = Parcel(UUID(pk), 0, 0).note("terms") if what == "terms" else None
        if terms:
            found.append(Parcel(UUID(pk), terms["owner"], terms["stop"]))
    return found


def _names() -> list[str]:
    return default_storage.listdir(FOLDER)[1] if default_storage.exists(FOLDER) else []
