"""Whether this database may send, or is a copy: a restored one is silent until allowed to send.

The home's fingerprint: PostgreSQL's names for cluster and database, their host, the site's URL and
the transaction that wrote the home's row: a dump loaded again is written by another one. A twin
(a machine's snapshot, a base backup that never left its timeline) with the same addresses has the
same fingerprint: see `docs/server.md` and `manage.py sending`. The machine's name would tell
nothing: a snapshot copies it too, and containers get another one at each start.
"""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from messaging.channels.base import BY_HAND
from messaging.models import Installation, Message

PLACE = """
SELECT pg_database.oid::text, left(pg_walfile_name(pg_current_wal_lsn()), 8),
  has_function_privilege('pg_control_system()', 'EXECUTE'),
  (SELECT xmin::text FROM messaging_installation WHERE id = 1)
FROM pg_database WHERE datname = current_database()
"""
# From the milliseconds of this moment on: copies move in at different ones.
FRESH_NUMBERS = """
SELECT setval(sequence, greatest(
    nextval(sequence), floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint))
FROM (SELECT pg_get_serial_sequence('messaging_message', 'id')::regclass AS sequence) AS named
"""
ONE = 1


def may_send() -> bool:
    """Whether messages leave from here; an outbox that was never used settles in."""
    if settings.DEMO:
        return True
    if _is_new():
        _settle_in()
    return is_home()


def is_home() -> bool:
    """Whether messages may leave from here; changes nothing."""
    if settings.DEMO:
        return True
    kept = Installation.objects.filter(pk=ONE).values_list("fingerprint", flat=True).first()
    return _is_new() if kept is None else kept == fingerprint()


@transaction.atomic
def move_in() -> None:
    """Let messages leave from here, under numbers that no other copy has given or will give.

    A provider's status, an answer by mail and the link that stops know a message by its number.
    """
    Installation.objects.filter(pk=ONE).delete()
    _settle_in()
    _asked(FRESH_NUMBERS)


@transaction.atomic
def _settle_in() -> None:
    Installation.objects.bulk_create([Installation(pk=ONE)], ignore_conflicts=True)
    new = Installation.objects.filter(pk=ONE, fingerprint="")
    # After the row is there, for its transaction is part of the fingerprint.
    new.update(fingerprint=fingerprint())


def fingerprint() -> str:
    """What tells this installation from every copy of its database."""
    place = [*_asked(PLACE)]
    if place.pop(2):
        place += _asked("SELECT system_identifier::text FROM pg_control_system()")
    kept = settings.DATABASES["default"]
    words = [
        *place,
        *(str(kept.get(name, "")) for name in ("HOST", "PORT", "NAME")),
        settings.SITE_URL,
    ]
    return hashlib.sha256("\n".join(map(str, words)).encode()).hexdigest()


def _is_new() -> bool:
    sent = Message.objects.filter(handed_at__isnull=False).exclude(channel=BY_HAND)
    return not Installation.objects.exists() and not sent.exists()


def _asked(question: str) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return tuple(cursor.fetchone())
