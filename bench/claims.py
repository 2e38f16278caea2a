"""100,000 due reminders claimed in blocks by ours, by bare SQL, and one by one.

Each is claimed exactly once, or the result does not count.
"""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import chain
from threading import Thread
from typing import Any

import psycopg
from django.db import connection

from bench import database
from messaging.models import Message, OptOut
from messaging.tasks import delivery
from programs.models import Stop

MANY, FEW, REFUSED = 100_000, 2_000, 1_000
LEAST = 20_000  # claims a second
HANDS = 2
SEED = """
TRUNCATE messaging_message, messaging_topic CASCADE;
INSERT INTO messaging_topic (name, version, over)
SELECT 'booking:' || n, 1, FALSE FROM generate_series(1, {many}) AS n;
INSERT INTO messaging_message (key, event, context, channel, address, language, subject, body, file,
  secret, urgent, needed, about, version, state, created_at, due_at, moved_at, attempts,
  provider_id, failure)
SELECT 'reminder:24h:booking ' || n || ':v1', 'reminder', '{{"reference": "FM-0001"}}', 'sms',
  '+2126' || lpad(n::text, 8, '0'), 'ar', '', repeat('x', 70), '',
  FALSE, FALSE, FALSE, 'booking:' || n, 1, 'new', now(), now() - n * interval '1 millisecond',
  now(), 0, '', ''
FROM generate_series(1, {many}) AS n
"""
FLOOR = """
WITH block AS MATERIALIZED (SELECT id FROM messaging_message
  WHERE state = 'new' AND lease IS NULL AND NOT channel = 'by_hand' AND due_at BETWEEN %s AND now()
  ORDER BY due_at, id LIMIT 500
  FOR UPDATE SKIP LOCKED)
UPDATE messaging_message AS message
SET lease = gen_random_uuid(), lease_until = now() + interval '5 minutes'
FROM block WHERE message.id = block.id RETURNING message.id, message.due_at
"""


def claims(_stop: Stop, _pairs: int, _size: int) -> Iterator[dict[str, Any]]:
    """Messages claimed in a second: ours with every re-check, the floor with none, and singly."""
    floor = _measured(_floor, MANY)
    ours = _measured(_ours, MANY - REFUSED)
    naive = _measured(_one_by_one, FEW)
    for name, (rate, right) in {"floor": floor, "ours": ours, "one by one": naive}.items():
        aim = {"goal": f"≥ {LEAST:,} a second", "within": rate >= LEAST} if name == "ours" else {}
        yield {
            "name": f"claims: {name}",
            "a_second": round(rate),
            "ok": right,
            "of_floor": round(rate / floor[0], 3),
            **aim,
        }


def _measured(work: Callable[[list[int]], None], expected: int) -> tuple[float, bool]:
    """The rate at which `HANDS` connections at once do `work`.

    And whether each message was claimed exactly once.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(SEED.format(many=MANY))
        OptOut.objects.all().delete()
        OptOut.objects.bulk_create(
            OptOut(address=f"+2126{number:08}", way="staff") for number in range(1, REFUSED + 1)
        )
        cursor.execute(
            "VACUUM ANALYZE messaging_message, messaging_topic, messaging_optout, "
            "messaging_preference"
        )
    lists: list[list[int]] = [[] for _hand in range(HANDS)]
    hands = [Thread(target=work, args=[pks]) for pks in lists]
    begun = time.monotonic()
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    seconds = time.monotonic() - begun
    claimed = list(chain(*lists))
    leased = Message.objects.filter(lease__isnull=False).values_list("pk", flat=True)
    return len(claimed) / seconds, len(claimed) == expected and sorted(claimed) == sorted(leased)


def _ours(pks: list[int]) -> None:
    for block in delivery.blocks():
        pks.extend(block.numbers)
    connection.close()


def _floor(pks: list[int]) -> None:
    with psycopg.connect(database.url(), autocommit=True) as line:
        since = datetime.min.replace(tzinfo=UTC)
        while block := line.execute(FLOOR, [since]).fetchall():
            pks.extend(pk for pk, _due_at in block)
            since = max(due_at for _pk, due_at in block)


def _one_by_one(pks: list[int]) -> None:
    while len(pks) < FEW // HANDS:
        pks.extend(delivery.claim(1).numbers)
    connection.close()
