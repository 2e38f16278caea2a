"""An expert's own calendar: read at its address, its busy hours kept, and nothing else."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from coaching.hours.child import NO_CALENDAR, TOO_MANY
from coaching.hours.fetching import FetchError, fetch
from coaching.hours.planned import FARTHEST
from coaching.hours.slots import make_slots
from coaching.models import BusyHour, Expert, OutsideCalendar
from core.locks import patient

if TYPE_CHECKING:
    from django.db.models import QuerySet

CHILD = Path(__file__).with_name("child.py")
SECONDS = 10.0  # for which the other process may take
EVERY = timedelta(minutes=15)
Fault = OutsideCalendar.Fault
FAULTS = {NO_CALENDAR: Fault.NO_CALENDAR, TOO_MANY: Fault.TOO_MANY}
Span = tuple[datetime, datetime]


def look(url: str) -> list[Span]:
    """The busy hours that stand at `url`, from now on. Raises FetchError."""
    return busy_hours(fetch(url))


def busy_hours(content: bytes) -> list[Span]:
    """The busy hours of a calendar file, read in a process of its own. Raises FetchError."""
    now = timezone.now()
    last = now + timedelta(days=FARTHEST)
    moments = [str(int(each.timestamp())) for each in (now, last)]
    try:
        done = subprocess.run(  # noqa: S603  our own file, and two numbers
            [sys.executable, "-I", str(CHILD), *moments],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as slow:
        raise FetchError(Fault.TOO_MANY) from slow
    if done.returncode < 0:  # the kernel ended it: too much work
        raise FetchError(Fault.TOO_MANY)
    if done.returncode:
        raise FetchError(FAULTS.get(done.returncode, Fault.NO_CALENDAR))
    pairs = (line.split() for line in done.stdout.decode().splitlines())
    return [
        (datetime.fromtimestamp(int(start), UTC), datetime.fromtimestamp(int(end), UTC))
        for start, end in pairs
    ]


@patient
def connect(expert: Expert, url: str, found: list[Span]) -> OutsideCalendar:
    """Keep the address of a calendar that could be read, and what was read there."""
    now = timezone.now()
    told = {"url": url, "read_at": now, "tried_at": now, "fault": ""}
    calendar, _new = OutsideCalendar.objects.update_or_create(expert=expert, defaults=told)
    _keep(calendar, found)
    return calendar


@patient
def disconnect(expert: Expert) -> None:
    """Forget the calendar of an expert; the hours that it closed open again."""
    OutsideCalendar.objects.filter(expert=expert).delete()
    make_slots(expert)


def read(calendar: OutsideCalendar) -> None:
    """Read a calendar again. Where that fails, what was read last stands, and the page says why."""
    try:
        found = look(calendar.url)
    except FetchError as failed:
        OutsideCalendar.objects.filter(pk=calendar.pk).update(fault=failed.fault)
        return
    with transaction.atomic():
        rows = OutsideCalendar.objects.filter(pk=calendar.pk, url=calendar.url)
        if rows.update(read_at=timezone.now(), fault=""):
            _keep(calendar, found)


def late(now: datetime | None = None) -> QuerySet[OutsideCalendar]:
    """The calendars that are to be read again."""
    now = now or timezone.now()
    rows = OutsideCalendar.objects.filter(expert__state=Expert.State.ACTIVE)
    return rows.exclude(tried_at__gt=now - EVERY)


@transaction.atomic
def claim(now: datetime) -> list[int]:
    """The calendars that nobody has tried for a quarter of an hour: they count as tried now."""
    rows = late(now).select_for_update(skip_locked=True, of=("self",))
    found = list(rows.values_list("pk", flat=True))
    OutsideCalendar.objects.filter(pk__in=found).update(tried_at=now)
    return found


def _keep(calendar: OutsideCalendar, found: list[Span]) -> None:
    calendar.busy.all().delete()
    BusyHour.objects.bulk_create(
        BusyHour(calendar=calendar, starts_at=start, ends_at=end) for start, end in found
    )
    make_slots(calendar.expert)
